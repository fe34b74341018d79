/**
 * The predicting part of the network worker: images through the current model, one behind the other, and on to the
 * results worker. Used by NetworkSession.
 */
import { throwIfAborted } from '../common/abort';
import type { PredictionSummary, PredictOptions } from '../domain/predict';
import type { StudioDevice } from '../gpu/studioDevice';
import type { DataHost } from '../pipeline/data/dataHost';
import { type LargeFile, largeRows } from '../pipeline/data/largeFile';
import type { Scratch } from '../pipeline/export/scratch';
import type { CurrentModel } from './currentModel';
import { dropAll, orDrop } from './largeResults';
import type { ModelDesk } from './modelDesk';
import { PredictLine } from './predictLine';
import type { PreparationCalls } from './preparation';
import { type ReadSource, readSource } from './readSource';
import type { MadePrediction, ResultsCalls } from './resultsPort';
import { segmentImage } from './segmentImage';
import { type LargeOptions, type LargeResult, segmentLarge } from './segmentLarge';
import { handingOver } from './transferables';

/** What the session asks of the machine to predict images that are never held whole. */
export interface NetworkHost {
  readonly data: DataHost;
  /** Room for their results. */
  scratch(): Promise<Scratch>;
}

/** One image that is asked for. */
export interface PredictCall {
  readonly imageId: string;
  readonly options: PredictOptions;
  readonly onTile: (tile: number, tiles: number) => void;
  readonly signal: AbortSignal;
}

/** Where images come from and results go. */
export interface PredictEnds {
  readonly device: StudioDevice;
  readonly preparation: PreparationCalls;
  readonly results: ResultsCalls;
}

/** A large image, and how it is predicted. */
interface LargeWork {
  readonly imageId: string;
  readonly large: LargeFile;
  readonly settled: Omit<LargeOptions, 'scratch'>;
}

export class PredictDesk {
  private readonly line = new PredictLine();
  private scratch: Scratch | null = null;

  constructor(
    private readonly host: NetworkHost,
    private readonly models: ModelDesk,
  ) {}

  /** Called for several images at once, it computes one of them while another is read and a third one kept. */
  predict(call: PredictCall, { device, preparation, results }: PredictEnds): Promise<PredictionSummary> {
    const read = async () => {
      throwIfAborted(call.signal);
      return readSource(preparation, call.imageId);
    };
    const compute = (source: ReadSource) => this.segment(call, source, device);
    return this.line.through(read, compute, async ({ files, ...made }) => {
      const summary = await orDrop(files, () => results.add(handingOver(made)));
      // Of another model by now: nobody will ask for them.
      const isCurrent = this.models.isCurrent(made.sum);
      await (isCurrent ? this.models.large.keep(call.imageId, files) : dropAll(files));
      return summary;
    });
  }

  private async segment(
    { imageId, options, onTile, signal }: PredictCall,
    { large, source, stamp }: ReadSource,
    device: StudioDevice,
  ): Promise<MadePrediction & { readonly files: LargeResult['files'] }> {
    const { model, sum, others } = await this.models.atWork(options, device);
    const settled = { options, others, onTile, signal };
    if (large) {
      const made = await this.segmentLarge(model, device, { imageId, large, settled });
      return { ...made, sum, stamp, truth: null };
    }
    const made = await segmentImage(model, device, source, settled);
    return { ...made, sum, stamp, truth: source.labels, files: [] };
  }

  private async segmentLarge(
    model: CurrentModel,
    device: StudioDevice,
    { imageId, large, settled }: LargeWork,
  ): Promise<LargeResult> {
    const rows = await largeRows(large, this.host.data);
    this.scratch ??= await this.host.scratch();
    const options = { ...settled, scratch: this.scratch };
    return segmentLarge(model, model.network(device), { ...rows, imageId }, options);
  }
}
