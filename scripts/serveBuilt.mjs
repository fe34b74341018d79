/**
 * Builds the studio and serves the result with its security headers, to this machine alone.
 * Called by `npm start`, by the end-to-end tests and by the screenshots' script.
 */
import { build, preview } from 'vite';
import { ROOT } from './npm.mjs';

/**
 * @returns {Promise<{address: string, close: () => Promise<void>}>} the page's address, on port 4173 or the
 *   next one that is free
 */
export async function serveBuilt() {
  await build({ root: ROOT, logLevel: 'warn' });
  const server = await preview({ root: ROOT, logLevel: 'warn' });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('The preview server listens on no local address.');
  return { address, close: () => server.close() };
}
