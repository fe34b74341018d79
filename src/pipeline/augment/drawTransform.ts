/**
 * What happens to one patch, as numbers: drawn from the seed, read through the settings. Each transform has a stream of
 * its own that starts with its chance, so that one slider or switch leaves every other draw as it was.
 */
import { type Rng, rngStream } from '../../common/rng';
import type {
  AugmentSettings,
  AugmentTransforms,
  PatchKey,
  RangedTransform,
  SpanTransform,
  SwitchedTransform,
} from '../../domain/augment';
import type { TransformName } from '../../domain/augmentTransforms';
import { splineGridSide } from '../../imaging/displacementField';
import type { CutSquare } from './cutout';
import { drawValueCurve, type ValueCurve } from './valueCurve';

/** One value a channel, null where the transform does not happen. */
export type PerChannel<T = number> = readonly T[] | null;

/** The transform of one patch: the geometry from the flips to the bend, then the values. Pixels of the patch. */
export interface PatchTransform {
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
  /** Degrees: what lies a pixel lower moves right by its tangent. */
  readonly shear: number;
  /** Content becomes this many times larger. */
  readonly scale: number;
  /** Clockwise turn of the content, degrees. */
  readonly rotation: number;
  /** The content moves right and down, px. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** x and y of `nodes` x `nodes` displacements, px, row by row. */
  readonly elastic: { readonly nodes: number; readonly vectors: Float64Array } | null;
  /** x and y of splineGridSide² displacements, px, row by row. */
  readonly elasticSpline: { readonly spacing: number; readonly vectors: Float64Array } | null;
  /** Deviation, px. */
  readonly blur: PerChannel;
  /** Share of the pixels a side. */
  readonly lowResolution: PerChannel;
  /** At the image's brightest value. */
  readonly poisson: PerChannel;
  /** Deviation, in the image's standard deviations. */
  readonly noise: PerChannel;
  readonly gain: PerChannel;
  /** Added, in the image's standard deviations. */
  readonly brightness: PerChannel;
  /** Factor around the patch's mean. */
  readonly contrast: PerChannel;
  readonly gammaInverted: PerChannel;
  readonly gamma: PerChannel;
  readonly valueCurve: PerChannel<ValueCurve>;
  /** Degrees, factor. */
  readonly colorJitter: { readonly hue: number; readonly saturation: number } | null;
  readonly droppedChannel: number | null;
  readonly cutout: readonly CutSquare[] | null;
}

/** What the draws have to fit: the side of the input, px, and the number of channels. */
export interface PatchShape {
  readonly inputSize: number;
  readonly channels: number;
}

export function drawTransform(key: PatchKey, augment: AugmentSettings, shape: PatchShape): PatchTransform {
  const draws = new Draws(key, augment, shape.channels);
  const shift = draws.happening('shift', ({ amount }, rng) => [offset(amount, rng), offset(amount, rng)]);
  return {
    flipHorizontal: draws.happening('flipHorizontal', () => true) ?? false,
    flipVertical: draws.happening('flipVertical', () => true) ?? false,
    shear: draws.happening('shear', ({ amount }, rng) => offset(amount, rng)) ?? 0,
    scale: draws.happening('scale', factor) ?? 1,
    rotation: draws.happening('rotation', ({ amount }, rng) => offset(amount, rng)) ?? 0,
    shiftX: shift?.[0] ?? 0,
    shiftY: shift?.[1] ?? 0,
    elastic: draws.happening('elastic', ({ nodes, amount }, rng) => ({
      nodes,
      vectors: normals(2 * nodes * nodes, amount, rng),
    })),
    elasticSpline: draws.happening('elasticSpline', ({ spacing, amount }, rng) => ({
      spacing,
      vectors: normals(2 * splineGridSide(shape.inputSize, spacing) ** 2, amount, rng),
    })),
    ...drawValues(draws),
    ...drawColours(draws, shape.channels),
  };
}

function drawValues(draws: Draws) {
  return {
    blur: draws.eachChannel('blur', uniform),
    lowResolution: draws.eachChannel('lowResolution', uniform),
    poisson: draws.eachChannel('poisson', ({ low, high }, rng) =>
      Math.exp(rng.uniform(Math.log(low), Math.log(high))),
    ),
    noise: draws.eachChannel('noise', uniform),
    gain: draws.eachChannel('gain', factor),
    brightness: draws.eachChannel('brightness', ({ amount }, rng) => offset(amount, rng)),
    contrast: draws.eachChannel('contrast', ({ amount }, rng) => 1 + offset(amount, rng)),
    gammaInverted: draws.eachChannel('gammaInverted', factor),
    gamma: draws.eachChannel('gamma', factor),
    valueCurve: draws.eachChannel('valueCurve', ({ amount, slope }, rng) =>
      drawValueCurve(amount, slope, rng),
    ),
  };
}

function drawColours(draws: Draws, channels: number) {
  const color = draws.happening('colorJitter', ({ hue, saturation }, rng) => ({
    hue: offset(hue, rng),
    saturation: 1 + offset(saturation, rng),
  }));
  const dropped = draws.happening('channelDropout', (_, rng) => rng.below(channels));
  return {
    colorJitter: channels === 3 ? color : null,
    droppedChannel: channels > 1 ? dropped : null,
    cutout: draws.happening('cutout', ({ amount, count }, rng) =>
      Array.from({ length: count }, () => squareInside(amount, rng)),
    ),
  };
}

/** Its middle is anywhere in the patch: near the border a part of it lies outside. */
function squareInside(side: number, rng: Rng): CutSquare {
  return { x: rng.next() - side / 2, y: rng.next() - side / 2, side };
}

class Draws {
  constructor(
    private readonly key: PatchKey,
    private readonly augment: AugmentSettings,
    private readonly channels: number,
  ) {}

  /** What `draw` gives where the transform happens to this patch, else null. */
  happening<N extends TransformName, T>(
    name: N,
    draw: (settings: AugmentTransforms[N], rng: Rng) => T,
  ): T | null {
    const settings: AugmentTransforms[N] = this.augment[name];
    const { enabled, probability }: SwitchedTransform = settings;
    if (!enabled) return null;
    const rng = rngStream(this.key.seed, `augment/${name}`, this.key.step, this.key.index);
    return rng.chance(probability) ? draw(settings, rng) : null;
  }

  /** One value a channel; the first one for all where channels go together. */
  eachChannel<N extends TransformName, T>(
    name: N,
    draw: (settings: AugmentTransforms[N], rng: Rng) => T,
  ): PerChannel<T> {
    const apart = this.augment.channels === 'apart';
    return this.happening(name, (settings, rng) => {
      if (apart) return Array.from({ length: this.channels }, () => draw(settings, rng));
      return new Array<T>(this.channels).fill(draw(settings, rng));
    });
  }
}

/** Uniform in [-amount, amount). */
function offset(amount: RangedTransform['amount'], rng: Rng): number {
  return (2 * rng.next() - 1) * amount;
}

function uniform({ low, high }: SpanTransform, rng: Rng): number {
  return rng.uniform(low, high);
}

/** Below and above 1 equally often where the range holds 1 (nnU-Net's BGContrast). Always two draws. */
function factor({ low, high }: SpanTransform, rng: Rng): number {
  const below = rng.chance(0.5);
  const share = rng.next();
  const [from, to] = low >= 1 || high <= 1 ? [low, high] : below ? [low, 1] : [1, high];
  return from + share * (to - from);
}

function normals(count: number, sd: number, rng: Rng): Float64Array {
  return Float64Array.from({ length: count }, () => sd * rng.normal());
}
