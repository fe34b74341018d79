/** Several small files as one zip in memory: outlines for ImageJ, a converted model. Exports are streamed: resultOutlet. */
import { zipSync } from 'fflate';
import type { OutputFile } from './outputFile';

/**
 * Deflated, in the order given. Names have to differ, and not be whole numbers, which would come first. Of thousands of
 * files a zip that is made as a stream takes ten times as long.
 */
export function zipFiles(files: readonly OutputFile[]): Uint8Array<ArrayBuffer> {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 6 });
}
