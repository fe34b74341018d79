/**
 * Drawing on images, the same in Data and in Predict: the tool in hand, how it draws, and which image is open to it. What
 * is drawn on, and what becomes of it, is the stage's own (Easel). Pixels are with painters; `painted` says where they
 * changed last.
 */
import type { BrushPoint } from '../imaging/paint/capsuleRows';
import type { PaintMap, PaintRect, Unpainted } from '../imaging/paint/paintMap';
import type { Easel, OpenedImage, PaintStage } from './easel';
import { type PaintChange, withStep } from './history';
import { createStrokeActions, type ObjectEdit, type StrokePoint } from './paintStrokes';
import type { SliceContext } from './sliceContext';
import type { StudioState } from './studioState';

export type { PaintStage } from './easel';

export type PaintTool =
  | 'brush'
  | 'eraser'
  | 'polygon'
  | 'lasso'
  | 'fill'
  | 'wand'
  | 'ignore'
  | 'accept'
  | 'reject';

export interface PaintState {
  /** By stage; null: the pointer moves the image. */
  readonly tools: Readonly<Record<PaintStage, PaintTool | null>>;
  /** Diameter of brush and eraser, image px. */
  readonly size: number;
  /** What is painted. */
  readonly classIndex: number;
  /** Of the wand: how far a colour may be from that of the pressed pixel, in each of red, green and blue. */
  readonly tolerance: number;
  /** Whether what is painted leaves other objects alone. */
  readonly apart: boolean;
  /** The image that can be drawn on now. */
  readonly opened: {
    readonly stage: PaintStage;
    readonly imageId: string;
    readonly board: number;
  } | null;
  /** What its pixels are that nobody painted. */
  readonly unpainted: Unpainted;
  /** Grows where an image has other pixels to be drawn on, not only changed ones. */
  readonly revision: number;
  /** Where pixels changed last: whoever shows the image draws this part again. */
  readonly painted: {
    readonly stage: PaintStage;
    readonly imageId: string;
    readonly rect: PaintRect;
  } | null;
  /** Corners of the outline that is under way, image px. */
  readonly outline: readonly BrushPoint[];
  /** Whether what was painted is not in the project yet. */
  readonly unsaved: boolean;
}

export const INITIAL_PAINT: PaintState = {
  tools: { data: null, predict: null },
  size: 12,
  classIndex: 1,
  tolerance: 16,
  apart: false,
  opened: null,
  unpainted: 'background',
  revision: 0,
  painted: null,
  outline: [],
  unsaved: false,
};

export const BRUSH_SIZES = { min: 1, max: 256 } as const;
export const TOLERANCES = { min: 0, max: 128 } as const;

/** None rejects. */
export interface PaintActions {
  /** Takes up a tool in the stage that is shown, or lays it down (null). */
  chooseTool(tool: PaintTool | null): void;
  /** The same in a stage that need not be shown. */
  takeUp(stage: PaintStage, tool: PaintTool | null): void;
  setSize(size: number): void;
  setTolerance(tolerance: number): void;
  setApart(apart: boolean): void;
  /** A tool that lays no class is changed for the brush. */
  chooseClass(classIndex: number): void;
  /** Makes the selected image ready to be drawn on, where the stage allows it. */
  open(): void;
  /** The open image's pixels; null where none is open. To be looked at only. */
  pixels(): PaintMap | null;
  /** The pointer went down on the open image. */
  press(point: StrokePoint): void;
  /** It moved while it was down: every point that it passed. */
  drag(points: readonly StrokePoint[]): void;
  /** It went up: what was painted since `press` is one step. */
  release(): void;
  /** What was painted since `press` is not to count; whether the pointer was down. */
  cancelStroke(): boolean;
  /** Paints what lies within the corners so far; nothing where they are fewer than three. */
  closeOutline(): void;
  /** Takes the last corner back; whether there was one. */
  dropCorner(): boolean;
  /** Forgets the corners; whether there were any. */
  cancelOutline(): boolean;
  /** Accepts or rejects the object at this pixel; does nothing on background. */
  judge(verdict: 'accept' | 'reject', point: BrushPoint): void;
  /** Says of every object that it is right. */
  acceptAll(): void;
  /** Changes the object at a pixel, or all of them (null), as one step. */
  edit(edit: ObjectEdit, at: BrushPoint | null): void;
  /** What pixels are that nobody painted, as one step. */
  setUnpainted(unpainted: Unpainted): void;
  /** What is drawn can no longer be seen: ends what is under way. */
  leave(): void;
  /** What the page's history takes back, or does again. Throws `no-such-image` where that is not possible any more. */
  move(change: PaintChange): void;
  /** All pixels of an open image are others. */
  repainted(stage: PaintStage, imageId: string): void;
  /** Another project: forgets all. */
  forget(): void;
}

/** The other stages' part in it. */
export interface PaintNeighbours {
  readonly easels: Readonly<Record<PaintStage, Easel>>;
  select(imageId: string): void;
  openStage(stage: PaintStage): void;
}

