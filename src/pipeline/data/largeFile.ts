/** A large image as one thread tells another of it: its bytes stay where they are until rows of it are read. */
import { defined } from '../../common/assert';
import type { PixelSize } from '../../domain/scale';
import type { DataHost } from './dataHost';
import { openWindowed } from './openWindowed';
import { type SourceRows, windowedRows } from './rowSource';

export interface LargeFile {
  readonly path: string;
  /** Plane of the file, from 0 on. */
  readonly page: number;
  readonly pixelSize: PixelSize | null;
  readonly blob: Blob;
}

/** Throws what openWindowed throws. */
export async function largeRows(
  { path, page, pixelSize, blob }: LargeFile,
  host: DataHost,
): Promise<SourceRows> {
  const file = defined(await openWindowed(path, blob, host), `The large image ${path}`);
  return { rows: windowedRows(defined(file.planes[page], `plane ${page} of ${path}`)), pixelSize };
}
