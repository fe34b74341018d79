/** Why this browser or process offers no WebGPU, as an error that says what to do. Pure. */
import { type StudioError, studioError } from '../common/errors';

/** What the host says of itself; `origin` is null outside a browser. */
export interface HostFacts {
  readonly hasGpu: boolean;
  readonly secureContext: boolean;
  readonly origin: string | null;
}

/** The facts of the thread this runs in. Node counts as secure: nothing is served there. */
export function hostFacts(): HostFacts {
  const scope = globalThis as { isSecureContext?: boolean; location?: { origin: string } };
  return {
    hasGpu: typeof navigator !== 'undefined' && navigator.gpu !== undefined,
    secureContext: scope.isSecureContext ?? true,
    origin: scope.location?.origin ?? null,
  };
}

/** `no-webgpu` with its cause, or null where WebGPU can be asked for an adapter. */
export function webGpuAbsence(facts: HostFacts): StudioError | null {
  if (facts.hasGpu) return null;
  if (!facts.secureContext) {
    return studioError(
      'no-webgpu',
      `Browsers offer WebGPU to secure pages only, and ${facts.origin ?? 'this page'} is not one.`,
      'Open the studio over https, or on the same machine at http://localhost or http://127.0.0.1.',
      facts.origin,
    );
  }
  return studioError(
    'no-webgpu',
    'This browser does not offer WebGPU.',
    'Use a current Chrome or Edge (on Linux, switch on chrome://flags/#enable-unsafe-webgpu), or choose slow mode.',
    null,
  );
}

/** `no-adapter`: WebGPU is there but found no graphics device. */
export function noAdapter(): StudioError {
  return studioError(
    'no-adapter',
    'WebGPU found no graphics adapter on this machine.',
    'Switch on hardware acceleration in the browser and update the graphics driver, or choose slow mode.',
    null,
  );
}
