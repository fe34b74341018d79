/** Pixels of a landscape from the highest to the lowest, in linear time. Called by watershed. */

/** How many bits of a key one pass looks at; two passes cover a float's 32. */
const DIGIT_BITS = 16;

/**
 * The indices of the pixels that `isPart` has, by falling `heights`, equals by rising index. Heights are 0 or more, and
 * may be infinite: the bits of such floats are ordered as the floats are. A radix sort, least digit first.
 */
export function descendingPixels(heights: Float32Array, isPart: Uint32Array): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(heights.buffer, heights.byteOffset, heights.length);
  let pixels = new Uint32Array(isPart.reduce((count, id) => count + (id === 0 ? 0 : 1), 0));
  for (let at = 0, next = 0; at < isPart.length; at++) if (isPart[at]) pixels[next++] = at;
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) pixels = sortedByDigit(pixels, bits, shift);
  return pixels;
}

/** Falling by the digit, else in the order given. */
function sortedByDigit(pixels: Uint32Array, bits: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const most = 2 ** DIGIT_BITS - 1;
  const digitOf = (pixel: number) => most - (((bits[pixel] ?? 0) >>> shift) & most);
  const starts = new Uint32Array(most + 2);
  for (const pixel of pixels) {
    const after = digitOf(pixel) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let digit = 1; digit < starts.length; digit++)
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = new Uint32Array(pixels.length);
  for (const pixel of pixels) {
    const digit = digitOf(pixel);
    const place = starts[digit] ?? 0;
    sorted[place] = pixel;
    starts[digit] = place + 1;
  }
  return sorted;
}
