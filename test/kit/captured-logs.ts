/** Everything that loggers write while a test runs. */
export type CapturedLogs = {
  readonly lines: readonly string[];
  text(): string;
  /** The lines, parsed. */
  entries(): Record<string, unknown>[];
  restore(): void;
};

/** Keeps log lines from the terminal and remembers them; what else is written passes through. */
export function captureLogs(): CapturedLogs {
  const lines: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write.bind(stream);
    return jest.spyOn(stream, 'write').mockImplementation((chunk) => {
      const text = String(chunk);
      if (!text.startsWith('{')) return original(chunk);
      lines.push(...text.split('\n').filter((line) => line !== ''));
      return true;
    });
  });
  return {
    lines,
    text: () => lines.join('\n'),
    entries: () => lines.map((line) => JSON.parse(line)),
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
