/** The model in use: its weights on the host, which outlive a lost device, and its network on the device of now. */
import type { ModelInfo } from '../domain/train';
import { type DeviceNetwork, makeNetwork } from '../gpu/makeNetwork';
import type { StudioDevice } from '../gpu/studioDevice';
import type { WeightMap } from '../network/parameterTable';

export class CurrentModel {
  private built: DeviceNetwork | null = null;

  constructor(
    readonly info: ModelInfo,
    readonly weights: WeightMap,
  ) {}

  /** The network on the open device, built at first use. */
  network(device: StudioDevice): DeviceNetwork {
    this.built ??= makeNetwork(device, this.info.spec, this.weights);
    return this.built;
  }

  /** Frees the device's part. The next use builds it again on whatever device is open then. */
  leaveDevice(): void {
    this.built?.dispose();
    this.built = null;
  }

  /** The device is gone and with it everything on it; there is nothing left to free. */
  deviceLost(): void {
    this.built = null;
  }
}
