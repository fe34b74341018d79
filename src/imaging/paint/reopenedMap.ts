/** Labels of a mask, or drawn before, to be drawn on. Pure. */
import type { LabelMap } from '../../domain/labels';
import { type PaintMap, paintMapOf, type Unpainted } from './paintMap';
import { unpaintedPixels } from './unpaintedPixels';

export interface Reopened {
  readonly map: PaintMap;
  readonly unpainted: Unpainted;
}

/**
 * Where there are pixels that are ignored only since nobody painted them, all else was painted; where not, background is
 * what nobody painted, and what is ignored was. Either way Painter.setUnpainted then changes no label that somebody gave.
 */
export function reopenedMap(labels: LabelMap): Reopened {
  const map = paintMapOf(labels);
  const bare = unpaintedPixels(labels);
  const { classes, ignore, touched } = map;
  for (let i = 0; i < touched.length; i++) {
    const isLabelled = bare === null ? ignore[i] === 1 || classes[i] !== 0 : bare[i] !== 1;
    touched[i] = isLabelled ? 1 : 0;
  }
  return { map, unpainted: bare === null ? 'background' : 'ignored' };
}
