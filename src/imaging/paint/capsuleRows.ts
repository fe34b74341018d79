/** The pixels under a round brush that is drawn along a line. Pure geometry; what is done to them is the painter's. */
import type { RowVisitor } from './paintMap';

export interface BrushPoint {
  /** Image px, whole numbers being the corners of pixels. */
  readonly x: number;
  readonly y: number;
}

export interface BrushLine {
  readonly from: BrushPoint;
  readonly to: BrushPoint;
  /** Px, over 0. */
  readonly radius: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Thinner brushes are laid on the middles of pixels, so that one of 1 px never falls between them. */
const THIN = 1;
/** Of float rounding, px. */
const SLACK = 1e-9;

/**
 * Visits, row by row, the pixels of an image whose middles are at most `radius` from the line. One span a row, since the
 * shape is convex; its cost is that of its rows, not of the rectangle around it.
 */
export function capsuleRows(line: BrushLine, size: Size, visit: RowVisitor): void {
  const { from, to, radius } = line.radius < THIN ? onPixels(line) : line;
  const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - radius - 0.5 - SLACK));
  const bottom = Math.min(size.height - 1, Math.floor(Math.max(from.y, to.y) + radius - 0.5 + SLACK));
  for (let y = top; y <= bottom; y++) {
    const [left, right] = spanAt(from, to, radius, y + 0.5);
    const first = Math.max(0, Math.ceil(left - 0.5 - SLACK));
    const last = Math.min(size.width - 1, Math.floor(right - 0.5 + SLACK));
    if (first <= last) visit(y, first, last);
  }
}

function onPixels({ from, to }: BrushLine): BrushLine {
  const middle = ({ x, y }: BrushPoint) => ({ x: Math.floor(x) + 0.5, y: Math.floor(y) + 0.5 });
  return { from: middle(from), to: middle(to), radius: 0.5 };
}

/** The x at which a level line enters and leaves the shape: the outermost of its two discs and the band between them. */
function spanAt(from: BrushPoint, to: BrushPoint, radius: number, y: number): [number, number] {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const widen = (x: number) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
  };
  for (const end of [from, to]) {
    const square = radius * radius - (y - end.y) ** 2;
    if (square < -SLACK) continue;
    const half = Math.sqrt(Math.max(0, square));
    widen(end.x - half);
    widen(end.x + half);
  }
  // Along both edges of the band: the line moved by the radius to either side.
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy);
  if (length === 0 || dy === 0) return [left, right];
  for (const side of [radius, -radius]) {
    const [nx, ny] = [(-dy / length) * side, (dx / length) * side];
    const along = (y - from.y - ny) / dy;
    if (along >= 0 && along <= 1) widen(from.x + nx + along * dx);
  }
  return [left, right];
}
