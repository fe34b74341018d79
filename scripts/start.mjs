/** `npm start`: installs what is missing, builds the studio, serves it on this machine alone, says where. */
import { prepareProject } from './install.mjs';

prepareProject();
process.stdout.write('Building ...\n');
const { serveBuilt } = await import('./serveBuilt.mjs');
const { address, close } = await serveBuilt();
process.stdout.write(`U-Net Studio runs at ${address} (Ctrl-C ends it)\n`);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => close().then(() => process.exit(0)));
}
