/** What a training scale gives, in words. Pure. */
import type { ImageItem } from '../../domain/data';
import type { ObjectSizes } from '../../domain/masks';
import { scaleFactors, type TrainingScale } from '../../domain/scale';
import { formatNumber, formatSize } from '../../ui/format';

/** "512 × 512 px become 256 × 256 px. The median object is then 7 px wide." */
export function scaleText(scale: TrainingScale, image: ImageItem, objects: ObjectSizes | null): string {
  const { x, y } = scaleFactors(scale, image.pixelSize);
  const size = formatSize(image.width, image.height);
  const same = x === 1 && y === 1;
  const becomes = formatSize(sideAt(image.width, x), sideAt(image.height, y));
  const first = same ? `${size} stay as they are.` : `${size} become ${becomes}.`;
  if (objects === null) return first;
  const width = formatNumber(objects.diameter * Math.sqrt(x * y));
  return `${first} The median object is ${same ? '' : 'then '}${width} px wide.`;
}

/** Side in training pixels: at least one, as resampling does. */
function sideAt(side: number, factor: number): number {
  return Math.max(1, Math.round(side * factor));
}
