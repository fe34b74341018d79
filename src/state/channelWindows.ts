/** What becomes of fixed windows, one a channel, when other channels are chosen. Pure. */
import { DEFAULT_NORMALISATION, type Normalisation } from '../domain/intensity';

/**
 * Null where the rule is not one of windows, and so stays. Each channel keeps its window; where one has none yet,
 * nothing says what it should be, and the default rule takes over. Choices are indices, null for all `stored`.
 */
export function windowsFor(
  normalisation: Normalisation,
  before: readonly number[] | null,
  after: readonly number[] | null,
  stored: number,
): Normalisation | null {
  if (normalisation.kind !== 'window') return null;
  const all = Array.from({ length: stored }, (_, channel) => channel);
  const places = (after ?? all).map((channel) => (before ?? all).indexOf(channel));
  const windows = places.flatMap((place) => normalisation.windows[place] ?? []);
  return windows.length === places.length ? { kind: 'window', windows } : DEFAULT_NORMALISATION;
}
