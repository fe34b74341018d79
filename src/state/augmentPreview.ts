/**
 * Keeps what the Augment stage shows in step with its settings: patches first, then, once they rest, the effect of
 * each transform and whether the settings make sense. Only the newest of each is ever asked for.
 */
import { type AugmentSettings, NO_AUGMENT } from '../domain/augment';
import type { TransformName } from '../domain/augmentTransforms';
import { labelledImages } from '../domain/data';
import type { PatchSettings, PreviewRequest } from '../engine/protocol';
import { endedBy, IDLE } from './job';
import { latestOnly } from './latestOnly';
import { shownKeys } from './patchKeys';
import { report, type SliceContext } from './sliceContext';

/** What comes after the patches waits until they have rested so long, ms: a slider that moves has the worker alone. */
export const REST_MS = 250;

export interface PreviewActions {
  /** Makes the preview follow the newest settings; resolves when it shows them. Never rejects. */
  refreshPreview(): Promise<void>;
  /** The same for the weights of the selected image. */
  refreshWeightMap(): Promise<void>;
  /** Draws anew what is on screen, where it is this stage's. */
  follow(): void;
  /** The images or the network's geometry changed: drawn again now where it is on screen, else when it is. */
  invalidatePreview(): void;
  /** These transforms' effects are on screen: drawn when the patches rest. */
  wantEffects(names: readonly TransformName[]): void;
}

export function createPreviewActions(context: SliceContext): PreviewActions {
  const settled = afterRest(async () => {
    await drawEffects(context);
    await judge(context);
  });
  const refreshPreview = latestOnly(async () => {
    await drawPatches(context);
    settled();
  });
  const refreshWeightMap = latestOnly(() => drawWeightMap(context));
  const follow = () => {
    const { shell, augment } = context.get();
    if (shell.stage !== 'augment') return;
    void (augment.mode === 'patches' ? refreshPreview() : refreshWeightMap());
  };
  return {
    refreshPreview,
    refreshWeightMap,
    follow,
    invalidatePreview: () => {
      const { shell, augment } = context.get();
      const shown = shell.stage === 'augment' && augment.mode === 'patches';
      const gone = { effects: new Map(), judgement: null, weightMap: null };
      context.patch('augment', shown ? gone : { ...gone, preview: [] });
      follow();
    },
    wantEffects: (effectsWanted) => {
      context.patch('augment', { effectsWanted });
      settled();
    },
  };
}

/** Runs `work` once nothing has asked for it for REST_MS, and never twice at a time. */
function afterRest(work: () => Promise<void>): () => void {
  const run = latestOnly(work);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), REST_MS);
  };
}

async function drawPatches(context: SliceContext): Promise<void> {
  const request = patchSettings(context);
  if (request === null) {
    return context.patch('augment', { preview: [], previewJob: IDLE, judgement: null, effects: new Map() });
  }
  context.patch('augment', { previewJob: { status: 'running', startedMs: context.host.now() } });
  const { dataset } = context.get().data;
  try {
    const preview = await context.engine.preview({ ...request, keys: keysNow(context) });
    const isOfNow = context.get().data.dataset === dataset;
    context.patch('augment', { ...(isOfNow && { preview }), previewJob: { status: 'done' } });
  } catch (thrown) {
    context.patch('augment', { preview: [], previewJob: endedBy(report(context, thrown)) });
  }
}

/** Stops where patches are being drawn: they come first, and this is asked again after them. */
async function drawEffects(context: SliceContext): Promise<void> {
  for (const name of context.get().augment.effectsWanted) {
    const request = effectRequest(context, name);
    if (request === null || isDrawing(context)) return;
    const of = JSON.stringify(request);
    if (context.get().augment.effects.get(name)?.of === of) continue;
    if (!(await drawEffect(context, name, of, request))) return;
  }
}

async function drawEffect(
  context: SliceContext,
  name: TransformName,
  of: string,
  request: PreviewRequest,
): Promise<boolean> {
  const { dataset } = context.get().data;
  try {
    const [pair] = await context.engine.preview(request);
    if (pair === undefined || context.get().data.dataset !== dataset) return false;
    const effects = new Map(context.get().augment.effects).set(name, { of, pair });
    context.patch('augment', { effects });
    return true;
  } catch (thrown) {
    report(context, thrown);
    return false;
  }
}

async function judge(context: SliceContext): Promise<void> {
  const request = patchSettings(context);
  if (request === null || isDrawing(context)) return;
  const { data, train } = context.get();
  try {
    const judgement = await context.engine.judgeAugment(request);
    const now = context.get();
    // Of other images or another tile it says nothing; the transforms' next judgement is on its way.
    const isOfNow = now.data.dataset === data.dataset && now.train.settings === train.settings;
    if (isOfNow) context.patch('augment', { judgement });
  } catch (thrown) {
    context.patch('augment', { judgement: null });
    report(context, thrown);
  }
}

async function drawWeightMap(context: SliceContext): Promise<void> {
  const { data } = context.get();
  const request = patchSettings(context);
  const image = labelledImages(data.dataset).find(({ id }) => id === data.selectedId);
  if (image === undefined || request === null) {
    return context.patch('augment', { weightMap: null, weightJob: IDLE });
  }
  context.patch('augment', { weightJob: { status: 'running', startedMs: context.host.now() } });
  try {
    const view = await context.engine.weightView(image.id, request);
    const weightMap = context.get().data.dataset === data.dataset ? { imageId: image.id, view } : null;
    context.patch('augment', { weightMap, weightJob: { status: 'done' } });
  } catch (thrown) {
    context.patch('augment', { weightMap: null, weightJob: endedBy(report(context, thrown)) });
  }
}

/** Null where no image has a mask: there is nothing to draw a patch from. */
function patchSettings(context: SliceContext): PatchSettings | null {
  const { data, augment, train } = context.get();
  if (labelledImages(data.dataset).length === 0) return null;
  return { augment: augment.settings, weights: augment.weights, settings: train.settings };
}

function keysNow(context: SliceContext): PreviewRequest['keys'] {
  const { augment, train } = context.get();
  return shownKeys(augment.pins, train.settings.seed);
}

/** The first patch that is shown, under this transform alone. */
function effectRequest(context: SliceContext, name: TransformName): PreviewRequest | null {
  const request = patchSettings(context);
  if (request === null) return null;
  const { sampling, interpolation, channels } = request.augment;
  const alone: AugmentSettings = { ...NO_AUGMENT, sampling, interpolation, channels };
  const augment = { ...alone, [name]: { ...request.augment[name], enabled: true, probability: 1 } };
  return { ...request, augment, keys: keysNow(context).slice(0, 1) };
}

function isDrawing(context: SliceContext): boolean {
  return context.get().augment.previewJob.status === 'running';
}
