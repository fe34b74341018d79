/** A network on the open device: by compiled plans where there is WebGPU, by tf.js in slow mode. */
import type { UNetSpec } from '../domain/network';
import type { WeightMap } from '../network/parameterTable';
import { planDevice } from './planDevice';
import { PlanNetwork } from './planNetwork';
import type { StudioDevice } from './studioDevice';
import { TfjsNetwork } from './tfjsNetwork';

/** Which of the two is the device's nature, never a fallback: a plan that fails says so. */
export type DeviceNetwork = PlanNetwork | TfjsNetwork;

export function makeNetwork(device: StudioDevice, spec: UNetSpec, weights: WeightMap): DeviceNetwork {
  const planned = planDevice(device);
  return planned ? new PlanNetwork(spec, weights, planned) : new TfjsNetwork(spec, weights);
}
