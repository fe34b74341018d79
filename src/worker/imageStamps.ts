/** A short text for each image that is another one once its pixels or its labels may be. Pure. Called by ProjectDesk. */
import { crc32 } from '../common/crc32';
import { type Dataset, hasLabels, type PlaneSource, planeId } from '../domain/data';

/** By image id. `storedAs` names the bytes of a file: never the same for two contents. */
export function imageStamps(
  { images, reading }: Dataset,
  storedAs: (path: string) => string,
): ReadonlyMap<string, string> {
  const read = sumOf(reading);
  const plane = (source: PlaneSource) => [planeId(source), storedAs(source.path)];
  return new Map(
    images.map((image) => {
      const { id, source, mask, drawn } = image;
      const labels = [
        mask && [mask.planes.map(plane), mask.words, ...(mask.fit ? [mask.fit] : [])],
        drawn ?? null,
        read,
      ];
      return [id, `${sumOf(plane(source))}-${hasLabels(image) ? sumOf(labels) : ''}`];
    }),
  );
}

function sumOf(value: unknown): string {
  return crc32(new TextEncoder().encode(JSON.stringify(value)))
    .toString(16)
    .padStart(8, '0');
}
