import type { StackRequest } from '#lib/launch-documents.ts';
import { parameterPairs } from '#lib/launch-documents.ts';

/** The same launch as a command for a POSIX shell, whole: it needs no file beside it. */
export function createStackCommand(request: StackRequest & { readonly region: string }): string {
  const { region, stackName, templateUrl, capabilities, texts } = request;
  const options: [name: string, ...values: string[]][] = [
    ['region', region],
    ['stack-name', stackName],
    ['template-url', templateUrl],
    ['capabilities', ...capabilities],
    ['parameters', linesOf(parameterPairs(texts))],
  ];
  const lines = options
    .filter(([, ...values]) => values.length > 0)
    .map(([name, ...values]) => `  --${name} ${values.map(quote).join(' ')}`);
  return ['aws cloudformation create-stack', ...lines].join(' \\\n');
}

/** A JSON array with one item on each line. */
function linesOf(items: readonly object[]): string {
  return `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}

/** In single quotes nothing means anything to the shell but a single quote, which is put outside of them. */
function quote(text: string): string {
  return /^[A-Za-z0-9_./:-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
