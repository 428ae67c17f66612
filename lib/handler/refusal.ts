/** Leaves room for the other fields of an answer of 4,095 bytes. */
const LIST_BYTES = 3_000;

/** A refusal with every reason on a line of its own, as far as an answer of CloudFormation has room. Log the whole list. */
export function refusal(heading: string, reasons: readonly string[]): string {
  const shown = fitting(reasons);
  const rest = reasons.length - shown.length;
  const more = rest > 0 ? [`and ${rest} more, all of them in the log of this check`] : [];
  return [heading, ...shown, ...more].join('\n');
}

/** As many lines from the start as there is room for; the first in any case, cut by whoever writes the answer. */
function fitting(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  const end = lines.findIndex((line) => {
    bytes += Buffer.byteLength(JSON.stringify(line));
    return bytes > LIST_BYTES;
  });
  return end === -1 ? lines : lines.slice(0, Math.max(1, end));
}
