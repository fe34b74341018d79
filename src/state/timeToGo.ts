/** How long work will still take at the pace so far. Pure. */

/** Before this, what came first says little of the rest, ms. */
const FIRST_FORECAST_MS = 1500;

/** `done` of `total` in any unit; ms, null while there is no pace. */
export function timeToGo(elapsedMs: number, done: number, total: number): number | null {
  return done === 0 || elapsedMs < FIRST_FORECAST_MS ? null : (elapsedMs / done) * Math.max(0, total - done);
}
