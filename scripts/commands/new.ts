import { scaffold as scaffoldProduct } from '#build/scaffold.ts';
import type { Context } from '../context.ts';
import type { Outcome } from '../outcome.ts';

/** `factory new <family>/<product>` */
export async function scaffold({ root }: Context, address: string): Promise<Outcome> {
  const files = await scaffoldProduct(root, address);
  const next = [
    `next: npx factory build ${address}`,
    `      npm test -- products/${address}`,
    `      then make products/${address} yours, file by file`,
  ];
  return { ok: true, command: 'new', issues: [], data: { files }, text: files.join('\n'), notes: next };
}
