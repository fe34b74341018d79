/** `npm start`: installs what is missing, builds the studio, serves it to this machine alone, says where. */
import { prepareProject } from './install.mjs';

prepareProject();
process.stdout.write('Building ...\n');
const { serveBuilt } = await import('./serveBuilt.mjs');
const server = await serveBuilt().catch(fail);
process.stdout.write(`U-Net Studio runs at ${server.address} (Ctrl-C ends it)\n`);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => server.close().then(() => process.exit(0)));
}

/**
 * @param {Error} error
 * @returns {never}
 */
function fail(error) {
  process.stderr.write(`The studio could not be built and served. ${error.message}\n`);
  process.exit(1);
}
