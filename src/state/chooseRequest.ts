/** What the state says to whoever makes a preset concrete: the user's choice, and the images without pixels. Pure. */
import { labelledImages } from '../domain/data';
import { imageFacts } from '../domain/imageFacts';
import type { ChooseRequest } from '../engine/protocol';
import type { StudioState } from './studioState';
import { ownScale } from './trainChoice';

/** Null where there is nothing to train on. */
export function chooseRequest({ data, train }: StudioState): ChooseRequest | null {
  if (labelledImages(data.dataset).length === 0 || data.classes.length < 2) return null;
  return { choice: train.choice, facts: imageFacts(data.dataset, ownScale(data.dataset, train.applied)) };
}
