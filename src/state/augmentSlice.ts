/** Stage "augment": the settings, and what is shown of what training will draw with them. */
import { type AugmentSettings, DEFAULT_AUGMENT, type PatchKey } from '../domain/augment';
import type { AugmentJudgement } from '../domain/augmentReport';
import type { TransformName } from '../domain/augmentTransforms';
import type { WeightSettings, WeightView } from '../domain/weights';
import type { PreviewPair } from '../engine/protocol';
import { recordAugmentChange } from './augmentChange';
import { createPreviewActions, type PreviewActions } from './augmentPreview';
import { IDLE, type Job } from './job';
import { hasKey, isSameKey, shownKeys } from './patchKeys';
import type { SliceContext } from './sliceContext';

/** What can be laid over each other in the preview. */
export type AugmentLayer = 'image' | 'labels' | 'grid' | 'weights';

/** Patches, or the weights of one whole image. */
export type AugmentMode = 'patches' | 'weights';

/** What one transform does alone, at probability 1. */
export interface Effect {
  /** Everything that it was drawn from, as text: another text, another picture. */
  readonly of: string;
  readonly pair: PreviewPair;
}

export interface AugmentState {
  readonly settings: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
  readonly mode: AugmentMode;
  readonly layers: ReadonlySet<AugmentLayer>;
  /** Patches that stay while seeds change; they are shown first. */
  readonly pins: readonly PatchKey[];
  /** The newest preview that arrived; it stays on screen while a newer one is made. */
  readonly preview: readonly PreviewPair[];
  readonly previewJob: Job;
  /** Of the settings that the newest preview shows, or of some shortly before; null while there is none. */
  readonly judgement: AugmentJudgement | null;
  /** Transforms whose effect is on screen. */
  readonly effectsWanted: readonly TransformName[];
  readonly effects: ReadonlyMap<TransformName, Effect>;
  /** The newest that arrived. */
  readonly weightMap: { readonly imageId: string; readonly view: WeightView } | null;
  readonly weightJob: Job;
}

export const INITIAL_AUGMENT: AugmentState = {
  settings: DEFAULT_AUGMENT,
  weights: null,
  mode: 'patches',
  layers: new Set(['image', 'labels']),
  pins: [],
  preview: [],
  previewJob: IDLE,
  judgement: null,
  effectsWanted: [],
  effects: new Map(),
  weightMap: null,
  weightJob: IDLE,
};

export interface AugmentActions extends PreviewActions {
  /** `what` is changed, after "Undo": "rotation". The preview follows. */
  setSettings(change: Partial<AugmentSettings>, what?: string): void;
  /** Null goes back to those that suit the masks. */
  setWeights(weights: WeightSettings | null, what?: string): void;
  /** Another seed for the run itself: what is shown stays what trains. */
  moveSeed(by: number): void;
  /** Keeps this patch on screen while seeds change, or no longer. */
  togglePin(key: PatchKey): void;
  toggleLayer(layer: AugmentLayer): void;
  show(mode: AugmentMode): void;
}

/** Seeds are whole numbers below this. */
const SEEDS = 2 ** 32;

export function createAugmentActions(context: SliceContext): AugmentActions {
  const augment = () => context.get().augment;
  const preview = createPreviewActions(context);
  return {
    ...preview,
    setSettings: (change, what = 'augmentation') => {
      const settings = { ...augment().settings, ...change };
      recordAugmentChange(context, `changing ${what}`, { kind: 'augment', settings });
      void preview.refreshPreview();
    },
    setWeights: (weights, what = 'weights') => {
      recordAugmentChange(context, `changing ${what}`, { kind: 'augment', weights });
      preview.follow();
    },
    moveSeed: (by) => {
      const seed = (context.get().train.settings.seed + by + SEEDS) % SEEDS;
      recordAugmentChange(context, 'the new seed', { kind: 'augment', seed });
      void preview.refreshPreview();
    },
    togglePin: (key) => {
      context.patch('augment', withPin(augment(), key, context.get().train.settings.seed));
      void preview.refreshPreview();
    },
    toggleLayer: (layer) => context.patch('augment', { layers: withLayer(augment().layers, layer) }),
    show: (mode) => {
      context.patch('augment', { mode });
      preview.follow();
    },
  };
}

/** The patches that are here already stand in their new places at once. */
function withPin({ pins, preview }: AugmentState, key: PatchKey, seed: number): Partial<AugmentState> {
  const next = hasKey(pins, key) ? pins.filter((pin) => !isSameKey(pin, key)) : [...pins, key];
  const keys = shownKeys(next, seed);
  const placed = keys.flatMap((wanted) => preview.filter((pair) => isSameKey(pair.key, wanted)));
  return { pins: next, preview: placed };
}

function withLayer(layers: ReadonlySet<AugmentLayer>, layer: AugmentLayer): ReadonlySet<AugmentLayer> {
  const next = new Set(layers);
  if (!next.delete(layer)) next.add(layer);
  return next;
}
