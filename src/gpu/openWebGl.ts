/** Slow mode: tf.js on WebGL, only where the user chose it. Works in a worker through OffscreenCanvas. */
import { studioError } from '../common/errors';
import { KernelKinds } from './kernelKinds';
import type { StudioDevice } from './studioDevice';
import { tf } from './tf';

/** tf.js on WebGL, proven by one small computation. Throws `no-webgl`. */
export async function openWebGl(): Promise<StudioDevice> {
  if (!(await startWebGl()) || tf.getBackend() !== 'webgl') throw noWebGl(null);
  await proveWebGl();
  return {
    report: { backend: 'webgl', adapter: 'WebGL 2', software: false, maxBufferBytes: null },
    gpu: null,
    memory: null,
    timings: null,
    kinds: new KernelKinds(),
    close: closeWebGl,
  };
}

/** Frees the context and keeps the way to make another. */
function closeWebGl(): void {
  const factory = tf.findBackendFactory('webgl');
  tf.removeBackend('webgl');
  if (factory) tf.registerBackend('webgl', factory);
}

async function startWebGl(): Promise<boolean> {
  try {
    return await tf.setBackend('webgl');
  } catch (cause) {
    throw noWebGl(cause);
  }
}

/** A context can exist and still compute nothing: float textures may be missing. */
async function proveWebGl(): Promise<void> {
  const sum = tf.tidy(() => tf.tensor1d([1, 2, 3, 4]).square().sum());
  try {
    const [value] = await sum.data();
    if (value !== 30) throw noWebGl(`1 + 4 + 9 + 16 came out as ${value}`);
  } finally {
    sum.dispose();
  }
}

function noWebGl(cause: unknown) {
  return studioError(
    'no-webgl',
    'Slow mode needs WebGL 2 with float textures, and this browser does not offer it here.',
    'Switch on hardware acceleration in the browser, or use a current Chrome, Edge or Firefox.',
    null,
    cause,
  );
}
