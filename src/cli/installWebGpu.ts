/**
 * Gives the process `navigator.gpu`: Dawn from npm `webgpu`. Imported for its effect by main.ts (and by
 * the setup of GPU tests) before anything else, because tf.js looks for it while it is being imported.
 */
import { create, globals } from 'webgpu';

Object.assign(globalThis, globals);
// Node 20 has no navigator, later versions have a read-only one: either gets the property.
if (!globalThis.navigator) Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
Object.defineProperty(globalThis.navigator, 'gpu', { value: create([]), configurable: true });
