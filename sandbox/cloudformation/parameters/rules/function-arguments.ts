import { below, type Expression, type Site } from './expression.ts';

/** Compiles an expression; handed to the functions so that they can nest. */
export type CompileInner = (node: unknown, site: Site) => Expression;

/** Checks the argument of one function and prepares its evaluation. */
export type CompileFunction = (argument: unknown, site: Site, compile: CompileInner) => Expression;

/** The elements of a function's list, each one compiled, so that everything wrong inside is reported too. */
export function elements(argument: unknown, site: Site, compile: CompileInner): readonly Expression[] {
  return Array.isArray(argument) ? argument.map((element, index) => compile(element, below(site, index))) : [];
}

/** Whether the argument is a list of that many elements. */
export function isListOf(argument: unknown, least: number, most = least): boolean {
  return Array.isArray(argument) && argument.length >= least && argument.length <= most;
}

/** Two plain strings, as the functions take that allow no function inside. */
export function twoStrings(argument: unknown): readonly [string, string] | undefined {
  const [first, second] = Array.isArray(argument) ? argument : [];
  const isPair = isListOf(argument, 2) && typeof first === 'string' && typeof second === 'string';
  return isPair ? [first, second] : undefined;
}
