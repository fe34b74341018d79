/** What Home and End do to a range with two thumbs: Mantine's RangeSlider knows the arrows only. Pure. */
import type { ParameterTrack } from './parameterTrack';

/**
 * Places of both thumbs after the key at thumb `index`, which goes as far as the track or the other thumb lets it;
 * null where the key is another.
 */
export function spanAtEnd(
  key: string,
  index: 0 | 1,
  [from, to]: readonly [from: number, to: number],
  { min, max }: Pick<ParameterTrack, 'min' | 'max'>,
): readonly [from: number, to: number] | null {
  if (key === 'Home') return index === 0 ? [min, to] : [from, from];
  if (key === 'End') return index === 0 ? [to, to] : [from, max];
  return null;
}
