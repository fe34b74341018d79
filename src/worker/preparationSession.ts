/** The preparation worker's half of the Engine: it owns the images and draws the patches, for page and network. */
import { expose } from 'comlink';
import { studioError } from '../common/errors';
import { type AugmentSettings, checkedAugment, type Patch } from '../domain/augment';
import type { Dataset } from '../domain/data';
import type { Example, SourceImage } from '../domain/example';
import { classCount, type MaskReading } from '../domain/labels';
import type { TrainPlan, TrainSettings } from '../domain/train';
import type { ImageView } from '../domain/view';
import type { DataEngine, EngineEvent, ImportFile, PreviewPair, PreviewRequest } from '../engine/protocol';
import { drawPatch } from '../pipeline/augment/drawPatch';
import { previewPatches } from '../pipeline/augment/preview';
import type { DataHost } from '../pipeline/data/dataHost';
import { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { ReadProgress } from '../pipeline/data/readFiles';
import { sampleFiles } from '../pipeline/data/sample';
import { resolvePlan } from '../pipeline/train/resolvePlan';
import { runShape } from '../pipeline/train/runShape';
import { splitExamples } from '../pipeline/train/splitExamples';
import type { Preparation } from './preparation';
import { handingOver } from './transferables';

/** The images of a run, kept for it whatever the user removes meanwhile. */
interface Run {
  readonly plan: TrainPlan;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
}

export class PreparationSession implements DataEngine, Preparation {
  private readonly library: ImageLibrary;
  private run: Run | null = null;
  private emit: (event: EngineEvent) => void = () => undefined;

  constructor(host: DataHost) {
    this.library = new ImageLibrary(host);
  }

  connect(port: MessagePort): void {
    expose(this, port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  importFiles(files: readonly ImportFile[], signal: AbortSignal): Promise<Dataset> {
    const onProgress = (progress: ReadProgress) => this.emit({ type: 'import', ...progress });
    return this.library.add(files, { onProgress, signal });
  }

  async importSample(): Promise<Dataset> {
    return this.library.showSample(sampleFiles());
  }

  async setReading(reading: MaskReading | null): Promise<Dataset> {
    return this.library.setReading(reading);
  }

  async removeImage(imageId: string): Promise<Dataset> {
    return this.library.remove(imageId);
  }

  async clear(): Promise<Dataset> {
    return this.library.clear();
  }

  async view(imageId: string): Promise<ImageView> {
    return handingOver(this.library.view(imageId));
  }

  async thumbnail(imageId: string, size: number): Promise<ImageView> {
    return handingOver(this.library.thumbnail(imageId, size));
  }

  async preview({ augment, settings, count }: PreviewRequest): Promise<PreviewPair[]> {
    const shape = runShape(settings, this.classes(), this.labelled());
    const patches = previewPatches(shape.train, shape, checkedAugment(augment), {
      seed: settings.seed,
      count,
    });
    return handingOver(patches);
  }

  async beginRun(settings: TrainSettings, augment: AugmentSettings): Promise<TrainPlan> {
    const examples = this.labelled();
    const { normalisation, scale, channelChoice } = this.library.dataset();
    const plan = resolvePlan({
      settings,
      augment: checkedAugment(augment),
      classes: this.classes(),
      examples,
      normalisation,
      scale,
      channelChoice,
    });
    this.run = { plan, ...splitExamples(plan, examples) };
    return plan;
  }

  async patch(step: number, index: number): Promise<Patch> {
    const { plan, train } = this.currentRun();
    const key = { seed: plan.seed, step, index };
    return handingOver(drawPatch(train, plan, plan.augment, plan.classWeights, key));
  }

  async validationExamples(): Promise<Example[]> {
    return [...this.currentRun().validation];
  }

  async endRun(): Promise<void> {
    this.run = null;
  }

  async source(imageId: string): Promise<SourceImage> {
    return this.library.source(imageId);
  }

  private classes(): number {
    const { reading } = this.library.dataset();
    return reading ? classCount(reading) : 2;
  }

  private labelled(): Example[] {
    const { images } = this.library.dataset();
    return images.filter(({ mask }) => mask !== null).map(({ id }) => this.library.example(id));
  }

  private currentRun(): Run {
    if (this.run) return this.run;
    throw studioError('internal', 'No training run has begun.', 'Start training again.');
  }
}
