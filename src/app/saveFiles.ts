/** Hands files to the user as downloads. The bytes go from this page to the user's disk and nowhere else. */
import type { NamedFile } from '../state/engineTypes';

/** Browsers read a blob's URL some time after the click; after this long it is given back, ms. */
const URL_LIFE_MS = 60_000;

export function saveFiles(files: readonly NamedFile[]): void {
  for (const file of files) saveFile(file);
}

function saveFile({ name, blob }: NamedFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), URL_LIFE_MS);
}
