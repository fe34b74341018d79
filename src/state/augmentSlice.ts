/** Stage "augment": the settings, and a live preview of what training will draw with them. */
import { type AugmentSettings, DEFAULT_AUGMENT } from '../domain/augment';
import { labelledImages } from '../domain/data';
import type { WeightSettings } from '../domain/weights';
import type { PreviewPair } from '../engine/protocol';
import { endedBy, IDLE, type Job } from './job';
import { latestOnly } from './latestOnly';
import { report, type SliceContext } from './sliceContext';

const PREVIEW_COUNT = 12;

export interface AugmentState {
  readonly settings: AugmentSettings;
  /** Null: those that suit the masks. */
  readonly weights: WeightSettings | null;
  /** 0 shows the patches that training will draw first; each new draw shows others. */
  readonly draw: number;
  /** The newest preview that arrived; it stays on screen while a newer one is made. */
  readonly preview: readonly PreviewPair[];
  readonly previewJob: Job;
}

export const INITIAL_AUGMENT: AugmentState = {
  settings: DEFAULT_AUGMENT,
  weights: null,
  draw: 0,
  preview: [],
  previewJob: IDLE,
};

export interface AugmentActions {
  setSettings(change: Partial<AugmentSettings>): void;
  /** Other patches, drawn anew. */
  newDraw(): void;
  /** Makes the preview follow the newest settings; resolves when it shows them. Never rejects. */
  refreshPreview(): Promise<void>;
  /** The images or the network's geometry changed: drawn again now where it is on screen, else when it is. */
  invalidatePreview(): void;
}

export function createAugmentActions(context: SliceContext): AugmentActions {
  const augment = () => context.get().augment;
  const drawOnce = async () => {
    const request = previewRequest(context);
    if (request === null) return context.patch('augment', { preview: [], previewJob: IDLE });
    context.patch('augment', { previewJob: { status: 'running', startedMs: context.host.now() } });
    try {
      const preview = await context.engine.preview(request);
      context.patch('augment', { preview, previewJob: { status: 'done' } });
    } catch (thrown) {
      context.patch('augment', { preview: [], previewJob: endedBy(report(context, thrown)) });
    }
  };
  const refreshPreview = latestOnly(drawOnce);
  return {
    refreshPreview,
    invalidatePreview: () => {
      if (context.get().shell.stage === 'augment') void refreshPreview();
      else context.patch('augment', { preview: [] });
    },
    setSettings: (change) => {
      context.patch('augment', { settings: { ...augment().settings, ...change } });
      void refreshPreview();
    },
    newDraw: () => {
      context.patch('augment', { draw: augment().draw + 1 });
      void refreshPreview();
    },
  };
}

/** Null where no image has a mask: there is nothing to draw a patch from. */
function previewRequest(context: SliceContext) {
  const { data, augment, train } = context.get();
  if (labelledImages(data.dataset).length === 0) return null;
  const seed = train.settings.seed + augment.draw;
  const keys = Array.from({ length: PREVIEW_COUNT }, (_, index) => ({ seed, step: 0, index }));
  return { augment: augment.settings, weights: augment.weights, settings: train.settings, keys };
}
