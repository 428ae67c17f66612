/** One line that says how far a command has come; only on a terminal. */
export type ProgressLine = { readonly show: (text: string) => void; readonly end: () => void };

/** A progress line on standard error, or one that stays silent where nobody looks. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, end: () => {} };
  const clear = () => stream.write('\r\u001b[2K');
  return {
    show: (text) => {
      clear();
      stream.write(text.slice(0, (stream.columns || 80) - 1));
    },
    end: () => {
      clear();
    },
  };
}
