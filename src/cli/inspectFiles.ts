/** Reads and pairs files as the page does, for `inspect`. */
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { DropReader } from './inspectCommand';
import { nodeHost } from './nodeHost';

export const inspectFiles: DropReader = async (files, options) => {
  const library = new ImageLibrary(nodeHost);
  const dataset = await library.add(files, options);
  return { dataset, facts: library.facts(), findings: await library.findings() };
};
