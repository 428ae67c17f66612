import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { InputError } from '#lib/errors.ts';
import { conclude } from './conclude.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcome.ts';

/** Where a run happens. */
export type Surroundings = { readonly root: string };

type Action = (context: Context, ...given: never[]) => Promise<Outcome>;

/** Runs one command line to its exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const json = args.includes('--json');
  const { program, outcome, help } = programOf(surroundings, json);
  const known = program.commands.map((command) => command.name());
  const named = args.find((arg) => known.includes(arg)) ?? args.find((arg) => !arg.startsWith('-'));
  const command = () => outcome()?.command ?? named ?? 'help';
  return conclude({ command, json }, async () => {
    try {
      await program.parseAsync([...args], { from: 'user' });
      return outcome();
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      if (error.exitCode !== 0) throw refusal(error, known);
      const text = help();
      return { ok: true, command: command(), issues: [], data: { help: text }, text };
    }
  });
}

type Program = {
  readonly program: Command;
  readonly outcome: () => Outcome | undefined;
  /** What was printed for somebody who asked for help. */
  readonly help: () => string;
};

function programOf({ root }: Surroundings, json: boolean): Program {
  let outcome: Outcome | undefined;
  let help = '';
  // Everything is printed in one place, as text or as JSON.
  const silently = {
    outputError: () => {},
    writeOut: (text: string) => {
      help += text;
    },
    writeErr: json ? () => {} : (text: string) => void process.stderr.write(text),
  };
  const jsonOption = () => new Option('--json', 'print one JSON object on standard output and nothing else there');
  const program = new Command('factory')
    .description('Data capabilities as code, released as AWS Service Catalog products.')
    .configureOutput(silently)
    .exitOverride()
    .showSuggestionAfterError(true)
    .helpCommand(true)
    .addOption(jsonOption());

  const add: Add = (usage, summary, load) => {
    const command: Command = program
      .command(usage)
      .description(summary)
      .exitOverride()
      .configureOutput(silently)
      .addOption(jsonOption())
      .addOption(new Option('--root <folder>', 'the checkout to work in').default(root, 'this one'))
      .action(async (...given: unknown[]) => {
        const context: Context = { root: resolve(String(command.opts()['root'])), json };
        // Commander hands over what the usage text declares; each action is written for its own.
        outcome = await (await load())(context, ...(given as never[]));
      });
    return command;
  };

  addCommands(add);
  return { program, outcome: () => outcome, help: () => help };
}

type Add = (usage: string, summary: string, load: () => Promise<Action>) => Command;

const bucket = () =>
  new Option('--bucket <name>', 'prefix of the asset buckets: <name> for templates, <name>-<region> for code').env(
    'FACTORY_BUCKET',
  );
const places = () => [
  bucket(),
  new Option('--bucket-region <region>', 'where <bucket> is; the region of the launch if not given').env(
    'FACTORY_BUCKET_REGION',
  ),
  new Option('--regions <list>', 'regions with a bucket <bucket>-<region>, by commas: launch.html leads there').env(
    'FACTORY_REGIONS',
  ),
  solution(),
];
const dist = (use: string) => new Option('--dist <folder>', `the folder ${use}; dist/ of the checkout if not given`);
const port = () => new Option('--port <number>', 'the port to listen on; 4100 or one that is free if not given');
const solution = () =>
  new Option('--solution <prefix>', 'first part of every key').env('FACTORY_SOLUTION').default('data-product-factory');

function addCommands(add: Add): void {
  withOptions(
    add(
      'build [product...]',
      'synthesize, check and package into dist/, which then holds exactly what was asked for',
      async () => (await import('./commands/build.ts')).build,
    ),
    [
      ...places(),
      dist('to fill'),
      new Option('--no-site', 'leave out the web page, which shows all products'),
      new Option('--source-maps', 'also make source-maps/, to read stack traces with; the code stays the same'),
    ],
  );
  add(
    'check [product...]',
    'what the rule packs find, and what was acknowledged with which reason',
    async () => (await import('./commands/check.ts')).check,
  ).option('--acknowledged', 'list every acknowledged finding with its reason');
  withOptions(
    add(
      'serve',
      'show the web page of dist/ to this machine, until Ctrl-C',
      async () => (await import('./commands/serve.ts')).serve,
    ),
    [port(), dist('that was filled')],
  );
  withOptions(
    add(
      'start',
      'build everything and show the web page, until Ctrl-C: what npm start does',
      async () => (await import('./commands/start.ts')).start,
    ),
    [...places(), dist('to fill'), port()],
  );
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

function withOptions(command: Command, options: readonly Option[]): void {
  for (const option of options) command.addOption(option);
}

function refusal({ code, message }: CommanderError, commands: readonly string[]): InputError {
  return new InputError('the command line', [{ path: '', message: usageOf(code, message, commands) }]);
}

function usageOf(code: string, message: string, commands: readonly string[]): string {
  if (code === 'commander.help') return `must name a command: ${commands.join(', ')}`;
  return message.replace(/^error: /u, '').replace(/\n\(Did you mean (.*)\?\)$/u, "; did you mean '$1'?");
}
