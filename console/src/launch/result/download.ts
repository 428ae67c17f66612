import type { LaunchFile } from './result.ts';

/** Hands a file to the person. */
export function download({ name, content }: LaunchFile): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
