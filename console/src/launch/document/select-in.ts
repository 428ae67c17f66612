import type { Position } from './locate.ts';

/** Puts the cursor of an editor at a place, and the place into view. */
export function selectIn(id: string, { offset, line }: Position): void {
  const editor = document.getElementById(id);
  if (!(editor instanceof HTMLTextAreaElement)) return;
  editor.focus();
  editor.setSelectionRange(offset, Math.min(offset + 1, editor.value.length));
  const lines = editor.value.split('\n').length;
  editor.scrollTop = ((line - 3) / lines) * editor.scrollHeight;
}
