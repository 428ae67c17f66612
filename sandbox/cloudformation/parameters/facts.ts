import { type CompiledParameters, compileParameters } from './evaluate.ts';
import type {
  AccountFacts,
  Evaluation,
  Facts,
  LaunchContext,
  StoredParameter,
  SuppliedParameter,
  TemplateSections,
} from './types.ts';

/** What is to be asked about: a compiled template and a launch of it. */
export type FactRequest = {
  readonly compiled: CompiledParameters;
  readonly supplied: readonly SuppliedParameter[];
  readonly context?: LaunchContext;
  readonly account: AccountFacts;
};

/** Judges one launch of a template, asking the account whatever the template needs to know. */
export async function evaluateParameters(
  template: TemplateSections,
  supplied: readonly SuppliedParameter[],
  context: LaunchContext & { readonly account: AccountFacts },
): Promise<Evaluation> {
  const compiled = compileParameters(template);
  const { account, ...launch } = context;
  const facts = await collectFacts({ compiled, supplied, context: launch, account });
  return compiled.evaluate(supplied, { ...launch, facts });
}

/**
 * Asks the account everything this launch depends on, and nothing else; each question once.
 *
 * One answer can raise the next question (what is stored under a key names a VPC, the VPC has a tag), so the launch is
 * judged again with what is known until nothing is left to ask.
 */
export async function collectFacts({ compiled, supplied, context, account }: FactRequest): Promise<Facts> {
  const known = new KnownFacts();
  for (;;) {
    compiled.evaluate(supplied, { ...context, facts: known });
    const questions = known.takeQuestions();
    if (questions.length === 0) {
      return known;
    }
    await Promise.all(questions.map((ask) => ask(account)));
  }
}

type Question = (account: AccountFacts) => Promise<void>;

/** Answers what is known, and notes what is asked beyond that. */
class KnownFacts implements Facts {
  readonly #existing = new Map<string, boolean>();
  readonly #parameters = new Map<string, StoredParameter | undefined>();
  readonly #attributes = new Map<string, string | undefined>();
  readonly #questions = new Map<string, Question>();

  exists(type: string, value: string): boolean {
    const key = keyOf('exists', type, value);
    return this.#lookUp(this.#existing, key, (account) => account.exists(type, value)) === true;
  }

  parameter(name: string): StoredParameter | undefined {
    return this.#lookUp(this.#parameters, keyOf('parameter', name), (account) => account.parameter(name));
  }

  attribute(type: string, id: string, attribute: string): string | undefined {
    const key = keyOf('attribute', type, id, attribute);
    return this.#lookUp(this.#attributes, key, (account) => account.attribute(type, id, attribute));
  }

  takeQuestions(): readonly Question[] {
    const questions = [...this.#questions.values()];
    this.#questions.clear();
    return questions;
  }

  #lookUp<T>(known: Map<string, T>, key: string, ask: (account: AccountFacts) => T | Promise<T>): T | undefined {
    if (!known.has(key)) {
      this.#questions.set(key, async (account) => {
        known.set(key, await ask(account));
      });
    }
    return known.get(key);
  }
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
