/** Several files as one zip, so that a browser downloads them at once. */
import { BlobWriter, configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import type { OutputFile } from './outputFile';

// This already runs in a worker; zip.js would start more of them from other addresses.
configure({ useWebWorkers: false });

/** The zip, deflated, in the order given. Of files with one name the later ones get "-2", "-3" and so on. */
export async function zipFiles(files: readonly OutputFile[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'));
  for (const { name, bytes } of uniquelyNamed(files)) await writer.add(name, new Uint8ArrayReader(bytes));
  return await writer.close();
}

function uniquelyNamed(files: readonly OutputFile[]): OutputFile[] {
  const taken = new Set<string>();
  return files.map(({ name, bytes }) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = numbered(name, copy);
    taken.add(unique);
    return { name: unique, bytes };
  });
}

function numbered(name: string, copy: number): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${copy}${name.slice(dot)}` : `${name}-${copy}`;
}
