import { describe, expect, it } from 'vitest';
import { checkedAugment, NO_AUGMENT } from '../../domain/augment';
import { AUGMENT_TRANSFORMS, type TransformInfo, type TransformName } from '../../domain/augmentTransforms';
import { parameterTrack } from './parameterTrack';

const names = Object.keys(AUGMENT_TRANSFORMS) as TransformName[];
const parameters = names.flatMap((name) => {
  const info: TransformInfo = AUGMENT_TRANSFORMS[name];
  return Object.entries(info.parameters).map(([parameter, limits]) => ({ name, parameter, limits }));
});

describe.each(parameters)('$name $parameter', ({ name, parameter, limits }) => {
  const track = parameterTrack(limits);

  it('reaches both limits', () => {
    expect(track.value(track.min)).toBeCloseTo(limits.min, 9);
    expect(track.value(track.max)).toBeCloseTo(limits.max, 9);
    expect(track.at(limits.min)).toBeCloseTo(track.min, 9);
    expect(track.at(limits.max)).toBeCloseTo(track.max, 9);
  });

  it('never goes back, and gives values that the settings accept', () => {
    let before = limits.min;
    for (let place = track.min; place <= track.max; place += (track.max - track.min) / 40) {
      const value = track.value(place);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
      const whole = parameter === 'low' ? { high: limits.max } : {};
      const low = parameter === 'high' ? { low: limits.min } : {};
      const changed = { ...NO_AUGMENT[name], ...whole, ...low, [parameter]: value };
      expect(() => checkedAugment({ ...NO_AUGMENT, [name]: changed })).not.toThrow();
    }
  });
});
