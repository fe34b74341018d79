/** Standard normal noise for whole images, fast: one generator in local variables, no call a value. */
import type { Rng } from './rng';

/** Layers of the ziggurat, and the constants that belong to 128 (Marsaglia and Tsang, J. Stat. Soft. 5(8), 2000). */
const LAYERS = 128;
const TAIL = 3.442619855899;
const AREA = 9.91256303526217e-3;
/** The value takes the upper 25 bits of a draw, sign included, and the layer the lower 7: none is used twice. */
const HALF_RANGE = 2 ** 24;

/** First outputs of the generator that are thrown away, to mix. */
const MIXING = 12;

const { limit, width, height } = ziggurat();

/** Fills `out` with independent standard normal values, drawn from a generator that starts at `rng`'s next bits. */
export function fillNormal(out: Float32Array, rng: Rng): void {
  let a = rng.bits() | 0;
  let b = rng.bits() | 0;
  let c = rng.bits() | 0;
  let counter = 1;
  let skip = MIXING;
  for (let i = 0; i < out.length; ) {
    // One step of Small Fast Counter, as in rng.
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    const layer = t & (LAYERS - 1);
    const value = t >> 7;
    const size = value < 0 ? -value : value;
    if (skip > 0) skip--;
    else if (size < (limit[layer] ?? 0)) out[i++] = value * (width[layer] ?? 0);
    else {
      const x = edgeValue(layer, value, rng);
      if (x !== null) out[i++] = x;
    }
  }
}

/** The rare case outside a layer's rectangle: a value of the tail or the wedge, null where the wedge refuses it. */
function edgeValue(layer: number, value: number, rng: Rng): number | null {
  if (layer === 0) return Math.sign(value || 1) * tailValue(rng);
  const x = value * (width[layer] ?? 0);
  const [top, bottom] = [height[layer - 1] ?? 0, height[layer] ?? 0];
  return bottom + rng.next() * (top - bottom) < Math.exp(-0.5 * x * x) ? x : null;
}

/** Beyond TAIL (Marsaglia 1964). */
function tailValue(rng: Rng): number {
  for (;;) {
    const x = -Math.log(1 - rng.next()) / TAIL;
    const y = -Math.log(1 - rng.next());
    if (2 * y >= x * x) return TAIL + x;
  }
}

/** Of each layer: draws below `limit` are inside for sure, `width` scales a draw, `height` is the density at its edge. */
function ziggurat() {
  const density = (x: number) => Math.exp(-0.5 * x * x);
  const edges = new Float64Array(LAYERS);
  edges[LAYERS - 1] = TAIL;
  for (let i = LAYERS - 2; i > 0; i--) {
    const outer = edges[i + 1] ?? 0;
    edges[i] = Math.sqrt(-2 * Math.log(AREA / outer + density(outer)));
  }
  const base = AREA / density(TAIL);
  const outer = (i: number) => (i === 0 ? base : (edges[i] ?? 0));
  const inner = (i: number) => (i === 0 ? TAIL : i === 1 ? 0 : (edges[i - 1] ?? 0));
  return {
    limit: Int32Array.from({ length: LAYERS }, (_, i) => Math.floor((inner(i) / outer(i)) * HALF_RANGE)),
    width: Float64Array.from({ length: LAYERS }, (_, i) => outer(i) / HALF_RANGE),
    height: Float64Array.from({ length: LAYERS }, (_, i) => (i === 0 ? 1 : density(edges[i] ?? 0))),
  };
}
