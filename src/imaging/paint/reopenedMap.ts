/** Labels of a mask, or drawn before, to be drawn on. Pure. */
import type { LabelMap } from '../../domain/labels';
import { type PaintMap, paintMapOf, type Unpainted } from './paintMap';

export interface Reopened {
  readonly map: PaintMap;
  readonly unpainted: Unpainted;
}

/**
 * Labels do not say what an unpainted pixel was. Where more is ignored than is background, ignored is what nobody
 * painted, and all else was painted; else background is what nobody painted, and what is ignored was. Either way
 * Painter.setUnpainted then changes no label that somebody gave.
 */
export function reopenedMap(labels: LabelMap): Reopened {
  const map = paintMapOf(labels);
  const unpainted = unpaintedOf(map);
  const { classes, ignore, touched } = map;
  for (let i = 0; i < touched.length; i++) {
    const isLabelled = unpainted === 'ignored' ? ignore[i] === 0 : ignore[i] === 1 || classes[i] !== 0;
    touched[i] = isLabelled ? 1 : 0;
  }
  return { map, unpainted };
}

function unpaintedOf({ classes, ignore }: PaintMap): Unpainted {
  let more = 0;
  for (let i = 0; i < classes.length; i++) {
    if (ignore[i] === 1) more += 1;
    else if (classes[i] === 0) more -= 1;
  }
  return more > 0 ? 'ignored' : 'background';
}
