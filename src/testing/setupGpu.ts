/**
 * Gives a GPU test's process `navigator.gpu`: Dawn from npm `webgpu`, on the driver that gpuEnvironment.ts chose.
 * Called by Vitest (setupFiles of the project `gpu`), before tf.js is imported, which looks for it at import.
 */
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
// Node 20 has no navigator, later versions have a read-only one: either gets the property.
if (!globalThis.navigator) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
Object.defineProperty(globalThis.navigator, 'gpu', { value: create([]), configurable: true });
