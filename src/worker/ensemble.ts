/** The kept runs whose networks are averaged with the current model's. Used by NetworkSession. */
import type { Network } from '../gpu/network';
import type { StudioDevice } from '../gpu/studioDevice';
import { checkAlike } from '../pipeline/predict/checkAlike';
import type { CurrentModel } from './currentModel';

/** A run's best weights under the run's name. */
export interface NamedRunModel {
  readonly name: string;
  readonly model: CurrentModel;
}

export class Ensemble {
  /** Those that were asked for last: an image after the other is predicted by the same. */
  private readonly members = new Map<string, NamedRunModel>();

  constructor(private readonly read: (runId: string) => Promise<NamedRunModel>) {}

  /** On the device. Throws `no-such-run`, `no-model`, and `models-differ` where one does not go with `own`. */
  async networks(own: CurrentModel, runIds: readonly string[], device: StudioDevice): Promise<Network[]> {
    for (const [runId, { model }] of this.members) {
      if (runIds.includes(runId)) continue;
      model.leaveDevice();
      this.members.delete(runId);
    }
    const members: NamedRunModel[] = [];
    for (const runId of new Set(runIds)) {
      const member = this.members.get(runId) ?? (await this.read(runId));
      this.members.set(runId, member);
      members.push(member);
    }
    checkAlike(
      own.info,
      members.map(({ name, model }) => ({ name, info: model.info })),
    );
    return members.map(({ model }) => model.network(device));
  }

  /** Frees the device's part and forgets the weights: another project may be open by the next time. */
  leaveDevice(): void {
    for (const { model } of this.members.values()) model.leaveDevice();
    this.members.clear();
  }

  /** The device is gone and with it everything on it. */
  deviceLost(): void {
    this.members.clear();
  }
}
