/**
 * A preset's split where the images have no room for blocks: how far the chosen network sees decides, and that is known
 * only when all settings are. Pure; called by chooseRun.
 */
import type { ChosenRun, ImageFacts, TrainChoice } from '../../domain/presets';
import { type TileGeometry, tileGeometry } from '../../network/tileGeometry';
import { hasRoomForBlock } from './heldOutBlock';
import { specOf } from './runShape';
import { sizesAt } from './sizesAt';

/**
 * The run as it is, unless its split is `spatial` and an image has no room for a block with the guard of its own network:
 * then so many whole images are held out as the user asks for: one where nothing was said, and of a single one nothing.
 */
export function withFittingSplit(
  run: ChosenRun,
  facts: ImageFacts,
  { validationImages: asked }: TrainChoice['overrides'],
): ChosenRun {
  if (run.settings.split !== 'spatial') return run;
  const sight = tileGeometry(specOf(run.settings, facts.channels, facts.classes), run.settings.tile);
  if (sizesAt(run.scale, facts).every((image) => hasRoomForBlock(image, sight))) return run;
  const validationImages = asked ?? (facts.images.length > 1 ? 1 : 0);
  const because = reasonFor(validationImages, sight);
  const reasons = run.reasons.map((one) => (one.setting === 'split' ? { ...one, because } : one));
  return { ...run, settings: { ...run.settings, split: 'drawn', validationImages }, reasons };
}

function reasonFor(heldOut: number, { margin }: TileGeometry): string {
  const small = `too little room for a block with the ${margin} px around it that this network sees`;
  if (heldOut > 1) return `${small}: ${heldOut} images are held out whole`;
  if (heldOut > 0) return `${small}: one image is held out whole`;
  return `${small}: nothing is held out, so how good the model is will not be known`;
}
