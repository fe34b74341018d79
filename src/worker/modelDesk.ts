/**
 * The model part of the network worker: the current one, what goes with it to the results worker and on the device, and
 * where it is kept. Used by NetworkSession.
 */
import { transfer } from 'comlink';
import { defined } from '../common/assert';
import { studioError } from '../common/errors';
import { isSameData } from '../common/isSameData';
import type { PredictOptions } from '../domain/predict';
import type { ModelInfo } from '../domain/train';
import type { Network } from '../gpu/network';
import type { StudioDevice } from '../gpu/studioDevice';
import { withRunId } from '../pipeline/export/writeSafetensors';
import { CURRENT_MODEL } from '../storage/projectDocument';
import type { CurrentModel } from './currentModel';
import { Ensemble, type NamedRunModel } from './ensemble';
import { LargeResults } from './largeResults';
import { modelBytes, readKeptModel } from './modelFiles';
import type { PreparationCalls } from './preparation';
import { type ResultsCalls, type ResultsModel, resultsModel } from './resultsPort';

/** The other workers. */
export interface ModelNeighbours {
  preparation(): PreparationCalls;
  results(): ResultsCalls;
  /** A kept run's best weights. */
  runModel(runId: string): Promise<NamedRunModel>;
}

/** The current model, its sum as results know it, and those that it is averaged with, on the device. */
export interface ModelAtWork {
  readonly model: CurrentModel;
  readonly sum: string;
  readonly others: readonly Network[];
}

export class ModelDesk {
  readonly large = new LargeResults();
  private current: CurrentModel | null = null;
  /** The current one as results know it. */
  private identity: ResultsModel | null = null;
  private readonly ensemble: Ensemble;

  constructor(private readonly neighbours: ModelNeighbours) {
    this.ensemble = new Ensemble((runId) => neighbours.runModel(runId));
  }

  get info(): ModelInfo | null {
    return this.current?.info ?? null;
  }

  /** Throws `no-model`. */
  loaded(): CurrentModel {
    if (this.current) return this.current;
    throw studioError('no-model', 'There is no model yet.', 'Train one, or load one under Export.');
  }

  /** Throws `no-model`, and as Ensemble.networks. */
  async atWork({ runIds }: PredictOptions, device: StudioDevice): Promise<ModelAtWork> {
    const model = this.loaded();
    const { sum } = defined(this.identity, 'the identity of the model');
    return { model, sum, others: await this.ensemble.networks(model, runIds, device) };
  }

  isCurrent(sum: string): boolean {
    return sum === this.identity?.sum;
  }

  /** Makes the model the current one and keeps it in the open project. */
  async adopt(model: CurrentModel): Promise<void> {
    if (await this.isRenamed(model)) return;
    const bytes = modelBytes(model);
    const identity = resultsModel(model.info, bytes);
    // First: what the model before predicted is of no use without it, and goes only once this one is kept.
    await this.neighbours.preparation().keepBlobs(transfer([{ name: CURRENT_MODEL, bytes }], [bytes.buffer]));
    this.use(model, identity);
    await this.neighbours.results().useModel(identity);
    await this.large.clear();
  }

  /**
   * Whether it is the current one, made by the run that it says: what that predicted stays. Its file is changed in that
   * word alone, since one that is written anew has its keys in another order, and is known by its bytes.
   */
  private async isRenamed(model: CurrentModel): Promise<boolean> {
    const { current, identity } = this;
    if (current === null || identity === null || !isSameModel(current, model)) return false;
    const { info } = model;
    const kept = await this.neighbours.preparation().keptBlob(CURRENT_MODEL);
    if (kept === null || resultsModel(info, kept).sum !== identity.sum) return false;
    const bytes = withRunId(kept, info.runId ?? null);
    await this.neighbours.preparation().keepBlobs(transfer([{ name: CURRENT_MODEL, bytes }], [bytes.buffer]));
    this.use(model, { ...identity, info });
    return true;
  }

  /** The one kept in the open project, null where it has none; the one before belongs elsewhere. Throws `bad-model`. */
  async restore(): Promise<ModelInfo | null> {
    const { preparation, results } = this.neighbours;
    this.use(null, null);
    await results().restore(null);
    await this.large.clear();
    const bytes = await preparation().keptBlob(CURRENT_MODEL);
    if (bytes === null) return null;
    const model = readKeptModel(bytes);
    const identity = resultsModel(model.info, bytes);
    this.use(model, identity);
    await results().restore(identity);
    return model.info;
  }

  /** Frees what models hold on the device, which is there for something else now. */
  leaveDevice(): void {
    this.current?.leaveDevice();
    this.ensemble.leaveDevice();
  }

  /** The device is gone and with it everything on it. */
  deviceLost(): void {
    this.current?.deviceLost();
    this.ensemble.deviceLost();
  }

  private use(model: CurrentModel | null, identity: ResultsModel | null): void {
    this.leaveDevice();
    this.current = model;
    this.identity = identity;
  }
}

/** Whichever run made it. */
function isSameModel(one: CurrentModel, other: CurrentModel): boolean {
  const { runId: _, ...info } = one.info;
  const { runId: __, ...otherInfo } = other.info;
  if (!isSameData(info, otherInfo) || one.weights.size !== other.weights.size) return false;
  return [...one.weights].every(([name, values]) => {
    const others = other.weights.get(name);
    return others?.length === values.length && values.every((value, at) => Object.is(value, others[at]));
  });
}
