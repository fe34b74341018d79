/** Run-length coded indices of a BMP (RLE8 and RLE4, Microsoft's "Bitmap Compression"). Called by decodeBmp. */
import type { BmpHeader } from './bmpHeader';

/** [height, width] in the stored order of rows; pixels that no run reaches are 0. Ends with the data or the image. */
export function decodeBmpRuns(data: Uint8Array, { width, height, bits }: BmpHeader): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (value: number) => {
    if (x < width && y < height) out[y * width + x] = value;
    x += 1;
  };
  const indexIn = (pair: number, i: number) => (bits === 8 ? pair : i % 2 === 0 ? pair >> 4 : pair & 15);
  while (at + 1 < data.length && y < height) {
    const [count = 0, value = 0] = data.subarray(at, at + 2);
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(indexIn(value, i));
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += data[at] ?? 0;
      y += data[at + 1] ?? 0;
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(indexIn(data[at + (bits === 8 ? i : i >> 1)] ?? 0, i));
      // Literals are padded to an even number of bytes.
      at += Math.ceil((value * bits) / 16) * 2;
    }
  }
  return out;
}
