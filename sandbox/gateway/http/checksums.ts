import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Digests that S3 takes with an upload, as they are named in `x-amz-checksum-<name>`. */
export type ChecksumAlgorithm = 'crc32' | 'crc32c' | 'crc64nvme' | 'md5' | 'sha1' | 'sha256' | 'sha512';

const algorithms: Readonly<Record<ChecksumAlgorithm, (bytes: Uint8Array) => Buffer>> = {
  crc32: (bytes) => bigEndian32(crc32(bytes)),
  crc32c: (bytes) => bigEndian32(crc32c(bytes)),
  crc64nvme,
  md5: (bytes) => createHash('md5').update(bytes).digest(),
  sha1: (bytes) => createHash('sha1').update(bytes).digest(),
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  sha512: (bytes) => createHash('sha512').update(bytes).digest(),
};

/** The checksum of bytes, in base64 as S3 writes it. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  return algorithms[algorithm](bytes).toString('base64');
}

/** Whether the sandbox can compute that checksum. */
export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(algorithms, name);
}

function bigEndian32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

/** The reflected Castagnoli polynomial. */
const castagnoli = 0x82f63b78;
let castagnoliTable: Uint32Array | undefined;

function crc32c(bytes: Uint8Array): number {
  castagnoliTable ??= table32(castagnoli);
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (castagnoliTable[(crc ^ byte) & 0xff] ?? 0);
  return ~crc;
}

function table32(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let entry = index;
    for (let bit = 0; bit < 8; bit++) entry = entry & 1 ? (entry >>> 1) ^ polynomial : entry >>> 1;
    return entry >>> 0;
  });
}

/** The reflected polynomial of CRC-64/NVME. `123456789` gives ae8b14860a799888 [T]. */
const nvme = 0x9a6c9329ac4bc9b5n;
let nvmeTables: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

/** In two halves of 32 bits: with BigInt an upload would take minutes. */
function crc64nvme(bytes: Uint8Array): Buffer {
  nvmeTables ??= table64(nvme);
  const { high: highs, low: lows } = nvmeTables;
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  return Buffer.concat([bigEndian32(~high), bigEndian32(~low)]);
}

function table64(polynomial: bigint): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const entries = Array.from({ length: 256 }, (_, index) => {
    let entry = BigInt(index);
    for (let bit = 0; bit < 8; bit++) entry = entry & 1n ? (entry >> 1n) ^ polynomial : entry >> 1n;
    return entry;
  });
  return {
    high: Uint32Array.from(entries, (entry) => Number(entry >> 32n)),
    low: Uint32Array.from(entries, (entry) => Number(entry & 0xffffffffn)),
  };
}
