/** What went wrong with which object, for drawing; how much in all is objectScores. Pure. */
import type { LabelMap } from '../../domain/labels';
import { OBJECT_ERRORS, type ObjectError, type ObjectErrors, type ObjectMap } from '../../domain/objects';
import { areasOf, type Overlap, overlapsOf } from '../metrics/objectOverlaps';

/** Ignored pixels count nowhere. Null where the truth numbers no objects. */
export function objectErrors(truth: LabelMap, found: ObjectMap): ObjectErrors | null {
  const { instances, ignore } = truth;
  if (instances === null) return null;
  const hidden = (id: number, at: number) => (ignore?.[at] ? 0 : id);
  const known = instances.map((id, at) => (truth.classes[at] === 0 ? 0 : hidden(id, at)));
  const ids = found.ids.map(hidden);
  const labels = Uint8Array.from(ids, (id) => (id === 0 ? 0 : (found.classes[id] ?? 0)));
  const areas = { truth: areasOf(known), predicted: areasOf(ids) };
  const overlaps = overlapsOf({ ...truth, instances: known }, labels, ids, found.count);
  const kinds = kindsOf(overlaps, areas);
  const missed = missedOf(overlaps, areas);
  const pixels = Uint8Array.from(ids, (id, at) => {
    const kind = id === 0 ? (missed.has(known[at] ?? 0) ? 'missed' : 'none') : (kinds.get(id) ?? 'none');
    return OBJECT_ERRORS.indexOf(kind);
  });
  const count = (kind: ObjectError) => [...kinds.values()].filter((own) => own === kind).length;
  const counts = {
    right: count('right'),
    false: count('false'),
    merged: count('merged'),
    split: count('split'),
  };
  return { pixels, counts: { ...counts, missed: missed.size } };
}

interface Areas {
  readonly truth: ReadonlyMap<number, number>;
  readonly predicted: ReadonlyMap<number, number>;
}

function kindsOf(overlaps: readonly Overlap[], areas: Areas): Map<number, ObjectError> {
  const homes = overlaps.filter((overlap) => liesInTruth(overlap, areas));
  const covered = countBy(
    overlaps.filter((overlap) => truthLiesIn(overlap, areas)),
    ({ predicted }) => predicted,
  );
  const parts = countBy(homes, ({ truth }) => truth);
  const home = new Map(homes.map(({ predicted, truth }) => [predicted, truth]));
  return new Map(
    [...areas.predicted.keys()].map((id) => {
      if ((covered.get(id) ?? 0) > 1) return [id, 'merged'];
      if ((parts.get(home.get(id) ?? 0) ?? 0) > 1) return [id, 'split'];
      return [id, covered.has(id) || home.has(id) ? 'right' : 'false'];
    }),
  );
}

function missedOf(overlaps: readonly Overlap[], areas: Areas): Set<number> {
  const missed = new Set(areas.truth.keys());
  for (const overlap of overlaps) {
    if (truthLiesIn(overlap, areas) || liesInTruth(overlap, areas)) missed.delete(overlap.truth);
  }
  return missed;
}

function liesInTruth({ predicted, pixels }: Overlap, areas: Areas): boolean {
  return 2 * pixels > (areas.predicted.get(predicted) ?? 0);
}

function truthLiesIn({ truth, pixels }: Overlap, areas: Areas): boolean {
  return 2 * pixels > (areas.truth.get(truth) ?? 0);
}

function countBy(overlaps: readonly Overlap[], key: (overlap: Overlap) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const overlap of overlaps) counts.set(key(overlap), (counts.get(key(overlap)) ?? 0) + 1);
  return counts;
}
