/** From what was drawn to labels that can be trained on: all of the image, or only what somebody looked at. Pure. */
import type { LabelMap } from '../../domain/labels';
import { squaredDistances } from '../distanceTransform';
import type { PaintMap } from './paintMap';

/** What of a corrected prediction is the truth. */
export type TruthScope = 'image' | 'region';

/**
 * A copy of its own. Of the `region` counts what was touched, and the background up to `margin` px around it, so that
 * edges are learned; another object there was looked at by nobody. The planes `ignore` and `instances` are null where
 * they would say nothing.
 */
export function drawnLabels(map: PaintMap, scope: TruthScope, margin: number): LabelMap {
  const { width, height } = map;
  const classes = map.classes.slice();
  const ignore = scope === 'image' ? map.ignore.slice() : untouched(map, margin);
  const instances = map.instances.slice();
  const unpainted =
    scope === 'image' ? null : orNull(ignore.map((one, i) => (map.ignore[i] === 1 ? 0 : one)));
  for (let i = 0; i < ignore.length; i++) {
    if (ignore[i] === 0) continue;
    classes[i] = 0;
    instances[i] = 0;
  }
  return { width, height, classes, ignore: orNull(ignore), instances: orNull(instances), unpainted };
}

/** [height, width], 1 where a pixel is neither touched nor background beside what is. What was ignored says nothing of what is beside it. */
function untouched(map: PaintMap, margin: number): Uint8Array<ArrayBuffer> {
  const { width, height, classes, ignore, touched } = map;
  const known = touched.map((one, i) => (one === 1 && ignore[i] === 0 ? 1 : 0));
  const squares = squaredDistances(known, width, height);
  const most = margin * margin;
  return Uint8Array.from(classes, (label, i) => {
    if (ignore[i] === 1) return 1;
    if (touched[i] === 1) return 0;
    return label === 0 && (squares[i] ?? 0) <= most ? 0 : 1;
  });
}

function orNull<T extends Uint8Array | Uint32Array>(plane: T): T | null {
  return plane.some((value) => value !== 0) ? plane : null;
}
