/**
 * Gives a GPU test's process `navigator.gpu`: Dawn from npm `webgpu`, on the driver that gpuEnvironment.ts chose.
 * Called by Vitest (setupFiles of the project `gpu`), before tf.js is imported, which looks for it at import.
 */
import '../cli/installWebGpu';
