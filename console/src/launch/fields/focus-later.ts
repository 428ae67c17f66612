/** Moves the focus to an element that the next drawing of the page brings. */
export function focusLater(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
