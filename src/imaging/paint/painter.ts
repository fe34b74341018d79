/**
 * Draws on a PaintMap and remembers how to take it back: strokes, areas, whole objects. Knows no pointer and no colours.
 * One for each image that is being drawn on; the page's state has them.
 */
import { assert } from '../../common/assert';
import { allGrownSpans, allShrunkSpans } from './allObjectEdits';
import { type BrushLine, type BrushPoint, capsuleRows } from './capsuleRows';
import { DirtyRect } from './dirtyRect';
import { floodRows } from './floodRows';
import { holedObjects } from './holedObjects';
import { ACCEPTED, ERASED, type Ink, inkedRows, inkOfPixel, layInk } from './ink';
import { allObjectRows, areaRows, isInside, objectRows, unpaintedRows } from './labelRows';
import { grownSpans, holeSpans, shrunkSpans } from './objectEdits';
import { PaintHistory, type PaintMark } from './paintHistory';
import { joinRects, type PaintMap, type PaintRect, type RowVisitor, type Unpainted } from './paintMap';
import { applyStep, NO_CHANGE, StepRecorder } from './paintStep';
import { type Picture, pictureArea } from './pictureArea';
import { SpanList } from './spanList';
import { windingRows } from './windingRows';

/** Bytes that the steps of one map may take; the oldest leave beyond it. Some hundreds of strokes take a few MiB. */
export const HISTORY_BYTES = 192 * 2 ** 20;

export interface PainterOptions {
  /** What the map's pixels are that nobody painted, to begin with. */
  readonly unpainted?: Unpainted;
  /** What erasing and shrinking leave: ERASED of a prediction that is corrected, UNPAINTED of labels. */
  readonly eraser?: Ink;
  readonly historyBytes?: number;
}

/** A step that has begun, and what the map was before. */
interface Begun {
  readonly recorder: StepRecorder;
  readonly before: PaintMark;
}

/** Places are whole numbers of pixels. What paints returns the rectangle to be drawn again, null where nothing was laid. */
export class Painter {
  readonly eraser: Ink;
  private readonly history: PaintHistory;
  private begun: Begun | null = null;
  private mark: PaintMark;
  private lastState = 0;
  private lastId: number;
  private readonly spans = new SpanList();

