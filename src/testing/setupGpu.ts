/**
 * Gives a GPU test's process `navigator.gpu`: Dawn from npm `webgpu`, on the driver that gpuEnvironment.ts chose.
 * Called by Vitest (setupFiles of the project `gpu`), before tf.js is imported, which looks for it at import. What
 * commands keep in the user's cache folder goes into one of the test's own.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '../cli/installWebGpu';

process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), 'studio-cache-'));
