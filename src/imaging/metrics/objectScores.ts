/** Objects of a prediction matched with those of the truth: average precision, F1, SEG. Pure. Called by imageAssessment. */
import type { LabelMap } from '../../domain/labels';
import type { ObjectScores } from '../../domain/metrics';
import { labelComponents } from '../labelComponents';
import { areasOf, overlapsOf } from './objectOverlaps';

/** 0.5, 0.55 ... 0.95, as the Data Science Bowl 2018 has them. */
const THRESHOLDS = Array.from({ length: 10 }, (_, step) => (50 + 5 * step) / 100);

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

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
