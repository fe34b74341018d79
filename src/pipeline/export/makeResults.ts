/**
 * Everything that was asked for of predicted images, image by image into one zip, or one file. Memory holds one image and
 * what is made of it; all else is in scratch files. Called by the results worker.
 */
import { throwIfAborted } from '../../common/abort';
import type { MadeResults, ResultsRequest } from '../../domain/exports';
import { breather } from '../data/breather';
import { ResultMaker, type ResultSource } from './resultMaker';
import { type Scratch, TrackedScratch } from './scratch';

export interface ResultHooks {
  readonly scratch: Scratch;
  readonly signal: AbortSignal;
  /** Before each kind of each image: pieces done, of `total`. */
  onProgress(done: number, total: number, imageId: string): void;
}

/**
 * One file comes as it is, several in a zip, with `export.json`, which tells classes, settings and images. A file that
 * cannot be made (`too-many-objects`) is left out and told, unless no other kind was asked for: then it is thrown, as are
 * `aborted`, what the source throws, and what scratch files throw. Nothing is left behind then.
 */
export async function makeResults(
  request: ResultsRequest,
  source: ResultSource,
  { scratch, signal, onProgress }: ResultHooks,
): Promise<MadeResults> {
  const tracked = new TrackedScratch(scratch);
  const { kinds, imageIds } = request;
  try {
    const maker = await ResultMaker.begin(request, source, tracked);
    const breathe = breather(signal);
    for (const [index, imageId] of imageIds.entries()) {
      throwIfAborted(signal);
      const image = maker.named(await source.image(imageId), index);
      for (const [place, kind] of kinds.entries()) {
        onProgress(index * kinds.length + place, imageIds.length * kinds.length, imageId);
        await maker.make(kind, image);
        await breathe();
      }
    }
    return await maker.end();
  } catch (thrown) {
    await tracked.dropAll();
    throw thrown;
  }
}
