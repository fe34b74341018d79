/** Deletes a project so that, stopped anywhere, it is either still whole or gone. Called under its lock. */
import type { FileStore } from './fileStore';
import { documentPath, folderOf, generationsOf } from './projectFolder';

/** Bytes freed. Without its last document it is no project: what is left then is removed by the next listing. */
export async function deleteProject(files: FileStore, id: string): Promise<number> {
  let freed = 0;
  // The newest last: until then the project opens as it was.
  for (const generation of (await generationsOf(files, id)).reverse()) {
    freed += await files.remove(documentPath(id, generation));
  }
  return freed + (await files.remove(folderOf(id)));
}
