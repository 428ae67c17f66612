import { createHash, randomBytes } from 'node:crypto';

/** Makes identifiers. With a seed, the same calls give the same identifiers: a rehearsal can be repeated. */
export type Ids = {
  readonly uuid: () => string;
  /** Lower-case hexadecimal digits. */
  readonly hex: (length: number) => string;
  /** Lower-case letters and digits, as in ids of Service Catalog (`prod-abcdefghijklm`). */
  readonly lower: (length: number) => string;
  /** Upper-case letters and digits, as in physical names of CloudFormation and ids of IAM. */
  readonly upper: (length: number) => string;
  readonly bytes: (length: number) => Buffer;
};

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

/** Opens a source of identifiers. */
export function openIds(seed?: string): Ids {
  const bytes = seed === undefined ? randomBytes : seeded(seed);
  const pick = (alphabet: string, length: number) =>
    [...bytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return {
    bytes,
    hex: (length) =>
      bytes(Math.ceil(length / 2))
        .toString('hex')
        .slice(0, length),
    lower: (length) => pick(letters + digits, length),
    upper: (length) => pick(letters.toUpperCase() + digits, length),
    uuid: () => uuidOf(bytes(16)),
  };
}

/** Blocks of a hash in counter mode. */
function seeded(seed: string): (length: number) => Buffer {
  let counter = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let left = length; left > 0; left -= 32) {
      blocks.push(createHash('sha256').update(`${seed}:${counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  };
}

/** RFC 9562, version 4. */
function uuidOf(bytes: Buffer): string {
  const own = Buffer.from(bytes);
  own.writeUInt8((own.readUInt8(6) & 0x0f) | 0x40, 6);
  own.writeUInt8((own.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = own.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
