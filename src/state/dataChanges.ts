/** Stage "data": the user's changes to the dataset, one after the other, each of which can be taken back. */
import { defined } from '../common/assert';
import { StudioError } from '../common/errors';
import type { Dataset, PairChoice } from '../domain/data';
import { DEFAULT_NORMALISATION, type Normalisation } from '../domain/intensity';
import type { ClassInfo, LabelMap, MaskReading } from '../domain/labels';
import type { TrainingScale } from '../domain/scale';
import type { Engine } from '../engine/protocol';
import { applyAugmentChange } from './augmentChange';
import { windowsFor } from './channelWindows';
import type { DataState } from './dataSlice';
import {
  type AugmentChange,
  type DataChange,
  type PaintChange,
  type Redraw,
  stepBack,
  stepForward,
  withStep,
} from './history';
import { report, type SliceContext } from './sliceContext';

/** None rejects: a failure becomes a notice, and the dataset stays as it was. */
export interface ChangeActions {
  /** Null goes back to the rules. `classes` are names and colours that fit the new reading; else defaults. */
  setReading(reading: MaskReading | null, classes?: readonly ClassInfo[]): Promise<void>;
  /** All corrections of the pairing; an empty list goes back to the names. */
  setPairs(choices: readonly PairChoice[]): Promise<void>;
  setChannels(choice: readonly number[] | null): Promise<void>;
  setNormalisation(choice: Normalisation): Promise<void>;
  setScale(scale: TrainingScale): Promise<void>;
  removeImage(imageId: string): Promise<void>;
  /** Puts labels in place of the image's mask, or takes them off (null); `label` follows "Undo". Whether it was done. */
  draw(imageId: string, labels: LabelMap | null, label: string): Promise<boolean>;
  /**
   * What `work` draws is one step, also where it fails half way. `label` gets the images that were drawn on. Whether it
   * was done to the end.
   */
  drawEach(
    label: (imageIds: readonly string[]) => string,
    work: (draw: DrawOne) => Promise<void>,
  ): Promise<boolean>;
}

/** Puts labels in place of an image's mask, or takes them off. Rejects where the engine refuses. */
export type DrawOne = (imageId: string, labels: LabelMap | null) => Promise<void>;

export interface HistoryActions {
  /** Takes the newest change back; does nothing where there is none. A step that files which came since have overtaken is forgotten. */
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Once every change that was asked for has ended. Never rejects. */
  settled(): Promise<void>;
}

/** What was drawn, as far as the history goes. */
export interface PaintHistory {
  /** A stroke that is under way becomes a step: it is then the newest. */
  release(): void;
  /** The newest corner of an outline that is under way is taken back first; whether there was one. */
  dropCorner(): boolean;
  move(change: PaintChange): void;
  /** Masks are read in another way by now. */
  reread(before: MaskReading | null, after: MaskReading | null): void;
  /** Once all that was drawn is saved: what changes labels comes after it. Never rejects. */
  flush(): Promise<void>;
}

/** `adopt` takes the dataset that a change led to, `paint` takes back what was drawn. */
export function createChangeActions(
  context: SliceContext,
  adopt: (dataset: Dataset, change: DataChange) => void,
  paint: PaintHistory,
): ChangeActions & HistoryActions {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    // It would meet the other project: nothing of the one on screen can be changed any more.
    if (context.get().projects.session.status === 'opening') return last;
    last = last.then(work).catch((thrown: unknown) => void report(context, thrown));
    return last;
  };
  const apply = async (change: DataChange | AugmentChange | PaintChange) => {
    if (change.kind === 'augment') applyAugmentChange(context, change);
    else if (change.kind === 'paint') paint.move(change);
    else adopt(await callFor(context.engine, change), change);
  };
  const record = (label: string, forward: DataChange, backward: (data: DataState) => DataChange) =>
    inTurn(async () => {
      await paint.flush();
      const step = { label, forward, backward: backward(context.get().data) };
      await apply(forward);
      context.patch('history', withStep(context.get().history, step));
    });
  const move = (of: 'done' | 'undone') =>
    inTurn(async () => {
      paint.release();
      if (of === 'done' && paint.dropCorner()) return;
      const step = context.get().history[of].at(-1);
      if (!step) return;
      if (step.forward.kind !== 'paint') await paint.flush();
      try {
        await apply(of === 'done' ? step.backward : step.forward);
      } catch (thrown) {
        const { history } = context.get();
        // The steps beneath must stay within reach.
        if (isOvertaken(thrown)) context.patch('history', { ...history, [of]: history[of].slice(0, -1) });
        throw thrown;
      }
      context.patch('history', (of === 'done' ? stepBack : stepForward)(context.get().history));
    });
  const drawEach: ChangeActions['drawEach'] = async (label, work) => {
    let isDone = false;
    await inTurn(async () => {
      await paint.flush();
      // By checksums: the labels themselves stay behind the boundary.
      const [forward, backward]: [Redraw[], Redraw[]] = [[], []];
      const draw: DrawOne = async (imageId, labels) => {
        const before = { imageId, checksum: drawnOf(context, imageId) };
        adopt(await context.engine.drawLabels(imageId, labels), { kind: 'redraw', redraws: [before] });
        backward.push(before);
        forward.push({ imageId, checksum: drawnOf(context, imageId) });
      };
      try {
        await work(draw);
        isDone = true;
      } finally {
        if (forward.length > 0) {
          const step = {
            label: label(forward.map(({ imageId }) => imageId)),
            forward: { kind: 'redraw', redraws: forward },
            backward: { kind: 'redraw', redraws: backward.reverse() },
          } as const;
          context.patch('history', withStep(context.get().history, step));
        }
      }
    });
    return isDone;
  };
  return {
    ...recordedChanges(context, record),
    drawEach,
    draw: (imageId, labels, label) =>
      drawEach(
        () => label,
        (draw) => draw(imageId, labels),
      ),
    undo: () => move('done'),
    redo: () => move('undone'),
    settled: () => last,
  };
}

