import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

const repository = join(__dirname, '../..');

/** A checkout of the factory for one test, with products of its own. */
export type Checkout = {
  readonly root: string;
  /** Writes a file below the root. */
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** Changes a file by replacing a text that has to be there. */
  readonly edit: (path: string, from: string, to: string) => void;
  /** Runs the command line in this checkout, to its end. */
  readonly factory: (...args: string[]) => Finished;
  /** Starts the command line in this checkout. */
  readonly start: (...args: string[]) => Started;
  /** Waits until there is something at a path below the root. */
  readonly until: (path: string) => Promise<void>;
  /** Every file of `dist/` with the digest of its bytes. */
  readonly dist: () => Record<string, string>;
  readonly remove: () => void;
};

export type CheckoutOptions = { readonly own?: boolean; readonly below?: string };

/** What a program said and how it ended. */
export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Started = {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly finished: Promise<Finished>;
  /** Waits until it has written a line to standard output that matches, or has ended. */
  readonly line: (pattern: RegExp) => Promise<string | undefined>;
};

/** The tool's own folders: as links where the tool is run from the repository, as copies where it is run from the checkout. */
const folders = ['lib', 'custom-resources', 'build', 'test'];

/** A checkout without products. `own` copies the whole tool, as a clone in another folder has it; `below` says how deep. */
export function temporaryCheckout({ own = false, below = '' }: CheckoutOptions = {}): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'factory-checkout-'));
  const root = join(folder, below);
  mkdirSync(root, { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  for (const folder of [...folders, ...(own ? ['console', 'scripts', 'sandbox'] : [])]) {
    if (own) cpSync(join(repository, folder), join(root, folder), { recursive: true });
    else symlinkSync(join(repository, folder), join(root, folder));
  }
  for (const file of ['package-lock.json', 'tsconfig.json']) cpSync(join(repository, file), join(root, file));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string) => readFileSync(join(root, path), 'utf8');
  write('package.json', JSON.stringify({ type: 'module', imports: { '#*': './*' } }));
  write('products/index.ts', 'export const products = [];\n');
  write('portfolio/catalog.ts', 'export const offerings = [];\n');
  const command = (args: readonly string[]) => [
    join(own ? root : repository, 'scripts/factory.ts'),
    ...args,
    '--root',
    root,
  ];
  return {
    root,
    write,
    read,
    edit: (path, from, to) => {
      const text = read(path);
      if (!text.includes(from)) throw new Error(`${path} does not have ${from}`);
      write(path, text.replace(from, to));
    },
    factory: (...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, command(args), { encoding: 'utf8', cwd: root });
      return { code: status, stdout, stderr };
    },
    start: (...args) => started(command(args), root),
    until: async (path) => {
      while (!existsSync(join(root, path))) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    dist: () => digests(join(root, 'dist')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function started(command: readonly string[], cwd: string): Started {
  const child = spawn(process.execPath, command, { cwd });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  const line = async (pattern: RegExp) => {
    const isOver = finished.then(() => true);
    while (!pattern.test(stdout) && !(await Promise.race([isOver, nextOf(child.stdout)])));
    return stdout.split('\n').find((one) => pattern.test(one));
  };
  return { kill: (signal) => child.kill(signal), finished, line };
}

/** Waits for more of an output. */
function nextOf(output: Readable): Promise<false> {
  return new Promise((resolve) => output.once('data', () => resolve(false)));
}

function digests(folder: string): Record<string, string> {
  const files = globSync('**/*', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.sort().map((path) => [path, sha256(readFileSync(join(folder, path)))]));
}

/** SHA-256 in hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Gives a scaffolded product a function of its own, in `runtime/work/handler.ts`. */
export function addFunction(checkout: Checkout, address: string): void {
  const template = `products/${address}/template.ts`;
  checkout.edit(
    template,
    'import { AccessLogBucket }',
    "import { decide, decisions } from '#lib/constructs/decisions.ts';\nimport { ProductFunction } from '#lib/constructs/function.ts';\nimport { AccessLogBucket }",
  );
  checkout.edit(
    template,
    'this.addOutputs(bucket);',
    "const work = new ProductFunction(this, 'Work', { description: 'Works', entry: 'runtime/work/handler.ts', timeoutSeconds: 10, statements: [] });\n    decide(work, decisions.customResourcesAnswerThemselves);\n    this.addOutputs(bucket);",
  );
  checkout.write(`products/${address}/runtime/work/handler.ts`, "export const handler = async () => 'one';\n");
}
