/** What was drawn for one patch, in words and as a grid to look at. Never called in training. */
import type { AugmentSettings, PatchKey } from '../../domain/augment';
import type { PatchDescription } from '../../domain/augmentReport';
import { deformationGrid } from './deformationGrid';
import { type DrawnPatch, drawGeometry } from './drawPatch';
import type { PatchTransform, PerChannel } from './drawTransform';
import type { PatchSource } from './patchSource';
import type { PatchGeometry } from './warp';

/** Of the patch that `drawPatch` makes of the same arguments. */
export function describePatch(
  sources: readonly PatchSource[],
  geometry: PatchGeometry,
  augment: AugmentSettings,
  key: PatchKey,
): PatchDescription {
  const drawn = drawGeometry(sources, geometry, augment, key);
  return {
    imageId: drawn.source.id,
    x: drawn.x,
    y: drawn.y,
    drawn: wordsOf(drawn.transform),
    grid: gridOf(drawn, geometry),
  };
}

function gridOf({ map, x, y }: DrawnPatch, { inputSize, outputSize }: PatchGeometry) {
  const margin = (inputSize - outputSize) / 2;
  return deformationGrid(map, x - margin, y - margin);
}

function wordsOf(transform: PatchTransform): PatchDescription['drawn'] {
  const words: PatchDescription['drawn'] = [...geometryWords(transform), ...valueWords(transform)];
  return words;
}

type Words = PatchDescription['drawn'][number];

function geometryWords(t: PatchTransform): Words[] {
  return [
    ...said('flipHorizontal', t.flipHorizontal && 'left to right'),
    ...said('flipVertical', t.flipVertical && 'top to bottom'),
    ...said('shear', t.shear !== 0 && `${t.shear.toFixed(1)}°`),
    ...said('scale', t.scale !== 1 && `${t.scale.toFixed(2)} times as large`),
    ...said('rotation', t.rotation !== 0 && `${t.rotation.toFixed(1)}° clockwise`),
    ...said(
      'shift',
      (t.shiftX !== 0 || t.shiftY !== 0) && `${t.shiftX.toFixed(1)}, ${t.shiftY.toFixed(1)} px`,
    ),
    ...said('elastic', t.elastic !== null && `up to ${longest(t.elastic.vectors).toFixed(1)} px`),
    ...said(
      'elasticSpline',
      t.elasticSpline !== null && `up to ${longest(t.elasticSpline.vectors).toFixed(1)} px`,
    ),
  ];
}

function valueWords(t: PatchTransform): Words[] {
  const { colorJitter, droppedChannel, cutout } = t;
  return [
    ...said(
      'blur',
      listed(t.blur, (sd) => `${sd.toFixed(2)} px`),
    ),
    ...said(
      'lowResolution',
      listed(t.lowResolution, (share) => `${Math.round(share * 100)} %`),
    ),
    ...said(
      'poisson',
      listed(t.poisson, (photons) => `${Math.round(photons)} photons`),
    ),
    ...said(
      'noise',
      listed(t.noise, (sd) => `${sd.toFixed(3)} sd`),
    ),
    ...said('gain', listed(t.gain, times)),
    ...said(
      'brightness',
      listed(t.brightness, (sd) => `${signed(sd)} sd`),
    ),
    ...said('contrast', listed(t.contrast, times)),
    ...said(
      'gammaInverted',
      listed(t.gammaInverted, (gamma) => gamma.toFixed(2)),
    ),
    ...said(
      'gamma',
      listed(t.gamma, (gamma) => gamma.toFixed(2)),
    ),
    ...said(
      'valueCurve',
      listed(t.valueCurve, ({ black, middle, white }) =>
        [black, middle, white].map((value) => value.toFixed(2)).join(' to '),
      ),
    ),
    ...said('colorJitter', colorJitter && `${signed(colorJitter.hue)}°, ${times(colorJitter.saturation)}`),
    ...said('channelDropout', droppedChannel !== null && `channel ${droppedChannel + 1}`),
    ...said('cutout', cutout !== null && `${cutout.length} squares`),
  ];
}

function said(transform: Words['transform'], text: string | false | null): Words[] {
  return text ? [{ transform, text }] : [];
}

/** Once where all channels share the value. */
function listed<T>(values: PerChannel<T>, say: (value: T) => string): string | null {
  return values && [...new Set(values.map(say))].join(', ');
}

function times(factor: number): string {
  return `${factor.toFixed(2)} times`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}

/** Length of the longest displacement at a grid point, px. */
function longest(vectors: Float64Array): number {
  let most = 0;
  for (let i = 0; i < vectors.length; i += 2)
    most = Math.max(most, Math.hypot(vectors[i] ?? 0, vectors[i + 1] ?? 0));
  return most;
}