export function createPaintActions(context: SliceContext, neighbours: PaintNeighbours): PaintActions {
  const { easels } = neighbours;
  const patch = (change: Partial<PaintState>) => context.patch('paint', change);
  const paint = () => context.get().paint;
  const show = (stage: PaintStage, imageId: string, rect: PaintRect | null) => {
    if (rect === null) return;
    patch({ painted: { stage, imageId, rect } });
    easels[stage].changed(imageId, rect);
  };
  const recorded = (stage: PaintStage, imageId: string, board: number, what: string) => {
    const change = (move: PaintChange['move']): PaintChange => ({
      kind: 'paint',
      stage,
      imageId,
      board,
      move,
    });
    const label = `${what} on ${nameOf(context.get(), imageId)}`;
    context.patch(
      'history',
      withStep(context.get().history, { label, forward: change('redo'), backward: change('undo') }),
    );
    easels[stage].stepped(imageId);
  };
  const opened = () => {
    const now = paint().opened;
    const image = now === null ? null : easels[now.stage].opened(now.imageId);
    return image && now && { ...image, stage: now.stage, easel: easels[now.stage] };
  };
  const strokes = createStrokeActions(context, opened, { show, recorded });
  const setOpened = (stage: PaintStage, { imageId, board, painter }: OpenedImage) => {
    const before = paint().opened;
    const isSame = before?.stage === stage && before.imageId === imageId && before.board === board;
    const revision = paint().revision + (isSame ? 0 : 1);
    patch({ opened: { stage, imageId, board }, revision, unpainted: painter.unpainted });
  };
  const open = () => {
    const stage = paintStage(context.get());
    const image = stage === null ? null : easels[stage].open();
    if (stage === null || image === null) return patch({ opened: null });
    setOpened(stage, image);
  };
  const takeUp = (stage: PaintStage, tool: PaintTool | null) => {
    if (tool !== paint().tools[stage]) strokes.cancelOutline();
    patch({ tools: { ...paint().tools, [stage]: tool } });
    const now = paint().opened;
    if (tool !== null) return stage === paintStage(context.get()) ? open() : undefined;
    if (now?.stage !== stage) return;
    strokes.release();
    easels[stage].left(now.imageId);
  };
  return {
    ...strokes,
    open,
    takeUp,
    chooseTool: (tool) => {
      const stage = paintStage(context.get());
      if (stage !== null) takeUp(stage, tool);
    },
    setSize: (size) => patch({ size: within(size, BRUSH_SIZES) }),
    setTolerance: (tolerance) => patch({ tolerance: within(tolerance, TOLERANCES) }),
    setApart: (apart) => patch({ apart }),
    chooseClass: (classIndex) => {
      patch({ classIndex });
      const stage = paintStage(context.get());
      if (stage !== null && !laysClass(paint().tools[stage])) takeUp(stage, 'brush');
    },
    pixels: () => opened()?.painter.map ?? null,
    leave: () => {
      strokes.release();
      strokes.cancelOutline();
      const now = paint().opened;
      if (now !== null) easels[now.stage].left(now.imageId);
    },
    move: (change) => {
      const { stage, imageId } = change;
      easels[stage].requireMove(change);
      strokes.cancelOutline();
      // Nothing is taken back out of sight.
      if (context.get().shell.stage !== stage) neighbours.openStage(stage);
      if (context.get().data.selectedId !== imageId) neighbours.select(imageId);
      const rect = easels[stage].move(change);
      const image = easels[stage].opened(imageId);
      if (image !== null) setOpened(stage, image);
      patch({ painted: { stage, imageId, rect } });
      easels[stage].changed(imageId, rect);
      easels[stage].stepped(imageId);
    },
    repainted: (stage, imageId) => {
      const image = easels[stage].opened(imageId);
      if (image === null) return;
      const { width, height } = image.painter.map;
      patch({ painted: { stage, imageId, rect: { x: 0, y: 0, width, height } } });
    },
    forget: () => {
      strokes.drop();
      const { size, tolerance } = paint();
      context.patch('paint', { ...INITIAL_PAINT, size, tolerance });
    },
  };
}

/** The stage that is shown, where it is one in which images are drawn on. */
function paintStage({ shell }: StudioState): PaintStage | null {
  return shell.stage === 'data' || shell.stage === 'predict' ? shell.stage : null;
}

/** In the stage that is shown. */
export function toolInHand(state: StudioState): PaintTool | null {
  const stage = paintStage(state);
  return stage === null ? null : state.paint.tools[stage];
}

/** Whether the selected image is shown as it is being drawn on. */
export function isPainting(state: StudioState): boolean {
  const { opened } = state.paint;
  if (toolInHand(state) === null || opened === null) return false;
  return opened.stage === state.shell.stage && opened.imageId === state.data.selectedId;
}

/** Whether the tool paints a class that can be chosen. */
export function laysClass(tool: PaintTool | null): boolean {
  return tool !== null && tool !== 'eraser' && tool !== 'ignore' && tool !== 'accept' && tool !== 'reject';
}

function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, Math.round(value)));
}

function nameOf({ data }: StudioState, imageId: string): string {
  return data.dataset.images.find(({ id }) => id === imageId)?.name ?? imageId;
}
