/** Stage "predict", corrections: from where the pointer is to what is painted. One stroke at a time. Used by correctSlice. */
import type { BrushPoint } from '../imaging/paint/capsuleRows';
import { ERASED, type Ink } from '../imaging/paint/ink';
import type { Painter } from '../imaging/paint/painter';
import type { PaintRect } from '../imaging/paint/paintMap';
import type { CorrectPainters } from './correctPainters';
import type { CorrectTool } from './correctSlice';
import { predictionClasses } from './selectors';
import type { SliceContext } from './sliceContext';

/** Where the pointer is: image px, and how hard it presses, 0..1; 1 for what does not tell. */
export interface StrokePoint extends BrushPoint {
  readonly pressure: number;
}

export interface StrokeActions {
  /** The pointer went down on the open image. */
  press(point: StrokePoint): void;
  /** It moved while it was down: every point that it passed. */
  drag(points: readonly StrokePoint[]): void;
  /** It went up: what was painted since `press` is one step. */
  release(): void;
  /** What was painted since `press` is not to count. */
  cancelStroke(): void;
  /** Accepts or rejects the object at this pixel; does nothing on background. */
  judge(verdict: 'accept' | 'reject', point: BrushPoint): void;
}

interface Whole {
  /** Lays ink over every object of the open image. */
  whole(ink: Ink, what: string): void;
}

interface Stroke {
  readonly imageId: string;
  readonly painter: Painter;
  readonly tool: CorrectTool;
  readonly ink: Ink;
  last: StrokePoint;
}

/** Share of the brush's size that the lightest touch of a pen still has. */
const LEAST_PRESSURE = 0.3;

const WORDS: Record<CorrectTool, string> = {
  brush: 'painting',
  eraser: 'erasing',
  ignore: 'ignoring pixels',
  fill: 'filling an area',
  accept: 'accepting an object',
  reject: 'rejecting an object',
};

/** `onStep` is told of each step that can be taken back. */
export function createStrokeActions(
  context: SliceContext,
  painters: CorrectPainters,
  onStep: (imageId: string, what: string) => void,
): StrokeActions & Whole {
  let stroke: Stroke | null = null;
  const correct = () => context.get().correct;
  const show = (imageId: string, rect: PaintRect | null) => {
    if (rect !== null) context.patch('correct', { painted: { imageId, rect } });
  };
  const release = () => {
    const ended = stroke;
    stroke = null;
    if (ended?.painter.end()) onStep(ended.imageId, WORDS[ended.tool]);
  };
  const openPainter = () => {
    const { openId } = correct();
    const painter = openId === null ? null : painters.get(openId);
    return painter && openId !== null ? { imageId: openId, painter } : null;
  };
  const once = (what: string, draw: (painter: Painter) => PaintRect | null) => {
    release();
    const opened = openPainter();
    if (opened === null) return;
    opened.painter.begin();
    show(opened.imageId, draw(opened.painter));
    if (opened.painter.end()) onStep(opened.imageId, what);
  };
  const judge = (verdict: 'accept' | 'reject', { x, y }: BrushPoint) => {
    const ink: Ink = verdict === 'accept' ? { kind: 'accept' } : ERASED;
    once(WORDS[verdict], (painter) => painter.object(Math.floor(x), Math.floor(y), ink));
  };
  const lay = (to: StrokePoint) => {
    if (stroke === null) return;
    const { imageId, painter, ink, last } = stroke;
    const radius = (correct().size / 2) * (LEAST_PRESSURE + (1 - LEAST_PRESSURE) * to.pressure);
    show(imageId, painter.stroke({ from: last, to, radius }, ink));
    stroke.last = to;
  };
  return {
    judge,
    release,
    press: (point) => {
      const { tool } = correct();
      release();
      const opened = openPainter();
      if (tool === null || opened === null) return;
      if (tool === 'accept' || tool === 'reject') return judge(tool, point);
      const { painter } = opened;
      // The model may have fewer classes by now than when this one was chosen.
      const most = predictionClasses(context.get()).length - 1;
      const ink = inkOf(tool, painter, point, Math.min(correct().classIndex, most));
      if (tool === 'fill') {
        return once(WORDS.fill, () => painter.fill(Math.floor(point.x), Math.floor(point.y), ink));
      }
      painter.begin();
      stroke = { ...opened, tool, ink, last: point };
      lay(point);
    },
    drag: (points) => {
      for (const point of points) lay(point);
    },
    cancelStroke: () => {
      const ended = stroke;
      stroke = null;
      if (ended) show(ended.imageId, ended.painter.cancel());
    },
    whole: (ink, what) => once(what, (painter) => painter.allObjects(ink)),
  };
}

/** A stroke that begins on an object of its class makes it larger; one that begins elsewhere makes a new one. */
function inkOf(tool: CorrectTool, painter: Painter, { x, y }: BrushPoint, classIndex: number): Ink {
  if (tool === 'ignore') return { kind: 'ignore' };
  if (tool === 'eraser' || classIndex === 0) return ERASED;
  const { width, classes, instances } = painter.map;
  const at = Math.floor(y) * width + Math.floor(x);
  const isOn = painter.isObject(Math.floor(x), Math.floor(y)) && classes[at] === classIndex;
  const known = isOn ? (instances[at] ?? 0) : 0;
  return { kind: 'class', classIndex, instance: known === 0 ? painter.newInstance() : known };
}
