/** A dropped or chosen file as the engine wants it: where it lay inside the drop, with forward slashes. */
import type { ImportFile } from '../../state/engineTypes';

/** `path` is set by file-selector for drops, `webkitRelativePath` by folder inputs. */
interface PickedFile extends Blob {
  readonly name: string;
  readonly path?: string;
  readonly webkitRelativePath?: string;
}

export function toImportFile(file: PickedFile): ImportFile {
  return { path: importPath(file), blob: file };
}

/** "./a.png", "/set/a.png" and "set\\a.png" become "a.png" and "set/a.png". */
export function importPath(file: Pick<PickedFile, 'name' | 'path' | 'webkitRelativePath'>): string {
  const given = file.webkitRelativePath || file.path || file.name;
  return given.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
}
