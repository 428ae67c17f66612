import { InputError } from '#lib/errors.ts';

/** An import with everything up to the end of its line. */
const statement = /^import\b[^;'"]*(['"])([^'"\n]*)\1[^\S\n]*;?[^\n]*\n/gmu;
const list = /(export const products\b[^=]*= )\[([^\]]*)\]/u;

/** As wide as our lines are. */
const lineWidth = 120;

/**
 * The text of `products/index.ts` with one more product: an import where the order of paths puts it, and an entry at the
 * end of the list. The rest stays as it is, whoever wrote it.
 *
 * @throws InputError when there is no list to add to
 */
export function withProduct(index: string, identifier: string, address: string): string {
  const found = list.exec(index);
  if (found === null) {
    const message = "must have a line 'export const products = [...];'";
    throw new InputError('products/index.ts', [{ path: '', message }]);
  }
  const [whole, beginning = '', entries = ''] = found;
  const names = hasComments.test(entries)
    ? `[\n  ${identifier},${entries}]`
    : listOf([...namesIn(entries), identifier], beginning);
  const body = index.replace(whole, () => `${beginning}${names}`);
  return withImport(body, `import { ${identifier} } from './${address}/product.ts';\n`, `./${address}/product.ts`);
}

/** Comments stay where they are, and the new name goes before all of them. */
const hasComments = /\/[/*]/u;

function namesIn(entries: string): string[] {
  return entries
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function listOf(names: readonly string[], beginning: string): string {
  const line = `[${names.join(', ')}]`;
  if (`${beginning}${line};`.length <= lineWidth && !line.includes('\n')) return line;
  return `[\n${names.map((name) => `  ${name},\n`).join('')}]`;
}

function withImport(text: string, line: string, path: string): string {
  const imports = [...text.matchAll(statement)];
  const next = imports.find(([, , other = '']) => order(path, other) < 0);
  if (next !== undefined) return `${text.slice(0, next.index)}${line}${text.slice(next.index)}`;
  const last = imports.at(-1);
  if (last === undefined) return `${line}\n${text}`;
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}${line}${text.slice(end)}`;
}

/** The order that our linter asks for: folder by folder, and numbers by their value. */
function order(one: string, other: string): number {
  const [parts, others] = [partsOf(one), partsOf(other)];
  const at = parts.findIndex((part, i) => part !== others[i]);
  if (at === -1) return parts.length - others.length;
  const [a = '', b] = [parts[at], others[at]];
  if (b === undefined) return 1;
  const isNumeric = /^\d/u.test(a) && /^\d/u.test(b);
  // The end of a folder's name comes before every character.
  const rank = (part: string) => (part === '/' ? '' : part);
  return isNumeric ? Number(a) - Number(b) : rank(a) < rank(b) ? -1 : 1;
}

function partsOf(path: string): string[] {
  return path.match(/\d+|\D/gu) ?? [];
}
