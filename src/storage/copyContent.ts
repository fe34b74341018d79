/** Copies what a project's document refers to into another project's folder. */
import type { FileStore } from './fileStore';
import type { ProjectDocument } from './projectDocument';
import { noSuchProject } from './projectErrors';
import { contentPath } from './projectFolder';

/** Throws `no-such-project` where another tab deleted the project meanwhile. */
export async function copyContent(
  files: FileStore,
  from: string,
  to: string,
  document: ProjectDocument,
): Promise<void> {
  for (const { stored } of [...document.files, ...document.blobs]) {
    const blob = await files.read(contentPath(from, stored));
    if (blob === null) throw noSuchProject(from);
    await files.write(contentPath(to, stored), blob, `the copy of ${document.name}`);
  }
}
