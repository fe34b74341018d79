/**
 * A patch worker: draws patches for the preparation worker, which hands it the images once and then asks by plan and
 * key. Knows no files, no project and no order: the same key gives the same bytes in whichever worker.
 */
import { expose } from 'comlink';
import { assert, defined } from '../common/assert';
import type { Patch, PatchKey } from '../domain/augment';
import type { TrainingImage } from '../domain/example';
import type { TrainPlan } from '../domain/train';
import { drawPatch } from '../pipeline/augment/drawPatch';
import { type PreviewedPatch, previewPatch } from '../pipeline/augment/preview';
import type { LabelledSource } from '../pipeline/augment/weighedSources';
import { trainingSources } from '../pipeline/train/trainingSources';
import { PlainPatches } from './plainPatches';
import { handingOver } from './transferables';

/** What the preparation worker asks of a patch worker. */
export interface PatchWorker {
  /** Takes the labelled images of one dataset; `dataset` names them in later calls. */
  take(dataset: number, images: readonly TrainingImage[]): Promise<void>;
  /** Lets go of all datasets but these. */
  keep(datasets: readonly number[]): Promise<void>;
  patch(dataset: number, plan: TrainPlan, key: PatchKey): Promise<Patch>;
  preview(dataset: number, plan: TrainPlan, key: PatchKey): Promise<PreviewedPatch>;
}

/** Sources of one dataset by what they depend on besides the images; the one used last is last. */
type SourcesByKey = Map<string, readonly LabelledSource[]>;

/** A run draws with its own weights and split while the page previews others. */
const KEPT_SOURCES = 2;

export class PatchWorkerSession implements PatchWorker {
  private readonly datasets = new Map<number, readonly TrainingImage[]>();
  private readonly sources = new Map<number, SourcesByKey>();
  private readonly plain = new PlainPatches();

  connect(port: MessagePort): void {
    expose(this, port);
  }

  async take(dataset: number, images: readonly TrainingImage[]): Promise<void> {
    this.datasets.set(dataset, images);
  }

  async keep(datasets: readonly number[]): Promise<void> {
    for (const known of this.datasets.keys()) {
      if (datasets.includes(known)) continue;
      this.datasets.delete(known);
      this.sources.delete(known);
    }
  }

  async patch(dataset: number, plan: TrainPlan, key: PatchKey): Promise<Patch> {
    return handingOver(drawPatch(this.sourcesOf(dataset, plan), plan, plan.augment, plan.classWeights, key));
  }

  async preview(dataset: number, plan: TrainPlan, key: PatchKey): Promise<PreviewedPatch> {
    const sources = this.sourcesOf(dataset, plan);
    const plain = this.plain.of(sources, plan, key);
    return handingOver(previewPatch(sources, plan, plan.augment, plan.classWeights, key, plain));
  }

  /** Remembered while the weights and the split stay: what is worked out of an image is kept with its source. */
  private sourcesOf(dataset: number, plan: TrainPlan): readonly LabelledSource[] {
    const key = JSON.stringify([plan.weights, plan.split.train, plan.split.spatial]);
    const known: SourcesByKey = this.sources.get(dataset) ?? new Map();
    const sources = known.get(key) ?? this.makeSources(dataset, plan);
    known.delete(key);
    known.set(key, sources);
    const [oldest] = known.keys();
    if (known.size > KEPT_SOURCES && oldest !== undefined) known.delete(oldest);
    this.sources.set(dataset, known);
    return sources;
  }

  private makeSources(dataset: number, plan: TrainPlan): readonly LabelledSource[] {
    const images = defined(this.datasets.get(dataset), `dataset ${dataset}`);
    assert(plan.split.train.length > 0, 'a plan trains on an image');
    return trainingSources(images, plan);
  }
}
