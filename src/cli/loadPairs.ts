/** Images with their masks from two paths, through the same library as the page. */
import { studioError } from '../common/errors';
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { ReadProgress } from '../pipeline/data/readFiles';
import type { SourceFile } from '../pipeline/data/sourceFile';
import { filesAt } from './filesAt';
import { nodeHost } from './nodeHost';
import { report, spacedReport } from './progress';

/** The folders that tell the pairing which file is what. */
const IMAGES = 'images/';
const MASKS = 'masks/';

/** Names every file that is left out on standard error. Throws `no-such-image` where no image is left. */
export async function loadPairs(images: string, masks: string | undefined): Promise<ImageLibrary> {
  const files = under(IMAGES, await filesAt(images));
  if (masks !== undefined) files.push(...under(MASKS, await filesAt(masks)));
  const library = new ImageLibrary(nodeHost);
  const tell = spacedReport(2000);
  const onProgress = ({ done, total }: ReadProgress) =>
    tell(() => `read ${done} of ${total} files`, done === total);
  const { refused, unpaired } = await library.add(files, { onProgress });
  for (const { path, error } of refused) report(`left out ${path}: ${error.message}`);
  for (const { path, reason } of unpaired) report(`mask without image ${path}: ${reason}`);
  if (library.dataset().images.length === 0) throw nothingRead(images);
  return library;
}

/** The image's own name: without the folder that `loadPairs` put it in. */
export function ownName(imageId: string): string {
  return imageId.startsWith(IMAGES) ? imageId.slice(IMAGES.length) : imageId;
}

function under(folder: string, files: readonly SourceFile[]): SourceFile[] {
  return files.map(({ path, blob }) => ({ path: folder + path, blob }));
}

function nothingRead(path: string) {
  return studioError(
    'no-such-image',
    `No image could be read at ${path}.`,
    'Give image files, a folder or a zip.',
    path,
  );
}
