/** Cuts the rows of a long dispatch into bands, so that no single one keeps a device (and the desktop) busy. Pure. */
import type { RowBand } from '../../../kernels/correlation/correlation';

export interface BandedWork {
  readonly rows: number;
  /** Of all rows together. */
  readonly multiplyAdds: number;
  /** Bands begin at multiples of this. */
  readonly alignment: number;
}

/** Bands that cover all rows, each of at most `mostMultiplyAdds` unless it is one aligned stretch; null cuts none. */
export function rowBands(
  { rows, multiplyAdds, alignment }: BandedWork,
  mostMultiplyAdds: number | null,
): RowBand[] {
  const affordable = mostMultiplyAdds === null ? rows : (rows * mostMultiplyAdds) / multiplyAdds;
  if (affordable >= rows) return [{ start: 0, count: rows }];
  const height = Math.max(1, Math.floor(affordable / alignment)) * alignment;
  const starts = Array.from({ length: Math.ceil(rows / height) }, (_, index) => index * height);
  return starts.map((start) => ({ start, count: Math.min(height, rows - start) }));
}
