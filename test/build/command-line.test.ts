import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickCreateUrl } from '#lib/quick-create.ts';
import { settle } from '#lib/schema.ts';
import { CommandOutput } from '#lib/schemas/command-output.ts';

jest.setTimeout(120_000);

const root = join(__dirname, '../..');
const examples = 'products/amc/tenant-bucket/examples';
const folder = mkdtempSync(join(tmpdir(), 'factory-cli-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function factory(args: readonly string[], input = '') {
  const env = { ...process.env, FACTORY_BUCKET: '', FACTORY_SOLUTION: '', AWS_REGION: '' };
  for (const name of ['FACTORY_BUCKET', 'FACTORY_SOLUTION', 'AWS_REGION']) Reflect.deleteProperty(env, name);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/factory.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env,
    input,
  });
  return { code: status, stdout, stderr };
}

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const valid = { Project: 'insights', TenantId: 'northwind', AmcUploadAccountId: '444455556666' };

describe('validate', () => {
  test.each([
    ['typed JSON', { ...valid, RestoreDays: 7 }],
    [
      "CloudFormation's pairs",
      Object.entries({ ...valid, RestoreDays: '7' }).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    ],
    ["Service Catalog's pairs", Object.entries({ ...valid, RestoreDays: '7' }).map(([Key, Value]) => ({ Key, Value }))],
  ])('accepts a launch as %s', (_, content) => {
    expect(factory(['validate', 'amc/tenant-bucket', '--parameters', file('launch.json', content)])).toEqual({
      code: 0,
      stdout: "the launch of 'amc/tenant-bucket' is valid\n",
      stderr: '',
    });
  });

  test('reads standard input', () => {
    expect(factory(['validate', 'amc', '--parameters', '-'], JSON.stringify(valid)).code).toBe(0);
  });

  test('says of every issue at once where it is, what was expected and what came', () => {
    const wrong = {
      Projct: 'x',
      TenantId: 'N',
      Environment: 'prod',
      AmcUploadAccountId: '44',
      DataRetention: 'destroy',
      RestoreDays: 0.5,
      ReaderAccountIds: ['1,2'],
    };
    const { code, stdout, stderr } = factory([
      'validate',
      'amc-tenant-bucket',
      '--parameters',
      file('wrong.json', wrong),
    ]);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    for (const line of [
      "/Projct is not known; did you mean 'Project'?",
      '/Project is required',
      '/TenantId must have at least 2 characters, got "N"',
      '/AmcUploadAccountId must be a 12-digit account number, got "44"',
      '/DataRetention a production launch keeps its data (must be "retain", got "destroy")',
      '/RestoreDays must be an integer, got 0.5',
      '/ReaderAccountIds/0 must not be empty, hold a comma, or begin or end with a space, got "1,2"',
    ]) {
      expect(stderr).toContain(line);
    }
  });
});

describe('parameters', () => {
  const minimal = `${examples}/minimal.json`;

  test('encodes for CloudFormation, defaults included', () => {
    const { code, stdout } = factory(['parameters', 'amc', minimal, '--format', 'cfn']);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        { ParameterKey: 'Project', ParameterValue: 'insights' },
        { ParameterKey: 'RestoreDays', ParameterValue: '30' },
        { ParameterKey: 'ReaderAccountIds', ParameterValue: '' },
      ]),
    );
  });

  test('encodes for Service Catalog', () => {
    const { stdout } = factory(['parameters', 'amc', `${examples}/complete.json`, '--format', 'service-catalog']);

    expect(JSON.parse(stdout)).toContainEqual({ Key: 'ReaderAccountIds', Value: '222233334444,333344445555' });
  });

  test('encodes for the AWS CLI', () => {
    const { stdout } = factory([
      'parameters',
      'amc',
      minimal,
      '--format',
      'cli',
      '--bucket',
      'my-assets',
      '--region',
      'eu-west-1',
      '--stack-name',
      'mine',
    ]);

    expect(JSON.parse(stdout)).toMatchObject({
      StackName: 'mine',
      TemplateURL:
        'https://my-assets.s3.eu-west-1.amazonaws.com/data-product-factory/amc-tenant-bucket/1.0.0/template.json',
      Capabilities: ['CAPABILITY_IAM'],
    });
  });

  test('makes the one-click link, with every parameter', () => {
    const { stdout } = factory([
      'parameters',
      'amc',
      minimal,
      '--format',
      'quick-create',
      '--bucket',
      'my-assets',
      '--region',
      'cn-north-1',
    ]);
    const pairs = JSON.parse(factory(['parameters', 'amc', minimal, '--format', 'cfn']).stdout);

    expect(stdout.trim()).toBe(
      quickCreateUrl({
        region: 'cn-north-1',
        templateUrl:
          'https://my-assets.s3.cn-north-1.amazonaws.com.cn/data-product-factory/amc-tenant-bucket/1.0.0/template.json',
        stackName: 'amc-tenant-bucket-insights-dev-northwind',
        parameters: pairs.map(({ ParameterKey, ParameterValue }: { ParameterKey: string; ParameterValue: string }) => [
          ParameterKey,
          ParameterValue,
        ]),
      }),
    );
    expect(stdout).toContain('https://cn-north-1.console.amazonaws.cn/');
  });

  test('fails a link without a bucket, and says which flag is missing', () => {
    const { code, stderr } = factory(['parameters', 'amc', minimal, '--format', 'quick-create']);

    expect(code).toBe(2);
    expect(stderr).toContain('--bucket is required for --format quick-create');
  });
});

