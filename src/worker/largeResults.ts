/** The files of large images that the current model predicted in this visit, until they are downloaded or made anew. */
import { studioError } from '../common/errors';
import type { NamedFile } from '../engine/protocol';
import { resultStems } from '../pipeline/export/resultStems';
import type { LargeFile } from './segmentLarge';

export class LargeResults {
  private readonly byImage = new Map<string, readonly LargeFile[]>();

  async keep(imageId: string, files: readonly LargeFile[]): Promise<void> {
    await this.drop(imageId);
    if (files.length > 0) this.byImage.set(imageId, files);
  }

  /** Read from where they lie when they are downloaded. Throws `no-such-image` where there are none. */
  async files(imageId: string): Promise<NamedFile[]> {
    const files = this.byImage.get(imageId);
    if (!files) throw notHere(imageId);
    const endings = files.map(({ suffix }) => suffix);
    const [stem = imageId] = resultStems([imageId], endings);
    return Promise.all(
      files.map(async ({ suffix, file }) => ({ name: `${stem}${suffix}`, blob: await file.blob() })),
    );
  }

  /** Another model or project: nothing of these is asked for any more. */
  async clear(): Promise<void> {
    for (const imageId of [...this.byImage.keys()]) await this.drop(imageId);
  }

  private async drop(imageId: string): Promise<void> {
    await dropAll(this.byImage.get(imageId) ?? []);
    this.byImage.delete(imageId);
  }
}

export async function dropAll(files: readonly LargeFile[]): Promise<void> {
  for (const { file } of files) await file.drop();
}

/** What `work` gives. Where it throws, the files go: nobody will ask for them. */
export async function orDrop<T>(files: readonly LargeFile[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await dropAll(files);
    throw thrown;
  }
}

function notHere(imageId: string) {
  return studioError(
    'no-such-image',
    `The whole result of ${imageId} is not here any more: it is kept until the page is closed.`,
    'Predict the image again.',
    imageId,
  );
}
