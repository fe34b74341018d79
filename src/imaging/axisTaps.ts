/**
 * Which source pixels make each target pixel along one axis, and how much of each. The first and last edges of both
 * axes coincide, so the centre of target pixel i lies at (i + 0.5) * from / to in source pixels from the edge, and
 * images, labels and results that are resampled with it stay aligned. Called by resample and resampleLabels.
 */

/** Target pixel i takes the source pixels from `first[i]` on, with the weights from `begin[i]` to `begin[i + 1]`. */
export interface AxisTaps {
  readonly first: Int32Array;
  readonly begin: Int32Array;
  /** Adding up to 1 for each target pixel. */
  readonly weights: Float64Array;
}

type Taps = readonly [first: number, weights: readonly number[]];

/** For shrinking, `to` <= `from`: the share of the target pixel that each source pixel covers. */
export function areaTaps(from: number, to: number): AxisTaps {
  return collect(to, (i) => {
    const [start, end] = [(i * from) / to, ((i + 1) * from) / to];
    const first = Math.min(from - 1, Math.floor(start));
    const last = Math.max(first, Math.min(from, Math.ceil(end)) - 1);
    const cover = Array.from(
      { length: last - first + 1 },
      (_, k) => Math.min(end, first + k + 1) - Math.max(start, first + k),
    );
    const whole = cover.reduce((sum, part) => sum + part, 0);
    return [first, cover.map((part) => part / whole)];
  });
}

/** For enlarging: the two source pixels whose centres lie around the target's, by distance; the edge's beyond it. */
export function linearTaps(from: number, to: number): AxisTaps {
  return collect(to, (i) => {
    const centre = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(centre);
    if (first < 0) return [0, [1]];
    if (first >= from - 1) return [from - 1, [1]];
    return [first, [first + 1 - centre, centre - first]];
  });
}

/** The source pixel that the target's centre lies in. */
export function nearestTaps(from: number, to: number): AxisTaps {
  return collect(to, (i) => [Math.min(from - 1, Math.floor(((i + 0.5) * from) / to)), [1]]);
}

function collect(count: number, tapsOf: (index: number) => Taps): AxisTaps {
  const taps = Array.from({ length: count }, (_, index) => tapsOf(index));
  const begin = new Int32Array(count + 1);
  taps.forEach(([, weights], index) => {
    begin[index + 1] = (begin[index] ?? 0) + weights.length;
  });
  return {
    first: Int32Array.from(taps, ([first]) => first),
    begin,
    weights: Float64Array.from(taps.flatMap(([, weights]) => weights)),
  };
}
