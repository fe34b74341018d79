/** From where the pointer is to what is painted, tool by tool. One stroke at a time. Used by paintSlice. */
import type { BrushPoint } from '../imaging/paint/capsuleRows';
import { ACCEPTED, ERASED, type Ink } from '../imaging/paint/ink';
import type { Painter } from '../imaging/paint/painter';
import type { PaintRect } from '../imaging/paint/paintMap';
import type { Easel, OpenedImage, PaintStage } from './easel';
import type { PaintActions, PaintTool } from './paintSlice';
import type { SliceContext } from './sliceContext';

/** Where the pointer is: image px, and how hard it presses, 0..1; 1 for what does not tell. */
export interface StrokePoint extends BrushPoint {
  readonly pressure: number;
  /** Px of the image under a few px of the screen: so near is on the spot. */
  readonly reach: number;
}

export type ObjectEdit = 'grow' | 'shrink' | 'fillHoles';

type StrokeActions = Pick<
  PaintActions,
  | 'press'
  | 'drag'
  | 'release'
  | 'cancelStroke'
  | 'closeOutline'
  | 'dropCorner'
  | 'cancelOutline'
  | 'judge'
  | 'acceptAll'
  | 'edit'
  | 'setUnpainted'
> & {
  /** Forgets what is under way: its painter is gone. */
  drop(): void;
};

/** An open image, with its stage. */
interface Opened extends OpenedImage {
  readonly stage: PaintStage;
  readonly easel: Easel;
}

/** Who is told of what is painted. */
interface StrokeListener {
  show(stage: PaintStage, imageId: string, rect: PaintRect | null): void;
  /** A step that can be taken back has ended. */
  recorded(stage: PaintStage, imageId: string, board: number, what: string): void;
}

/** What the pointer does between down and up. */
type Stroke =
  | {
      readonly kind: 'line';
      readonly on: Opened;
      readonly tool: PaintTool;
      readonly ink: Ink;
      last: StrokePoint;
    }
  | { readonly kind: 'lasso' }
  /** Of a tool that acts once: when the pointer goes up, since a second finger may come. */
  | { readonly kind: 'click'; act(): void };

/** Share of the brush's size that the lightest touch of a pen still has. */
const LEAST_PRESSURE = 0.3;

const WORDS: Record<PaintTool, string> = {
  brush: 'painting',
  eraser: 'erasing',
  polygon: 'outlining an area',
  lasso: 'outlining an area',
  fill: 'filling an area',
  wand: 'filling what looks alike',
  ignore: 'ignoring pixels',
  accept: 'accepting an object',
  reject: 'rejecting an object',
};

const EDIT_WORDS: Record<ObjectEdit, readonly [one: string, all: string]> = {
  grow: ['growing an object', 'growing all objects'],
  shrink: ['shrinking an object', 'shrinking all objects'],
  fillHoles: ['filling the holes of an object', 'filling holes'],
};

const CORNERS = 3;