  constructor(
    readonly map: PaintMap,
    { unpainted = 'background', eraser = ERASED, historyBytes = HISTORY_BYTES }: PainterOptions = {},
  ) {
    this.eraser = eraser;
    this.history = new PaintHistory(historyBytes);
    this.mark = { state: 0, unpainted };
    this.lastId = largestOf(map.instances);
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Whether a step has begun and not ended. */
  get isDrawing(): boolean {
    return this.begun !== null;
  }

  /** Of all steps that are kept, taken back or not. */
  get bytes(): number {
    return this.history.bytes;
  }

  /** Which of the states it had the map is in: 0 as it began; the same number is the same pixels. */
  get state(): number {
    return this.mark.state;
  }

  /** What a pixel is that nobody painted. */
  get unpainted(): Unpainted {
    return this.mark.unpainted;
  }

  /** A number that no object has. */
  newInstance(): number {
    this.lastId += 1;
    return this.lastId;
  }

  /** Everything up to `end` is one step. */
  begin(): void {
    assert(this.begun === null, 'a step ends before the next begins');
    this.begun = { recorder: new StepRecorder(this.map), before: this.mark };
  }

  /** Whether anything changed since `begin`; what was taken back before is then gone. */
  end(): boolean {
    const { begun } = this;
    this.begun = null;
    if (begun === null) return false;
    const step = begun.recorder.step();
    if (step === null && begun.before.unpainted === this.unpainted) return false;
    this.history.push(step ?? NO_CHANGE, begun.before);
    this.lastState += 1;
    this.mark = { ...this.mark, state: this.lastState };
    return true;
  }

  /** As if `begin` had not been called; what is to be drawn again. */
  cancel(): PaintRect | null {
    const { begun } = this;
    this.begun = null;
    if (begun === null) return null;
    this.mark = begun.before;
    const step = begun.recorder.step();
    if (step === null) return null;
    applyStep(this.map, step);
    return step.rect;
  }

  /** A part of a stroke. */
  stroke(line: BrushLine, ink: Ink): PaintRect | null {
    return this.painted((visit) => capsuleRows(line, this.map, visit), ink);
  }

  /** The pixels whose middles an outline winds around; see windingRows. */
  polygon(points: readonly BrushPoint[], ink: Ink): PaintRect | null {
    return this.painted((visit) => windingRows(points, this.map, visit), ink);
  }

  /** The area of one class, and one object, around a pixel. */
  fill(x: number, y: number, ink: Ink): PaintRect | null {
    return this.painted((visit) => areaRows(this.map, x, y, visit), ink);
  }

  /** All that hangs together with a pixel, over edges, and looks like it; see pictureArea. */
  wand(x: number, y: number, picture: Picture, tolerance: number, ink: Ink): PaintRect | null {
    const { width, height } = this.map;
    assert(picture.width === width && picture.height === height, 'the picture has the size of the map');
    if (!isInside(this.map, x, y)) return null;
    const belongs = pictureArea(picture, x, y, tolerance);
    return this.painted((visit) => floodRows(this.map, x, y, belongs, false, visit), ink);
  }

  /** The object at a pixel: all that hangs together and has its number, or its class where it has none. */
  object(x: number, y: number, ink: Ink): PaintRect | null {
    return this.painted((visit) => objectRows(this.map, x, y, visit), ink);
  }

  /** Every object: all pixels of a class but 0. */
  allObjects(ink: Ink): PaintRect | null {
    return this.painted((visit) => allObjectRows(this.map, visit), ink);
  }

  /** The object at a pixel gains what is nobody's up to `px` around it, or loses so much where `px` is below 0. */
  growObject(x: number, y: number, px: number): PaintRect | null {
    const { map, unpainted } = this;
    return this.edited(x, y, (object) =>
      px < 0 ? shrunkSpans(map, object, -px) : grownSpans(map, unpainted, object, px, y * map.width + x),
    );
  }

  /** The same of every object, a pixel between two going to the nearer one. */
  growAll(px: number): PaintRect | null {
    const spans = px < 0 ? allShrunkSpans(this.map, -px) : allGrownSpans(this.map, this.unpainted, px);
    if (spans.rect() === null) return null;
    const seen = this.allObjects(ACCEPTED);
    return joinRects(seen, this.laid(spans));
  }

  /** What the object at a pixel encloses and is nobody's becomes its own. */
  fillHoles(x: number, y: number): PaintRect | null {
    const { map, unpainted } = this;
    return this.edited(x, y, (object) => holeSpans(map, unpainted, object, y * map.width + x));
  }

  /** The same of every object; of two, one within the other, the inner one first. */
  fillAllHoles(): PaintRect | null {
    const { width } = this.map;
    return holedObjects(this.map).reduce<PaintRect | null>(
      (all, place) => joinRects(all, this.fillHoles(place % width, Math.floor(place / width))),
      null,
    );
  }

  /** Makes what nobody painted background or ignored. Null where there is no such pixel; it counts as a step all the same. */
  setUnpainted(unpainted: Unpainted): PaintRect | null {
    const { recorder } = this.requireBegun();
    const { width, ignore } = this.map;
    this.mark = { ...this.mark, unpainted };
    const value = unpainted === 'ignored' ? 1 : 0;
    const dirty = new DirtyRect();
    unpaintedRows(this.map, value, (y, from, to) => {
      recorder.keep(y, from, to);
      ignore.fill(value, y * width + from, y * width + to + 1);
      dirty.add(y, from, to);
    });
    return dirty.rect();
  }

  /** Makes the map that of `planes`, of the same size, in one step of its own. */
  replace(planes: PaintMap): void {
    const { width, height } = this.map;
    assert(planes.width === width && planes.height === height, 'the size stays');
    this.begin();
    const { recorder } = this.requireBegun();
    for (let y = 0; y < height; y++) recorder.keep(y, 0, width - 1);
    this.map.classes.set(planes.classes);
    this.map.ignore.set(planes.ignore);
    this.map.instances.set(planes.instances);
    this.map.touched.set(planes.touched);
    this.lastId = Math.max(this.lastId, largestOf(planes.instances));
    this.end();
  }

  /** Whether there is an object at this pixel. */
  isObject(x: number, y: number): boolean {
    return isInside(this.map, x, y) && this.map.classes[y * this.map.width + x] !== 0;
  }

  /** The rectangle to be drawn again; null where there is nothing to take back. */
  undo(): PaintRect | null {
    return this.move('undo');
  }

  redo(): PaintRect | null {
    return this.move('redo');
  }

  private move(way: 'undo' | 'redo'): PaintRect | null {
    assert(this.begun === null, 'a step ends before it is taken back');
    const moved = this.history.move(way, this.map, this.mark);
    if (moved === null) return null;
    this.mark = moved.mark;
    return moved.rect;
  }

  /** Spans are kept before the first of them changes: what belongs to an area must not change while it is sought. */
  private painted(rows: (visit: RowVisitor) => void, ink: Ink): PaintRect | null {
    this.requireBegun();
    const { spans } = this;
    spans.clear();
    rows((y, from, to) => spans.add(y, from, to));
    return this.laid(spans, ink);
  }

  /** The object at a pixel is seen to be right but for what `find` says. */
  private edited(x: number, y: number, find: (object: SpanList) => SpanList): PaintRect | null {
    const object = new SpanList();
    objectRows(this.map, x, y, (row, from, to) => object.add(row, from, to));
    if (object.rect() === null) return null;
    const found = find(object);
    if (found.rect() === null) return null;
    return joinRects(this.laid(object, ACCEPTED), this.laid(found));
  }

  /** Without `ink`, that of the object that each span becomes part of, or the eraser's. */
  private laid(spans: SpanList, ink?: Ink): PaintRect | null {
    const { recorder } = this.requireBegun();
    const { map, unpainted, eraser } = this;
    const dirty = new DirtyRect();
    spans.forEach((y, from, to, source) => {
      const laid = ink ?? (source < 0 ? eraser : inkOfPixel(map, source));
      inkedRows(map, unpainted, laid, [y, from, to], (row, first, last) => {
        recorder.keep(row, first, last);
        layInk(map, unpainted, row * map.width + first, row * map.width + last + 1, laid);
        dirty.add(row, first, last);
      });
    });
    return dirty.rect();
  }

  private requireBegun(): Begun {
    assert(this.begun !== null, 'a step has begun');
    return this.begun;
  }
}

function largestOf(ids: Uint32Array): number {
  let largest = 0;
  for (let i = 0; i < ids.length; i++) if ((ids[i] ?? 0) > largest) largest = ids[i] ?? 0;
  return largest;
}
