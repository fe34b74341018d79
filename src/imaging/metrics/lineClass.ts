/** Which of two classes is lines that enclose regions (membranes), if one is. Pure. Called by imageAssessment. */
import type { LabelMap } from '../../domain/labels';
import { squaredDistances } from '../distanceTransform';
import { labelComponents } from '../labelComponents';

/** Regions that lines have to tell apart, each of so many pixels or more: specks between two lines are none. */
const LEAST_REGIONS = 3;
const LEAST_PIXELS = 16;
/** Lines are at most so thick, measured against what they enclose. */
const THINNER = 0.5;

/**
 * Of a map of classes 0 and 1 without objects of their own: the class whose pixels lie on average less than half as
 * deep inside it as those of the other (thickness by the distance to the other class), and which divides the other
 * into at least 3 regions of 16 px or more, 4-connected. Null where none is, as for scattered blobs.
 */
export function lineClass(truth: LabelMap): 0 | 1 | null {
  if (truth.instances !== null || truth.classes.some((label) => label > 1)) return null;
  const [depth0, depth1] = [meanDepth(truth, 0), meanDepth(truth, 1)];
  if (depth0 === null || depth1 === null) return null;
  const line = depth0 < depth1 ? 0 : 1;
  if (Math.min(depth0, depth1) > THINNER * Math.max(depth0, depth1)) return null;
  return regionsBeside(truth, line) >= LEAST_REGIONS ? line : null;
}

/** Mean distance, px, from the pixels of a class to the nearest of the other; null where one of them has none. */
function meanDepth({ width, height, classes, ignore }: LabelMap, own: number): number | null {
  const others = classes.map((label, at) => (label === own || ignore?.[at] ? 0 : 1));
  const squares = squaredDistances(others, width, height);
  let [sum, count] = [0, 0];
  for (let at = 0; at < classes.length; at++) {
    if (classes[at] !== own || ignore?.[at]) continue;
    sum += Math.sqrt(squares[at] ?? 0);
    count += 1;
  }
  return count === 0 || !Number.isFinite(sum) ? null : sum / count;
}

function regionsBeside({ width, height, classes, ignore }: LabelMap, line: number): number {
  const open = classes.map((label, at) => (label === line || ignore?.[at] ? 0 : 1));
  const { ids, count } = labelComponents(open, width, height, 'edges');
  const areas = new Uint32Array(count + 1);
  for (const id of ids) areas[id] = (areas[id] ?? 0) + 1;
  return areas.subarray(1).filter((area) => area >= LEAST_PIXELS).length;
}
