/** The auto preset's training scale, and how large objects are at it. Pure. */
import type { ImageFacts, Reason } from '../../../domain/presets';
import { AS_IS, type TrainingScale } from '../../../domain/scale';

/** Diameters of objects at the training scale, px: outside of this range images are resampled to WANTED. */
const COMFORT = { low: 10, high: 40 } as const;
const WANTED = 28;
/** Thin lines and gaps that are narrower than this at the training scale are lost, px. */
const THINNEST = 3;
/** No image shrinks below this side, px, and none grows by more. */
const LEAST_SIDE = 64;
const MOST_GROWTH = 2;
/** A factor is a multiple of this, so that it reads well; 1 / 32 is the smallest there is. */
const GRAIN = 1 / 32;

export interface ChosenScale {
  readonly scale: TrainingScale;
  /** Of a typical object at that scale, px; null where it is not known. */
  readonly diameter: number | null;
  /** Of the smaller side of the smallest image at that scale, px. */
  readonly side: number;
  readonly reason: Reason | null;
}

export function autoScale(facts: ImageFacts): ChosenScale {
  const side = smallestSide(facts);
  const typical = typicalDiameter(facts);
  if (facts.scale) return { scale: facts.scale, side, diameter: atScale(facts.scale, typical), reason: null };
  const wanted = wantedFactor(typical);
  const factor = rounded(Math.max(wanted, Math.min(1, thinLimit(facts)), Math.min(1, LEAST_SIDE / side)));
  const because = reasonFor({ typical, wanted, factor, line: lineWidth(facts) });
  return {
    scale: factor === 1 ? AS_IS : { kind: 'factor', factor },
    side: Math.max(1, Math.round(side * factor)),
    diameter: typical === null ? null : typical * factor,
    reason: { setting: 'scale', because },
  };
}

function smallestSide({ images }: ImageFacts): number {
  return Math.max(1, Math.min(...images.map(({ width, height }) => Math.min(width, height))));
}

/**
 * Whether the images look like scenes, with an up and a down: many classes, in colour. What a pixel is, is then told by
 * what is around it rather than by itself.
 */
export function isScene({ classes, channels, touching }: ImageFacts): boolean {
  return channels >= 3 && classes > 3 && !touching;
}

/** Of the median object; in a scene, where the large ones decide, at the 90th percentile of area. */
function typicalDiameter(facts: ImageFacts): number | null {
  const { objects } = facts;
  if (!objects) return null;
  if (!isScene(facts)) return objects.diameter;
  return Math.max(objects.diameter, 2 * Math.sqrt(objects.area.p90 / Math.PI));
}

function atScale(scale: TrainingScale, diameter: number | null): number | null {
  if (diameter === null || scale.kind === 'pixelSize') return null;
  return scale.kind === 'factor' ? diameter * scale.factor : diameter;
}

function wantedFactor(diameter: number | null): number {
  if (diameter === null || (diameter >= COMFORT.low && diameter <= COMFORT.high)) return 1;
  return Math.min(MOST_GROWTH, WANTED / diameter);
}

/**
 * Width of the lines of a net, px of the source; null where the masks hold none. Meshes of diameter d fill a share s of
 * the image, about (d / (d + line))². Sizes that the dataset tells of a net are those of its meshes, so the areas add
 * up to the background rather than to the objects.
 */
function lineWidth({ objects, images, classes, classShares }: ImageFacts): number | null {
  const [background = 0, lines = 0] = classShares;
  if (!objects || classes !== 2 || lines <= 0 || background <= 0) return null;
  const { p10, median, p90 } = objects.area;
  const pixels = images.reduce((total, { width, height }) => total + width * height, 0);
  const covered = (objects.objects * (p10 + median + p90)) / 3 / Math.max(1, pixels);
  const isNet = Math.abs(covered - background) < Math.abs(covered - lines);
  return isNet ? objects.diameter * (1 / Math.sqrt(background) - 1) : null;
}

function thinLimit(facts: ImageFacts): number {
  const line = lineWidth(facts);
  return line === null ? 0 : THINNEST / line;
}

function rounded(factor: number): number {
  return Math.max(GRAIN, Math.round(factor / GRAIN) * GRAIN);
}

interface ScaleWords {
  readonly typical: number | null;
  readonly wanted: number;
  readonly factor: number;
  readonly line: number | null;
}

function reasonFor({ typical, wanted, factor, line }: ScaleWords): string {
  if (typical === null) return 'no size of objects is known: images as they are';
  const size = `objects are about ${Math.round(typical)} px across`;
  const thin = line === null ? '' : `, lines about ${line.toFixed(1)} px wide`;
  if (factor === 1 && wanted < 1) return `${size}${thin}: shrinking would lose what is thin`;
  if (factor === 1) return `${size}${thin}: images as they are`;
  return `${size}${thin}: ${Math.round(typical * factor)} px at ${Math.round(100 * factor)} %`;
}
