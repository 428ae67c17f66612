import { unzipSync } from 'fflate';
import { pack } from './pack.ts';

const bytes = (text: string) => Buffer.from(text);

test('packs by name, not by the order of giving', () => {
  const [one, other] = [pack({ a: bytes('a'), b: bytes('b') }), pack({ b: bytes('b'), a: bytes('a') })];

  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  expect(Object.keys(unzipSync(other))).toEqual(['a', 'b']);
});

test('gives back what was packed, empty files and long ones among it', () => {
  const files = { 'empty.mjs': bytes(''), 'long.mjs': bytes('export const x = 1;\n'.repeat(5000)) };
  const read = unzipSync(pack(files));

  for (const [name, content] of Object.entries(files))
    expect(Buffer.from(read[name] ?? [1]).equals(content)).toBe(true);
});

test('gives every file the same time and the mode that a function needs to read it', () => {
  const zip = Buffer.from(pack({ 'a.mjs': bytes('a'), 'b.mjs': bytes('b') }));
  const header = 'PK\u0001\u0002';
  const parts = zip.toString('latin1').split(header);
  const entries = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join(header).length);

  expect(entries).toHaveLength(2);
  for (const at of entries) {
    // 1 January 1980, midnight, as DOS counts it.
    expect(zip.readUInt32LE(at + 12)).toBe(0x00210000);
    expect(zip.readUInt32LE(at + 38) >>> 16).toBe(0o100644);
    expect(zip.readUInt8(at + 5)).toBe(3);
  }
});

test('compresses a content once and uses it wherever it occurs', () => {
  const shared = bytes('export const shared = 1;\n'.repeat(100));

  expect(unzipSync(pack({ a: shared, b: shared }))).toEqual(unzipSync(pack({ b: shared, a: shared })));
});
