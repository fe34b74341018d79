/** Prints the WebGPU adapter that Dawn finds in this process's environment, or an empty line. A child process's program. */
import { create } from 'webgpu';

const adapter = await create([]).requestAdapter();
const name =
  adapter === null ? '' : [adapter.info.vendor, adapter.info.architecture].join(' ').trim() || 'unnamed';
process.stdout.write(`${name}\n`);
process.exit(0);
