/** Changes of augmentation as the history keeps them: made at once, and noted so that they can be taken back. */
import { type AugmentChange, withStep } from './history';
import type { SliceContext } from './sliceContext';
import { withOverrides } from './trainChoice';
import type { TrainState } from './trainSlice';

/** Puts the change's parts into the state. Nothing is drawn anew: that is the caller's business. */
export function applyAugmentChange(context: SliceContext, { settings, weights, seed }: AugmentChange): void {
  if (settings !== undefined) context.patch('augment', { settings });
  if (weights !== undefined) context.patch('augment', { weights });
  if (seed !== undefined) context.patch('train', withSeed(context.get().train, seed));
}

/** The seed is always the user's own, whatever the preset. */
function withSeed({ choice, settings }: TrainState, seed: number): Partial<TrainState> {
  return { choice: withOverrides(choice, { seed }), settings: { ...settings, seed } };
}

/**
 * Applies and notes it under `label`, which follows "Undo". Changes of one label in quick succession, as a slider
 * makes them, become one step.
 */
export function recordAugmentChange(context: SliceContext, label: string, forward: AugmentChange): void {
  const backward = opposite(context, forward);
  applyAugmentChange(context, forward);
  const step = { label, forward, backward };
  const slid = forward.seed === undefined ? { slidMs: context.host.now() } : {};
  context.patch('history', withStep(context.get().history, { ...step, ...slid }));
}

function opposite(context: SliceContext, { settings, weights, seed }: AugmentChange): AugmentChange {
  const { augment, train } = context.get();
  return {
    kind: 'augment',
    ...(settings !== undefined && { settings: augment.settings }),
    ...(weights !== undefined && { weights: augment.weights }),
    ...(seed !== undefined && { seed: train.settings.seed }),
  };
}
