/** Objects of a prediction matched with those of the truth: average precision, F1, SEG. Pure. Called by assessments and by ResultsSession. */
import type { LabelMap } from '../../domain/labels';
import type { ObjectScores } from '../../domain/metrics';
import type { ObjectMap } from '../../domain/objects';
import { type Components, labelComponents } from '../labelComponents';
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
  if (truth.instances === null) return null;
  const labels = predicted.map((label, at) => (truth.ignore?.[at] ? 0 : label));
  return scoresOf(truth, { ...labelComponents(labels, truth.width, truth.height), labels });
}

/** The same for objects that were cut out in any way. Ignored pixels are taken off them; none comes apart by that. */
export function mapScores(truth: LabelMap, found: ObjectMap): ObjectScores | null {
  if (truth.instances === null) return null;
  const ids = found.ids.map((id, at) => (truth.ignore?.[at] ? 0 : id));
  const labels = Uint8Array.from(ids, (id) => (id === 0 ? 0 : (found.classes[id] ?? 0)));
  return scoresOf(truth, { ids, count: found.count, labels });
}

/** No object has an ignored pixel. `labels` [height, width] are the classes of the objects. */
function scoresOf(truth: LabelMap, found: Components & { readonly labels: Uint8Array }): ObjectScores | null {
  const { classes, ignore } = truth;
  const known = Uint32Array.from(truth.instances ?? [], (id, at) =>
    classes[at] === 0 || ignore?.[at] ? 0 : id,
  );
  const areas = areasOf(known);
  const foundAreas = areasOf(found.ids);
  const predicted = foundAreas.size;
  if (areas.size === 0 && predicted === 0) return null;
  const overlaps = overlapsOf(truth, found.labels, found.ids, found.count).map((overlap) => {
    const area = areas.get(overlap.truth) ?? 0;
    const union = area + (foundAreas.get(overlap.predicted) ?? 0) - overlap.pixels;
    return { iou: overlap.pixels / union, covers: 2 * overlap.pixels > area };
  });
  const matched = (threshold: number) => overlaps.filter(({ iou }) => iou > threshold).length;
  const averagePrecision = THRESHOLDS.map((iou) => {
    const hits = matched(iou);
    return { iou, value: hits / (areas.size + predicted - hits) };
  });
  const covered = overlaps.filter(({ covers }) => covers).map(({ iou }) => iou);
  return {
    truth: areas.size,
    predicted,
    averagePrecision,
    meanAveragePrecision: sum(averagePrecision.map(({ value }) => value)) / THRESHOLDS.length,
    f1: (2 * matched(0.5)) / (areas.size + predicted),
    seg: areas.size === 0 ? null : sum(covered) / areas.size,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
