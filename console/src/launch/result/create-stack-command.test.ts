import { execFileSync } from 'node:child_process';
import { createStackCommand } from './create-stack-command.ts';

/** What a shell hands to the program that a command names. */
function argumentsOf(command: string): string[] {
  const script = `aws() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${command}\n`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test('a shell reads back exactly what was meant, whatever is in the values', () => {
  const texts: [string, string][] = [
    ['Quotes', `it's "so" and 'so'`],
    ['Dangers', '$(id) `id` $HOME \\ * ? ! # & ; | > < ~'],
    ['Lines', 'one\ntwo'],
    ['Empty', ''],
    ['Letters', 'äöü 漢字 😀'],
  ];
  const command = createStackCommand({
    region: 'eu-west-1',
    stackName: 'x-y-shop',
    templateUrl: 'https://b.s3.eu-west-1.amazonaws.com/f/x%20y/template.json',
    capabilities: ['CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
    texts,
  });
  const [service, operation, ...rest] = argumentsOf(command);
  const parameters = rest.at(-1) ?? '';

  expect([service, operation]).toEqual(['cloudformation', 'create-stack']);
  expect(rest.slice(0, -1)).toEqual([
    ...['--region', 'eu-west-1'],
    ...['--stack-name', 'x-y-shop'],
    ...['--template-url', 'https://b.s3.eu-west-1.amazonaws.com/f/x%20y/template.json'],
    ...['--capabilities', 'CAPABILITY_IAM', 'CAPABILITY_AUTO_EXPAND'],
    '--parameters',
  ]);
  expect(JSON.parse(parameters)).toEqual(
    texts.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  );
});

test('asks for no capability where none is needed', () => {
  const command = createStackCommand({ region: 'r', stackName: 's', templateUrl: 'u', capabilities: [], texts: [] });

  expect(command).not.toContain('--capabilities');
});
