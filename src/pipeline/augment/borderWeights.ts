/** What the shape of the objects around a pixel adds to its weight. Not the weight of its class: baseWeights. */
import type { LabelMap } from '../../domain/labels';
import type { FalkWeights, WeightSettings } from '../../domain/weights';
import { twoNearestObjects } from '../../imaging/twoNearestObjects';
import { idsByClass } from '../data/idsByClass';
import { objectsOf } from '../data/objectsOf';

/** From the squared distances to the nearest and the second-nearest object, px²; Infinity where there is none. */
type Formula = (nearestSquare: number, secondSquare: number) => number;

/**
 * [H, W] at the scale of `labels`, 0 or more, on pixels of the background class; 0 on objects, whose weight is
 * that of their class, and on ignored pixels, which count nowhere. Distances are measured between centres of
 * pixels, to objects of one class at a time, since objects of two classes are told apart by their class; what
 * several classes add is summed, as Falk et al. 2019 do. `labels` come from separateLabels.
 */
export function borderWeights(labels: LabelMap, settings: WeightSettings): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(labels.classes.length);
  const { kind, background } = settings;
  if (kind === 'none') return weights;
  const formula = kind === 'paper' ? paperFormula(settings) : falkFormula(settings.falk);
  const { ids } = objectsOf(labels, background);
  for (const only of idsByClass(labels, ids)) addClass(weights, labels, background, only, formula);
  return weights;
}

/** w0 exp(-(d1 + d2)² / 2σ²), Ronneberger et al. 2015, equation 2; 0 with fewer than two objects. */
function paperFormula({ w0, sigma }: Pick<WeightSettings, 'w0' | 'sigma'>): Formula {
  const scale = -1 / (2 * sigma * sigma);
  return (nearestSquare, secondSquare) => {
    const sum = Math.sqrt(nearestSquare) + Math.sqrt(secondSquare);
    return w0 * Math.exp(scale * sum * sum);
  };
}

/**
 * (1 - base) exp(-d1² / 2 reach²) + w0 exp(-(d1 + d2)² / 2σ²): Falk et al. 2019 without `base`, which is the
 * weight of the class. Falk measures to the objects as they were before the line between them was cut, this to
 * what is left of them, as the paper does.
 */
function falkFormula({ base, reach, w0, sigma }: FalkWeights): Formula {
  const gap = paperFormula({ w0, sigma });
  const scale = -1 / (2 * reach * reach);
  return (nearestSquare, secondSquare) =>
    (1 - base) * Math.exp(scale * nearestSquare) + gap(nearestSquare, secondSquare);
}

function addClass(
  weights: Float32Array,
  { width, height, classes, ignore }: LabelMap,
  background: number,
  ids: Uint32Array,
  formula: Formula,
): void {
  twoNearestObjects(ids, width, height, ({ y, nearestSquare, secondSquare }) => {
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (classes[i] !== background || ignore?.[i]) continue;
      weights[i] = (weights[i] ?? 0) + formula(nearestSquare[x] ?? 0, secondSquare[x] ?? 0);
    }
  });
}
