import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Issue } from '#lib/errors.ts';
import { FactoryError, InputError, OutsideError } from '#lib/errors.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';
import { exitCodes, print, printJson } from './outcome.ts';

/** Where a run happens. */
export type Surroundings = { readonly root: string };

type Action = (context: Context, ...given: never[]) => Promise<Outcome>;

/** Runs one command line to its exit code. Only here do issues and findings turn into one. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const json = args.includes('--json');
  const known = programOf(surroundings, json);
  let command = args.find((arg) => !arg.startsWith('-')) ?? 'help';
  const interrupted = () => {
    process.stderr.write('\nfactory: interrupted; what was there before is untouched\n');
    process.exit(exitCodes.interrupted);
  };
  process.once('SIGINT', interrupted);
  try {
    await known.program.parseAsync([...args], { from: 'user' });
    const outcome = known.outcome();
    if (outcome === undefined) return exitCodes.done;
    command = outcome.command;
    (json ? printJson : print)(outcome);
    return outcome.ok ? exitCodes.done : exitCodes.findings;
  } catch (error) {
    return refuse(error, command, json);
  } finally {
    process.removeListener('SIGINT', interrupted);
  }
}

function programOf({ root }: Surroundings, json: boolean): { program: Command; outcome: () => Outcome | undefined } {
  let outcome: Outcome | undefined;
  const program = new Command('factory')
    .description('Data capabilities as code, released as AWS Service Catalog products.')
    .configureOutput({ outputError: () => {} }) // Errors are printed in one place, as text or as JSON.
    .exitOverride()
    .showSuggestionAfterError(true)
    .helpCommand(true);

  const add = (usage: string, summary: string, load: () => Promise<Action>): Command => {
    const command: Command = program
      .command(usage)
      .description(summary)
      .exitOverride()
      .configureOutput({ outputError: () => {} })
      .option('--json', 'print one JSON object on standard output and nothing else there')
      .addOption(new Option('--root <folder>', 'the checkout to work in').default(root, 'this one'))
      .action(async (...given: unknown[]) => {
        const context: Context = { root: resolve(String(command.opts()['root'])), json };
        // Commander hands over what the usage text declares; each action is written for its own.
        outcome = await (await load())(context, ...(given as never[]));
      });
    return command;
  };

  addCommands(add);
  return { program, outcome: () => outcome };
}

type Add = (usage: string, summary: string, load: () => Promise<Action>) => Command;

const bucket = () =>
  new Option('--bucket <name>', 'prefix of the asset buckets: <name> for templates, <name>-<region> for code').env(
    'FACTORY_BUCKET',
  );
const solution = () =>
  new Option('--solution <prefix>', 'first part of every key').env('FACTORY_SOLUTION').default('data-product-factory');

function addCommands(add: Add): void {
  add(
    'build [product...]',
    'synthesize, check and package into dist/, which then holds exactly what was asked for',
    async () => (await import('./commands/build.ts')).build,
  )
    .addOption(bucket())
    .addOption(solution())
    .option('--dist <folder>', 'the folder to fill', 'dist');
  add(
    'check [product...]',
    'what the rule packs find, and what was acknowledged with which reason',
    async () => (await import('./commands/check.ts')).check,
  ).option('--acknowledged', 'list every acknowledged finding with its reason');
  add(
    'new <family/product>',
    'scaffold a product that builds and passes its tests',
    async () => (await import('./commands/new.ts')).scaffold,
  );
  add(
    'validate <product>',
    'all issues of a launch, before launching',
    async () => (await import('./commands/validate.ts')).validate,
  ).requiredOption(
    '--parameters <file>',
    'launch values: typed JSON, or pairs as CloudFormation or Service Catalog take them; - reads standard input',
  );
  add(
    'parameters <product> <file>',
    'encode a launch, defaults included',
    async () => (await import('./commands/parameters.ts')).parameters,
  )
    .addOption(
      new Option('--format <format>', 'what to encode for')
        .choices(['cfn', 'cli', 'service-catalog', 'quick-create'])
        .makeOptionMandatory(),
    )
    .addOption(bucket())
    .addOption(solution())
    .addOption(new Option('--region <region>', 'where to launch').env('AWS_REGION').default('us-east-1'))
    .option('--bucket-region <region>', 'where the templates are; the launch region if not given')
    .option('--stack-name <name>', 'name of the stack; made of product and identity if not given');
}

function refuse(error: unknown, command: string, json: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    // Without a command, the help has been printed already.
    if (error.code === 'commander.help') return exitCodes.input;
    return say({
      command,
      json,
      exit: exitCodes.input,
      subject: 'the command line',
      issues: [{ path: '', message: usageOf(error) }],
    });
  }
  if (error instanceof InputError)
    return say({ command, json, exit: exitCodes.input, subject: error.subject, issues: error.issues });
  const exit = exitCodes.outside;
  const message = error instanceof Error ? error.message : String(error);
  const known = error instanceof OutsideError || error instanceof FactoryError || isSystemError(error);
  if (known) return say({ command, json, exit, subject: '', issues: [{ path: '', message }] });
  const detail =
    process.env['FACTORY_DEBUG'] === undefined
      ? ' (FACTORY_DEBUG=1 shows where)'
      : `\n${error instanceof Error ? error.stack : ''}`;
  return say({ command, json, exit, subject: '', issues: [{ path: '', message: `unexpected: ${message}${detail}` }] });
}

type Refusal = {
  readonly command: string;
  readonly json: boolean;
  readonly exit: number;
  readonly subject: string;
  readonly issues: readonly Issue[];
};

function say({ command, json, exit, subject, issues }: Refusal): number {
  if (json) printJson({ ok: false, command, issues, data: {}, text: '' });
  else if (subject === '') process.stderr.write(`factory: ${issues.map(({ message }) => message).join('\n')}\n`);
  else process.stderr.write(`factory: ${new InputError(subject, issues).message}\n`);
  return exit;
}

function usageOf(error: CommanderError): string {
  return error.message.replace(/^error: /u, '').replace(/\n\(Did you mean (.*)\?\)$/u, "; did you mean '$1'?");
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
