/**
 * What happens to a patch's values after its geometry, in the order of an instrument: optics, photons, electronics,
 * then exposure and colour, then what is hidden. Changes the image only, never labels or weights.
 */
import { fillNormal } from '../../common/pixelNoise';
import { rngStream } from '../../common/rng';
import type { PatchKey } from '../../domain/augment';
import { gaussianBlur } from '../../imaging/gaussianBlur';
import { lowerResolution } from '../../imaging/lowerResolution';
import {
  addToChannel,
  type ChannelRange,
  channelMean,
  channelRange,
  curveChannel,
  scaleChannel,
} from './channelValues';
import { jitterColor } from './colorJitter';
import { cutSquares } from './cutout';
import type { PatchTransform, PerChannel } from './drawTransform';
import { changeGamma } from './gamma';
import { photonNoise } from './photonNoise';
import { type ValueCurve, valueCurveAt } from './valueCurve';

/** [size, size, channels], and the range of each channel over the whole image that it was cut from. */
export interface PatchImage {
  readonly data: Float32Array;
  readonly size: number;
  readonly channels: number;
  readonly ranges: readonly ChannelRange[];
}

/** In place. What did not happen leaves every bit as it is. `key` names the streams of the noise. */
export function changeIntensity(patch: PatchImage, transform: PatchTransform, key: PatchKey): void {
  const { data, size, channels } = patch;
  const scratch = roomFor(size * size);
  for (let c = 0; c < channels; c++) changeChannel(patch, c, transform, key, scratch);
  const { colorJitter, droppedChannel, cutout } = transform;
  if (colorJitter !== null) jitterColor(data, colorJitter.hue, colorJitter.saturation);
  if (droppedChannel !== null) for (let i = droppedChannel; i < data.length; i += channels) data[i] = 0;
  if (cutout !== null) cutSquares(data, size, channels, cutout);
}

let room = new Float32Array();

/** One array for what filters and noise need on the way, kept from patch to patch: nobody reads what it held before. */
function roomFor(length: number): Float32Array {
  if (room.length < length) room = new Float32Array(length);
  return room.subarray(0, length);
}

function changeChannel(
  patch: PatchImage,
  c: number,
  transform: PatchTransform,
  key: PatchKey,
  scratch: Float32Array,
): void {
  const { data, size, channels, ranges } = patch;
  const pixels = (name: string) => rngStream(key.seed, `augment/${name}/${c}`, key.step, key.index);
  const range = ranges[c] ?? { min: 0, max: 0 };
  const blur = drawnFor(transform.blur, c);
  if (blur !== null) gaussianBlur(data, size, channels, c, blur, scratch);
  const share = drawnFor(transform.lowResolution, c);
  const small = share === null ? size : Math.max(1, Math.round(size * share));
  if (small < size) lowerResolution(data, size, channels, c, small, scratch);
  const photons = drawnFor(transform.poisson, c);
  if (photons !== null) photonNoise(data, channels, c, range, photons, pixels('poisson'), scratch);
  const noise = drawnFor(transform.noise, c);
  if (noise !== null) {
    fillNormal(scratch, pixels('noise'));
    addToChannel(data, channels, c, noise, scratch);
  }
  changeExposure(data, channels, c, transform);
  const inverted = drawnFor(transform.gammaInverted, c);
  if (inverted !== null) changeGamma(data, channels, c, inverted, true);
  const gamma = drawnFor(transform.gamma, c);
  if (gamma !== null) changeGamma(data, channels, c, gamma, false);
  const curve = drawnFor(transform.valueCurve, c);
  if (curve !== null) bend(data, channels, c, range, curve);
}

function drawnFor<T>(values: PerChannel<T>, c: number): T | null {
  return values?.[c] ?? null;
}

/** Gain, then contrast around the mean, then brightness: together one line. */
function changeExposure(data: Float32Array, channels: number, c: number, transform: PatchTransform): void {
  const gain = drawnFor(transform.gain, c) ?? 1;
  const contrast = drawnFor(transform.contrast, c) ?? 1;
  const brightness = drawnFor(transform.brightness, c) ?? 0;
  if (gain === 1 && contrast === 1 && brightness === 0) return;
  const mean = contrast === 1 ? 0 : channelMean(data, channels, c);
  scaleChannel(data, channels, c, gain * contrast, mean * gain * (1 - contrast) + brightness);
}

/** The curve is over the image's range, the patch's values lie about within it. */
function bend(
  data: Float32Array,
  channels: number,
  c: number,
  { min, max }: ChannelRange,
  curve: ValueCurve,
): void {
  const span = max - min;
  const own = channelRange(data, channels, c);
  if (!(span > 0 && own.max > own.min)) return;
  curveChannel(data, channels, c, own, (value) => min + span * valueCurveAt(curve, (value - min) / span));
}