function drawnOf(context: SliceContext, imageId: string): string | null {
  return context.get().data.dataset.images.find(({ id }) => id === imageId)?.drawn ?? null;
}

/** Whether files that came since leave nothing to take back: trying again would fail again. */
function isOvertaken(thrown: unknown): boolean {
  return thrown instanceof StudioError && ['no-such-image', 'bad-setting'].includes(thrown.code);
}

type RecordStep = (
  label: string,
  forward: DataChange,
  backward: (data: DataState) => DataChange,
) => Promise<void>;

function recordedChanges(
  context: SliceContext,
  record: RecordStep,
): Omit<ChangeActions, 'draw' | 'drawEach'> {
  const nameOf = (id: string) =>
    context.get().data.dataset.images.find((image) => image.id === id)?.name ?? id;
  return {
    setReading: (reading, classes) => {
      const look = classes ? { classes, hidden: hiddenFor(context.get().data, classes) } : null;
      return record('the reading of the masks', { kind: 'reading', reading, look }, readingNow);
    },
    setPairs: (choices) =>
      record('the pairing', { kind: 'pairs', choices }, ({ dataset }) => ({
        kind: 'pairs',
        choices: dataset.pairChoices,
      })),
    setChannels: (choice) =>
      record('the choice of channels', channelsChange(context.get().data, choice), ({ dataset }) => ({
        kind: 'channels',
        choice: dataset.channelChoice,
        normalisation: dataset.normalisation.kind === 'window' ? dataset.normalisation : null,
      })),
    setNormalisation: (choice) =>
      record('the intensities', { kind: 'normalisation', choice }, ({ dataset }) => ({
        kind: 'normalisation',
        choice: dataset.normalisation,
      })),
    setScale: (scale) =>
      record('the training scale', { kind: 'scale', scale }, ({ dataset }) => ({
        kind: 'scale',
        scale: dataset.scale,
      })),
    removeImage: (imageId) =>
      record(`removing ${nameOf(imageId)}`, { kind: 'remove', imageId }, () => ({
        kind: 'restore',
        imageId,
      })),
  };
}

/** With as many classes as before each stays hidden or shown; else only the background is hidden. */
function hiddenFor(data: DataState, classes: readonly ClassInfo[]): ReadonlySet<number> {
  return data.classes.length === classes.length ? data.hidden : new Set([0]);
}

function channelsChange({ dataset }: DataState, choice: readonly number[] | null): DataChange {
  const { normalisation, channelChoice, images } = dataset;
  const stored = images[0]?.storedChannels ?? 1;
  return {
    kind: 'channels',
    choice,
    normalisation: windowsFor(normalisation, channelChoice, choice, stored),
  };
}

/** Windows are one a channel at any time: between the two numbers of channels the default rule holds. */
async function setChannels(
  engine: Engine,
  choice: readonly number[] | null,
  normalisation: Normalisation | null,
): Promise<Dataset> {
  if (normalisation === null) return engine.setChannels(choice);
  await engine.setNormalisation(DEFAULT_NORMALISATION);
  const dataset = await engine.setChannels(choice);
  return normalisation.kind === 'zscore' ? dataset : engine.setNormalisation(normalisation);
}

function readingNow({ dataset, classes, hidden }: DataState): DataChange {
  const reading = dataset.readingBy === 'user' ? dataset.reading : null;
  return { kind: 'reading', reading, look: { classes, hidden } };
}

async function redrawn(engine: Engine, [first, ...others]: readonly Redraw[]): Promise<Dataset> {
  let dataset = await redrawnOne(engine, defined(first, 'something to redraw'));
  for (const one of others) dataset = await redrawnOne(engine, one);
  return dataset;
}

function redrawnOne(engine: Engine, { imageId, checksum }: Redraw): Promise<Dataset> {
  return checksum === null ? engine.drawLabels(imageId, null) : engine.redrawLabels(imageId, checksum);
}

function callFor(engine: Engine, change: DataChange): Promise<Dataset> {
  switch (change.kind) {
    case 'reading':
      return engine.setReading(change.reading);
    case 'pairs':
      return engine.setPairs(change.choices);
    case 'remove':
      return engine.removeImage(change.imageId);
    case 'restore':
      return engine.restoreImage(change.imageId);
    case 'redraw':
      return redrawn(engine, change.redraws);
    case 'channels':
      return setChannels(engine, change.choice, change.normalisation);
    case 'normalisation':
      return engine.setNormalisation(change.choice);
    case 'scale':
      return engine.setScale(change.scale);
  }
}