export function createStrokeActions(
  context: SliceContext,
  opened: () => Opened | null,
  { show, recorded }: StrokeListener,
): StrokeActions {
  let stroke: Stroke | null = null;
  const paint = () => context.get().paint;
  const setOutline = (outline: readonly BrushPoint[]) => context.patch('paint', { outline });
  const ended = ({ stage, imageId, board, painter }: Opened, what: string) => {
    if (painter.end()) recorded(stage, imageId, board, what);
  };
  const once = (what: string, draw: (painter: Painter) => PaintRect | null) => {
    release();
    const on = opened();
    if (on === null) return;
    on.painter.begin();
    show(on.stage, on.imageId, draw(on.painter));
    ended(on, what);
  };
  const closeOutline = () => {
    const { outline } = paint();
    const on = opened();
    const [first] = outline;
    if (first === undefined) return;
    setOutline([]);
    if (on === null || outline.length < CORNERS) return;
    once(WORDS.polygon, (painter) => painter.polygon(outline, classInk(on, first)));
  };
  const release = () => {
    const was = stroke;
    stroke = null;
    if (was?.kind === 'line') ended(was.on, WORDS[was.tool]);
    else if (was?.kind === 'click') was.act();
    else if (was?.kind === 'lasso') closeOutline();
  };
  const judge = (verdict: 'accept' | 'reject', { x, y }: BrushPoint) => {
    const ink = verdict === 'accept' ? ACCEPTED : ERASED;
    once(WORDS[verdict], (painter) => painter.object(Math.floor(x), Math.floor(y), ink));
  };
  /** A stroke that begins on an object of its class makes it larger; one that begins elsewhere makes a new one. */
  const classInk = ({ painter, easel }: Opened, { x, y }: BrushPoint): Ink => {
    // There may be fewer classes by now than when this one was chosen.
    const classIndex = Math.min(paint().classIndex, easel.classes - 1);
    if (classIndex <= 0) return ERASED;
    const { width, classes, instances } = painter.map;
    const at = Math.floor(y) * width + Math.floor(x);
    const isOn = painter.isObject(Math.floor(x), Math.floor(y)) && classes[at] === classIndex;
    const own = isOn ? (instances[at] ?? 0) : null;
    // Objects may have been drawn apart before: each keeps its number as it becomes larger.
    if (!easel.isNumbered) return { kind: 'class', classIndex, instance: own ?? 0 };
    const instance = own ?? painter.newInstance();
    return { kind: 'class', classIndex, instance, spares: paint().apart };
  };
  const inkOf = (tool: PaintTool, on: Opened, point: BrushPoint): Ink => {
    if (tool === 'ignore') return { kind: 'ignore' };
    return tool === 'eraser' ? on.painter.eraser : classInk(on, point);
  };
  const lay = (to: StrokePoint) => {
    if (stroke?.kind !== 'line') return;
    const { on, ink, last } = stroke;
    const radius = (paint().size / 2) * (LEAST_PRESSURE + (1 - LEAST_PRESSURE) * to.pressure);
    show(on.stage, on.imageId, on.painter.stroke({ from: last, to, radius }, ink));
    stroke.last = to;
  };
  const fill = (tool: 'fill' | 'wand', on: Opened, point: StrokePoint) => {
    const [x, y] = [Math.floor(point.x), Math.floor(point.y)];
    const ink = classInk(on, point);
    const view = context.get().data.views.get(on.imageId);
    if (tool === 'fill') return once(WORDS.fill, (painter) => painter.fill(x, y, ink));
    if (view !== undefined) once(WORDS.wand, (painter) => painter.wand(x, y, view, paint().tolerance, ink));
  };
  const addCorner = (point: StrokePoint) => {
    const { outline } = paint();
    const [first] = outline;
    const isClosed = first !== undefined && Math.hypot(point.x - first.x, point.y - first.y) <= point.reach;
    if (isClosed && outline.length >= CORNERS) closeOutline();
    else setOutline([...outline, { x: point.x, y: point.y }]);
  };
  return {
    judge,
    release,
    closeOutline,
    drop: () => {
      stroke = null;
    },
    press: (point) => {
      release();
      const on = opened();
      const tool = on === null ? null : paint().tools[on.stage];
      if (on === null || tool === null) return;
      const click = (act: () => void) => {
        stroke = { kind: 'click', act };
      };
      if (tool === 'accept' || tool === 'reject') return click(() => judge(tool, point));
      if (tool === 'polygon') return click(() => addCorner(point));
      if (tool === 'fill' || tool === 'wand') return click(() => fill(tool, on, point));
      if (tool === 'lasso') {
        stroke = { kind: 'lasso' };
        return setOutline([{ x: point.x, y: point.y }]);
      }
      const ink = inkOf(tool, on, point);
      on.painter.begin();
      stroke = { kind: 'line', on, tool, ink, last: point };
      lay(point);
    },
    drag: (points) => {
      if (stroke?.kind === 'lasso') setOutline([...paint().outline, ...points.map(({ x, y }) => ({ x, y }))]);
      else for (const point of points) lay(point);
    },
    cancelStroke: () => {
      const was = stroke;
      stroke = null;
      if (was?.kind === 'line') show(was.on.stage, was.on.imageId, was.on.painter.cancel());
      if (was?.kind === 'lasso') setOutline([]);
      return was !== null;
    },
    dropCorner: () => {
      const { outline } = paint();
      if (outline.length > 0) setOutline(outline.slice(0, -1));
      return outline.length > 0;
    },
    cancelOutline: () => {
      const { outline } = paint();
      if (outline.length > 0) setOutline([]);
      return outline.length > 0;
    },
    acceptAll: () => once('accepting all objects', (painter) => painter.allObjects(ACCEPTED)),
    edit: (edit, at) => once(EDIT_WORDS[edit][at === null ? 1 : 0], (painter) => edited(painter, edit, at)),
    setUnpainted: (unpainted) => {
      once(`counting unpainted pixels as ${unpainted}`, (painter) => painter.setUnpainted(unpainted));
      context.patch('paint', { unpainted: opened()?.painter.unpainted ?? unpainted });
    },
  };
}

function edited(painter: Painter, edit: ObjectEdit, at: BrushPoint | null): PaintRect | null {
  const by = edit === 'shrink' ? -1 : 1;
  if (at === null) return edit === 'fillHoles' ? painter.fillAllHoles() : painter.growAll(by);
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  return edit === 'fillHoles' ? painter.fillHoles(x, y) : painter.growObject(x, y, by);
}
