/** Progress on standard error, a line at a time. */

export function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A reporter that makes and writes a line at most every `everyMs`, and the last one always. */
export function spacedReport(everyMs: number): (line: () => string, last: boolean) => void {
  let reported = Number.NEGATIVE_INFINITY;
  return (line, last) => {
    const now = performance.now();
    if (!last && now - reported < everyMs) return;
    reported = now;
    report(line());
  };
}
