/** Several files as one zip, so that a browser downloads them at once. */
import { BlobWriter, configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import type { OutputFile } from './outputFile';

// This already runs in a worker; zip.js would start more of them from other addresses.
configure({ useWebWorkers: false });

/** The zip, deflated, in the order given. Names have to differ. */
export async function zipFiles(files: readonly OutputFile[]): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'));
  for (const { name, bytes } of files) await writer.add(name, new Uint8ArrayReader(bytes));
  return await writer.close();
}
