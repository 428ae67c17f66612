import { crc32 } from 'node:zlib';
import { deflateSync, Zip } from 'fflate';
import { digestOf } from './cache.ts';

/** Contents by name. */
export type Files = { readonly [name: string]: Uint8Array };

/** 1 January 1980, the first moment a zip can tell, in local time as zips have it. */
const epoch = new Date(1980, 0, 1);

/** A zip with sorted names, one time and one mode: the same contents give the same bytes. */
export function pack(files: Files): Uint8Array {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for (const name of Object.keys(files).sort()) add(zip, name, files[name] ?? new Uint8Array());
  zip.end();
  return Buffer.concat(pieces);
}

function add(zip: Zip, filename: string, content: Uint8Array): void {
  const file: Parameters<Zip['add']>[0] = {
    filename,
    size: content.length,
    crc: crc32(content),
    compression: 8,
    mtime: epoch,
    os: 3,
    attrs: (0o100644 << 16) >>> 0,
  };
  zip.add(file);
  file.ondata?.(null, deflated(content), true);
}

// Functions of a product share files, and products that use the same clients have the same ones: most of the time that
// packing takes is spent here, so it is spent once for each content.
const known = new Map<string, Uint8Array<ArrayBuffer>>();

function deflated(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const digest = digestOf(content);
  const result = known.get(digest) ?? deflateSync(content, { level: 9 });
  known.set(digest, result);
  return result;
}
