/** What labels drawn in the studio are kept under in their project. The names are part of the project's format. */
import type { PackedLabels } from '../pipeline/data/drawnShelf';
import type { OpenProject } from '../storage/openProject';

const FOLDER = 'labels/';

export const drawnName = (imageId: string) => `${FOLDER}${imageId}`;

/** All of a project, by image. Throws `storage-failed`. */
export async function keptDrawings(project: OpenProject): Promise<Map<string, PackedLabels>> {
  const drawn = new Map<string, PackedLabels>();
  for (const name of project.blobNames()) {
    const blob = name.startsWith(FOLDER) ? await project.getBlob(name) : null;
    if (blob !== null) drawn.set(name.slice(FOLDER.length), new Uint8Array(await blob.arrayBuffer()));
  }
  return drawn;
}
