/** Objects of a prediction matched with those of the truth: average precision, F1, SEG. Pure. Called by imageAssessment. */
import type { LabelMap } from '../../domain/labels';
import type { ObjectScores } from '../../domain/metrics';
import { labelComponents } from '../labelComponents';

/** 0.5, 0.55 ... 0.95, as the Data Science Bowl 2018 has them. */
const THRESHOLDS = Array.from({ length: 10 }, (_, step) => (50 + 5 * step) / 100);

/** One object of the truth that shares pixels with one of the prediction. */
interface Overlap {
  readonly truth: number;
  readonly predicted: number;
  pixels: number;
}

/**
 * `predicted` [height, width] are class indices; its objects are the 8-connected pieces of each class but 0. An object
 * matches one of its own class; ignored pixels belong to none. Null where the truth numbers no objects by its kind, and
 * where neither side has any. Where only the prediction has some, they are all wrong: precision and F1 are 0, SEG is null.
 *
 * TP / (TP + FP + FN) at IoU over t (Caicedo et al. 2019, doi:10.1038/s41592-019-0612-7); F1 = 2 TP / (2 TP + FP + FN);
 * SEG as in the Cell Tracking Challenge (Maska et al. 2014, doi:10.1093/bioinformatics/btu080): an object is found by
 * the one that covers over half of it. With an IoU over 0.5 no object can match two.
 */
export function objectScores(truth: LabelMap, predicted: Uint8Array): ObjectScores | null {
  const { width, height, instances, ignore } = truth;
  if (instances === null) return null;
  const counted = predicted.map((label, at) => (ignore?.[at] ? 0 : label));
  const areas = areasOf(instances.map((id, at) => (truth.classes[at] === 0 || ignore?.[at] ? 0 : id)));
  const found = labelComponents(counted, width, height);
  if (areas.size === 0 && found.count === 0) return null;
  const foundAreas = areasOf(found.ids);
  const overlaps = overlapsOf(truth, counted, found.ids, found.count).map((overlap) => {
    const area = areas.get(overlap.truth) ?? 0;
    const union = area + (foundAreas.get(overlap.predicted) ?? 0) - overlap.pixels;
    return { iou: overlap.pixels / union, covers: 2 * overlap.pixels > area };
  });
  const matched = (threshold: number) => overlaps.filter(({ iou }) => iou > threshold).length;
  const averagePrecision = THRESHOLDS.map((iou) => {
    const hits = matched(iou);
    return { iou, value: hits / (areas.size + found.count - hits) };
  });
  const covered = overlaps.filter(({ covers }) => covers).map(({ iou }) => iou);
  return {
    truth: areas.size,
    predicted: found.count,
    averagePrecision,
    meanAveragePrecision: sum(averagePrecision.map(({ value }) => value)) / THRESHOLDS.length,
    f1: (2 * matched(0.5)) / (areas.size + found.count),
    seg: areas.size === 0 ? null : sum(covered) / areas.size,
  };
}

/** Pixels of each id but 0. */
function areasOf(ids: Uint32Array): Map<number, number> {
  const areas = new Map<number, number>();
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0;
    if (id === 0) continue;
    areas.set(id, (areas.get(id) ?? 0) + 1);
  }
  return areas;
}

/** Sparse: only pairs that share a pixel of the same class. */
function overlapsOf(truth: LabelMap, labels: Uint8Array, found: Uint32Array, count: number): Overlap[] {
  const { instances, classes } = truth;
  const pairs = new Map<number, Overlap>();
  for (let at = 0; at < found.length; at++) {
    const [id, predicted] = [instances?.[at] ?? 0, found[at] ?? 0];
    if (id === 0 || predicted === 0 || classes[at] !== labels[at]) continue;
    const key = id * (count + 1) + predicted;
    const pair = pairs.get(key);
    if (pair) pair.pixels += 1;
    else pairs.set(key, { truth: id, predicted, pixels: 1 });
  }
  return [...pairs.values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
