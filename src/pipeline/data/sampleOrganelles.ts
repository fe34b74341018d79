/** What lies inside the sample's cells: shapes as dark as membranes, so that darkness alone does not find those. */
import type { Rng } from '../../common/rng';
import type { Tissue } from './sampleCells';

/** A darkening to be subtracted from the image's grey, [size, size]. */
type Shade = Float32Array<ArrayBuffer>;

interface Ellipse {
  readonly x: number;
  readonly y: number;
  /** Half-axes, px. */
  readonly a: number;
  readonly b: number;
  /** Of the long axis, radians. */
  readonly angle: number;
}

/** Number of each kind in 256 x 256 px. */
const MITOCHONDRIA = 6;
const VESICLES = 70;
const TUBULES = 26;

export function shadeOrganelles(rng: Rng, size: number, tissue: Tissue): Shade {
  const shade = new Float32Array(size * size);
  const share = (size / 256) ** 2;
  for (let i = 0; i < MITOCHONDRIA * share; i++) drawMitochondrion(rng, size, tissue, shade);
  for (let i = 0; i < VESICLES * share; i++) drawVesicle(rng, size, tissue, shade);
  for (let i = 0; i < TUBULES * share; i++) drawTubule(rng, size, tissue, shade);
  return shade;
}

/** A grey body with a dark rim and dark folds (cristae) across. */
function drawMitochondrion(rng: Rng, size: number, tissue: Tissue, shade: Shade): void {
  const b = rng.uniform(7, 11);
  const a = b * rng.uniform(1.2, 1.9);
  const spot = findRoom(rng, size, tissue, b + 3);
  if (spot === null) return;
  const [period, phase] = [rng.uniform(3.6, 4.8), rng.uniform(0, 6)];
  stamp({ ...spot, a, b, angle: rng.uniform(0, Math.PI) }, size, shade, (radius, along) => {
    const rim = Math.exp(-(((radius - 1) * b) ** 2) / 2.2);
    const folds = 0.5 + 0.5 * Math.sin((along / period) * 2 * Math.PI + phase);
    return radius > 1 ? 75 * rim : 30 + 45 * Math.max(rim, folds * 0.75);
  });
}

/** A small dark ring around a light middle. */
function drawVesicle(rng: Rng, size: number, tissue: Tissue, shade: Shade): void {
  const r = rng.uniform(2, 3.8);
  const spot = findRoom(rng, size, tissue, r + 2);
  if (spot === null) return;
  const depth = rng.uniform(35, 70);
  stamp({ ...spot, a: r, b: r, angle: 0 }, size, shade, (radius) =>
    radius < 0.5 ? -14 : depth * Math.exp(-(((radius - 1) * r) ** 2) / 1.3),
  );
}

/** A short wandering line, thinner than a membrane and nearly as dark. */
function drawTubule(rng: Rng, size: number, tissue: Tissue, shade: Shade): void {
  const spot = findRoom(rng, size, tissue, 6);
  if (spot === null) return;
  let { x, y } = spot;
  let angle = rng.uniform(0, 2 * Math.PI);
  const depth = rng.uniform(45, 75);
  for (let left = rng.uniform(14, 46); left > 0 && roomAt(x, y, size, tissue) > 5; left--) {
    stamp({ x, y, a: 1.3, b: 1.3, angle: 0 }, size, shade, (radius) => depth * Math.exp(-(radius ** 2)));
    angle += rng.uniform(-0.35, 0.35);
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
}

/**
 * Shades an ellipse and 4 px around it. `depth` gets the radius (1 on the outline) and the place along the long
 * axis in px; the darker of two shapes wins, a negative depth lightens.
 */
function stamp(
  { x, y, a, b, angle }: Ellipse,
  size: number,
  shade: Shade,
  depth: (radius: number, along: number) => number,
): void {
  const [cos, sin, reach] = [Math.cos(angle), Math.sin(angle), Math.ceil(a) + 4];
  const from = (middle: number) => Math.max(0, Math.floor(middle) - reach);
  const to = (middle: number) => Math.min(size - 1, Math.ceil(middle) + reach);
  for (let v = from(y); v <= to(y); v++) {
    for (let u = from(x); u <= to(x); u++) {
      const along = (u - x) * cos + (v - y) * sin;
      const across = (v - y) * cos - (u - x) * sin;
      const value = depth(Math.hypot(along / a, across / b), along);
      const before = shade[v * size + u] ?? 0;
      shade[v * size + u] = value < 0 ? before + value : Math.max(before, value);
    }
  }
}

/** A place with at least `room` px to the next membrane, or null after some tries. */
function findRoom(rng: Rng, size: number, tissue: Tissue, room: number): { x: number; y: number } | null {
  for (let i = 0; i < 40; i++) {
    const [x, y] = [rng.uniform(0, size), rng.uniform(0, size)];
    if (roomAt(x, y, size, tissue) >= room) return { x, y };
  }
  return null;
}

/** Px to the next membrane; 0 outside the image. */
function roomAt(x: number, y: number, size: number, { distance }: Tissue): number {
  const [u, v] = [Math.floor(x), Math.floor(y)];
  return u < 0 || v < 0 || u >= size || v >= size ? 0 : (distance[v * size + u] ?? 0);
}
