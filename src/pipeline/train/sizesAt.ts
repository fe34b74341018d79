/** The images' sizes at a training scale, px: what the network sees of them. Pure. */
import type { ImageFacts } from '../../domain/presets';
import type { TrainingScale } from '../../domain/scale';

/** The sizes of the facts are those at the user's own scale, where there is one. */
export function sizesAt(scale: TrainingScale, facts: ImageFacts): ImageFacts['images'] {
  const factor = facts.scale === null && scale.kind === 'factor' ? scale.factor : 1;
  const scaled = (side: number) => Math.max(1, Math.round(side * factor));
  return facts.images.map(({ width, height }) => ({ width: scaled(width), height: scaled(height) }));
}
