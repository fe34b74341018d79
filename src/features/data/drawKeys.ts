/** What is Data's own in the keys of drawing. */
import { isDrawable } from '../../state/drawEasel';
import { selectedImage } from '../../state/selectors';
import type { PaintKeys } from '../usePaintKeys';

export const DRAW_KEYS: PaintKeys = {
  stage: 'data',
  canPaint: (state) => {
    const image = selectedImage(state);
    return image !== null && isDrawable(image) && !state.data.before;
  },
  classes: (state) => state.data.classes.length,
};
