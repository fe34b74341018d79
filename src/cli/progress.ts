/** Progress on standard error, a line at a time, with the time left where it can be told. */

export function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** "12 s left", "3 min left". */
export function timeLeft(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 90 ? `${seconds} s left` : `${Math.round(seconds / 60)} min left`;
}

/** A reporter that lets a line through at most every `everyMs`, and the last one always. */
export function spacedReport(everyMs: number): (line: string, last: boolean) => void {
  let reported = Number.NEGATIVE_INFINITY;
  return (line, last) => {
    const now = performance.now();
    if (!last && now - reported < everyMs) return;
    reported = now;
    report(line);
  };
}
