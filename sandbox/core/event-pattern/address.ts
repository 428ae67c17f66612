import { isIPv4, isIPv6 } from 'node:net';
import { refuse } from './event-pattern-error.ts';

/** An IP address: its bits as a number, and how many there are. */
export type Address = { readonly bits: bigint; readonly length: 32 | 128 };

/** The address that a text spells, if it does. */
export function addressOf(text: string): Address | undefined {
  if (isIPv4(text)) return { bits: fromParts(text.split('.'), { base: 10, width: 8n }), length: 32 };
  if (isIPv6(text) && !text.includes('%') && !text.includes('.')) return { bits: bitsOfV6(text), length: 128 };
  return undefined;
}

function bitsOfV6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return fromParts([...before, ...new Array<string>(missing).fill('0'), ...after], { base: 16, width: 16n });
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

function fromParts(parts: readonly string[], { base, width }: { readonly base: number; readonly width: bigint }) {
  return parts.reduce((bits, part) => (bits << width) | BigInt(Number.parseInt(part, base)), 0n);
}

/**
 * Reads `10.0.0.0/24`.
 *
 * @returns whether a text is an address of that network
 * @throws EventPatternError
 */
export function networkOf(cidr: string): (text: string) => boolean {
  // A slash at the very end is no separator to Java's split.
  const parts = cidr.replace(/\/+$/u, '').split('/');
  const [text = '', mask = ''] = parts;
  if (parts.length !== 2) throw refuse("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/u.test(mask)) throw refuse('Malformed CIDR, mask bits must be an integer');
  const fixed = Number(mask);
  if (fixed < 0) throw refuse('Malformed CIDR, mask bits must not be negative');
  const network = addressOf(text);
  if (network === undefined) throw refuse(`Nonstandard IP address: ${text}`);
  const version = network.length === 32 ? 'IPv4' : 'IPv6';
  if (fixed >= network.length) throw refuse(`${version} mask bits must be < ${network.length}`);
  const shift = BigInt(network.length - fixed);
  return (candidate) => {
    const address = addressOf(candidate);
    return address?.length === network.length && address.bits >> shift === network.bits >> shift;
  };
}
