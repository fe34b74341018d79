/** Where the real images for tests are; they are not part of the project. Called by unit, GPU and end-to-end tests. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The folder named by $STUDIO_DATA, or the default; null where it is missing: tests that need it skip and say so. */
export function dataDir(): string | null {
  const folder = path.resolve(ROOT, process.env.STUDIO_DATA ?? '../shared/data');
  return existsSync(folder) ? folder : null;
}
