/** File names for exported masks: the image's own path and name, one page one file, no two alike. */
import { resultStems } from './resultStems';

/**
 * "set/03.tif" becomes "set/03.png"; page 4 of a stack, "stack.tif#4", becomes "stack_004.png". Where two
 * images would get one name ("a.png" and "a.jpg", or "A.tif" and "a.tif"), the later ones get " (2)", " (3)".
 */
export function maskNames(imageIds: readonly string[]): string[] {
  return resultStems(imageIds, ['.png']).map((stem) => `${stem}.png`);
}