describe('wrong input', () => {
  test.each([
    ['an unknown command', ['validte'], "unknown command 'validte'; did you mean 'validate'?"],
    ['an unknown flag', ['build', '--bukcet', 'x'], "unknown option '--bukcet'; did you mean '--bucket'?"],
    ['a missing argument', ['new'], "missing required argument 'family/product'"],
    ['a missing flag', ['validate', 'amc'], "required option '--parameters <file>' not specified"],
    [
      'an unknown product',
      ['check', 'amc/tenant-bukcet', 'nothing'],
      "'amc/tenant-bukcet' is not a product, offering or family; did you mean 'amc/tenant-bucket'?",
    ],
    [
      'an unknown format',
      ['parameters', 'amc', `${examples}/minimal.json`, '--format', 'xml'],
      "argument 'xml' is invalid. Allowed choices are cfn, cli, service-catalog, quick-create",
    ],
    [
      'a file that is not there',
      ['validate', 'amc', '--parameters', 'nowhere.json'],
      '--parameters there is no such file',
    ],
    ['a folder for a file', ['validate', 'amc', '--parameters', examples], '--parameters is a folder'],
    [
      'a bucket that cannot be one',
      ['build', '--bucket', 'My_Bucket'],
      "--bucket must be 3 to 47 lower-case letters, digits and hyphens, to leave room for -REGION, got 'My_Bucket'",
    ],
    ['a new product under a wrong name', ['new', 'Sales/Orders'], 'must be <family>/<product>'],
    ['a new product that is there', ['new', 'amc/tenant-bucket'], 'is there already: products/amc/tenant-bucket'],
    ['a folder that is no checkout', ['check', '--root', folder], 'products/index.ts is not there'],
  ])('%s ends with 2 and a message without a stack trace', (_, args, message) => {
    const { code, stdout, stderr } = factory(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /u);
  });

  test.each([
    ['a page that was not built', ['serve', '--dist', join(folder, 'nothing')], "run 'npx factory build'"],
    ['a port that is none', ['serve', '--port', '70000'], '--port must be a number from 0 (any free port) to 65535'],
    ['a port that is none, before the build', ['start', '--port', 'x'], "got 'x'"],
  ])('%s ends with 2', (_, args, message) => {
    const { code, stdout, stderr } = factory(args);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test.each([
    ['text', 'no json'],
    ['half of it', '{"Project": "x",'],
    ['a number', '7'],
    ['a list of other things', '[{"Name":"Project"}]'],
  ])('a launch that is %s ends with 2', (name, content) => {
    const { code, stderr } = factory([
      'validate',
      'amc',
      '--parameters',
      file(`${name.replaceAll(' ', '-')}.json`, content),
    ]);

    expect(code).toBe(2);
    expect(stderr).toMatch(/(is not JSON|must be)/u);
    expect(stderr).not.toMatch(/\n\s+at /u);
  });

  test('without a command, prints the help and ends with 2', () => {
    const { code, stderr } = factory([]);

    expect(code).toBe(2);
    expect(stderr).toContain('Usage: factory');
  });
});

test('says what is wrong with a file and with every flag at once', () => {
  const { code, stderr } = factory(
    ['parameters', 'amc', 'nowhere.json', '--format', 'cli', '--region', 'Europe', '--stack-name', '1'].concat(
      '--solution',
      ' ',
    ),
  );

  expect(code).toBe(2);
  for (const line of [
    'FILE there is no such file',
    '--bucket is required for --format cli',
    "--region must be a region such as eu-west-1, got 'Europe'",
    '--stack-name must be up to 128 letters',
    '--solution must be up to 200 letters',
  ])
    expect(stderr).toContain(line);
});

test('does not mind when nobody reads to the end', () => {
  const { stderr } = spawnSync(
    '/bin/sh',
    ['-c', `'${process.execPath}' scripts/factory.ts check amc --acknowledged | true`],
    { cwd: root, encoding: 'utf8' },
  );

  expect(stderr).not.toMatch(/EPIPE|\n\s+at /u);
});

test('leaves the work to the tool of the checkout that is named, if it brings one', () => {
  const other = join(folder, 'other checkout');
  mkdirSync(join(other, 'scripts'), { recursive: true });
  writeFileSync(
    join(other, 'scripts/run.ts'),
    'export const run = async (args: string[], at: object) => (console.log(JSON.stringify({ args, at })), 7);\n',
  );
  const { code, stdout } = factory(['build', '--root', other]);

  expect(code).toBe(7);
  expect(JSON.parse(stdout)).toEqual({ args: ['build', '--root', other], at: { root: other } });
});

test.each([
  ['build', ['build', '--help', '--json'], 0],
  ['help', ['help', '--json'], 0],
  ['help', ['--json'], 2],
])('%s: help as one object for programs (%j)', (command, args, code) => {
  const finished = factory(args);
  const output = JSON.parse(finished.stdout);

  expect(finished.code).toBe(code);
  expect(output).toMatchObject({ ok: code === 0, command });
  if (code === 0) expect(output.help).toContain('Usage: factory');
});

test.each(['build', 'check', 'serve', 'start', 'new', 'validate', 'parameters'])('%s has help', (command) => {
  const { code, stdout } = factory([command, '--help']);

  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: factory ${command}`);
  expect(stdout).toContain('--json');
});

test.each([
  ['validate', ['validate', 'amc', '--parameters', `${examples}/minimal.json`], 0],
  ['parameters', ['parameters', 'amc', `${examples}/minimal.json`, '--format', 'cfn'], 0],
  ['check', ['check', 'amc'], 0],
  ['validate', ['validate', 'amc', '--parameters', `${examples}/nowhere.json`], 2],
  ['validte', ['validte'], 2],
  ['check', ['check', 'nothing'], 2],
])('%s --json prints one object and nothing else on standard output (%j)', (command, args, code) => {
  const finished = factory([...args, '--json']);
  const output = settle(CommandOutput, JSON.parse(finished.stdout), 'the output');

  expect(finished.code).toBe(code);
  expect(output).toMatchObject({ ok: code === 0, command });
  expect(output.issues.length > 0).toBe(code !== 0);
});

describe('bin/factory.mjs', () => {
  const host = '/usr/bin/node';
  const hostMajor = existsSync(host)
    ? Number(/^v(\d+)/u.exec(spawnSync(host, ['--version'], { encoding: 'utf8' }).stdout)?.[1])
    : Number.NaN;
  const older = hostMajor < 24 ? test : test.skip;

  test('starts the command line', () => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['bin/factory.mjs', 'validate', 'amc', '--parameters', `${examples}/minimal.json`],
      { cwd: root, encoding: 'utf8' },
    );

    expect({ status, stdout }).toEqual({ status: 0, stdout: "the launch of 'amc/tenant-bucket' is valid\n" });
  });

  older('hands over to the Node that the project brings, exit code included', () => {
    const { status, stderr } = spawnSync(host, ['bin/factory.mjs', 'check', 'nothing'], {
      cwd: root,
      encoding: 'utf8',
    });

    expect(status).toBe(2);
    expect(stderr).toContain("'nothing' is not a product");
  });

  older.each([
    ['SIGINT', { code: 130, signal: null }],
    ['SIGTERM', { code: null, signal: 'SIGTERM' }],
  ] as const)('passes %s on, and ends as the other Node ends', async (sent, expected) => {
    const place = join(folder, sent);
    for (const part of ['bin', 'scripts']) mkdirSync(join(place, part), { recursive: true });
    cpSync(join(root, 'bin/factory.mjs'), join(place, 'bin/factory.mjs'));
    symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
    const program =
      "process.on('SIGINT', () => process.exit(130));\nsetInterval(() => {}, 1000);\nconsole.log('ready');\n";
    writeFileSync(join(place, 'scripts/factory.ts'), program);

    const child = spawn(host, [join(place, 'bin/factory.mjs')]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill(sent);
    const [code, signal] = await new Promise<unknown[]>((resolve) => child.on('close', (...end) => resolve(end)));

    expect({ code, signal }).toEqual(expected);
  });

  older('explains what to do where that Node is not installed', () => {
    mkdirSync(join(folder, 'bare/bin'), { recursive: true });
    cpSync(join(root, 'bin/factory.mjs'), join(folder, 'bare/bin/factory.mjs'));
    const { status, stderr } = spawnSync(host, [join(folder, 'bare/bin/factory.mjs')], { encoding: 'utf8' });

    expect(status).toBe(2);
    expect(stderr).toContain("run 'npm ci'");
  });
});
