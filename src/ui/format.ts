/** Numbers and times as the studio writes them: sensible digits, always a unit. Used by every stage. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
/** Stands where there is no number. */
export const NO_VALUE = '–';

/** "1,234". */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** "1 image", "18 images". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

/** A score or share in 0..1 with two digits; a dash where it is undefined. */
export function formatScore(score: number | null): string {
  return score === null ? NO_VALUE : score.toFixed(2);
}

/** Three significant digits without an exponent where that stays short: "0.412", "12.3", "4.1e-6". */
export function formatLoss(loss: number | null): string {
  if (loss === null || !Number.isFinite(loss)) return NO_VALUE;
  if (loss !== 0 && Math.abs(loss) < 1e-4) return loss.toExponential(1);
  return Math.abs(loss) >= 1000 ? formatCount(loss) : loss.toPrecision(3);
}

/** A share in 0..1 as "12 %"; "<1 %" for a little, so that a rare class never reads as none. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %';
  if (share > 0.99 && share < 1) return '>99 %';
  return `${Math.round(share * 100)} %`;
}

/** How long something took: "0.8 ms", "38 ms", "1.2 s", "2 min 5 s", "1 h 4 min". */
export function formatDuration(ms: number): string {
  if (ms < 1000) return ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** How long ago `thenMs` was at `nowMs`: "just now", "40 s ago", "3 min ago", "5 h ago", "2 days ago", then the date. */
export function formatAgo(thenMs: number, nowMs: number): string {
  const seconds = Math.max(0, nowMs - thenMs) / 1000;
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  const days = Math.floor(seconds / 86_400);
  return days < 7 ? `${plural(days, 'day')} ago` : DAY.format(thenMs);
}

/** A number in at most four digits, as long as that loses nothing worth showing: "0.65", "12.3", "36,863", "1.2e-7". */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) return value.toExponential(1);
  return size >= 1000 ? formatCount(value) : String(Number(value.toPrecision(3)));
}

/** "512 × 384 px". */
export function formatSize(width: number, height: number): string {
  return `${width} × ${height} px`;
}

/** Powers of 1024, as operating systems count memory: "640 KB", "1.2 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : formatCount(value)} ${units[unit]}`;
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
