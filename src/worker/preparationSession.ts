/**
 * The preparation worker's half of the Engine: it owns projects and images and draws the patches, for page and
 * network.
 */
import { expose } from 'comlink';
import { studioError } from '../common/errors';
import { type AugmentSettings, checkedAugment, type Patch } from '../domain/augment';
import { type Dataset, labelledImages, type PairChoice } from '../domain/data';
import type { Example, SourceImage } from '../domain/example';
import type { ChannelHistogram, Normalisation } from '../domain/intensity';
import { classCount, type MaskReading } from '../domain/labels';
import type { OpenedProject, PageSettings, ProjectSummary, StorageUse } from '../domain/project';
import type { TrainingScale } from '../domain/scale';
import type { TrainPlan, TrainSettings } from '../domain/train';
import type { ImageView, MaskBefore } from '../domain/view';
import type {
  DataEngine,
  EngineEvent,
  ImportFile,
  NamedFile,
  PreviewPair,
  PreviewRequest,
  ProjectEngine,
} from '../engine/protocol';
import { drawPatch } from '../pipeline/augment/drawPatch';
import { previewPatches } from '../pipeline/augment/preview';
import type { DataHost } from '../pipeline/data/dataHost';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { fileTotal, type ReadProgress } from '../pipeline/data/readFiles';
import { samplePngs } from '../pipeline/data/sample';
import { resolvePlan } from '../pipeline/train/resolvePlan';
import { runShape } from '../pipeline/train/runShape';
import { splitExamples } from '../pipeline/train/splitExamples';
import type { Preparation } from './preparation';
import { type DeskHost, ProjectDesk } from './projectDesk';
import { handingOver } from './transferables';

/** The images of a run, kept for it whatever the user removes meanwhile. */
interface Run {
  readonly plan: TrainPlan;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
}

/** Labelled images as the network gets them, ready for one preview after the other. */
interface Labelled {
  readonly of: Dataset;
  readonly examples: Promise<Example[]>;
}

export class PreparationSession implements DataEngine, Omit<ProjectEngine, 'askPersistence'>, Preparation {
  private readonly desk: ProjectDesk;
  private run: Run | 'beginning' | null = null;
  private labelledNow: Labelled | null = null;
  private emit: (event: EngineEvent) => void = () => undefined;

  constructor(host: DataHost, projects: () => Promise<DeskHost>) {
    this.desk = new ProjectDesk(host, projects, (event) => this.emit(event));
  }

  connect(port: MessagePort): void {
    expose(this, port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  importFiles(files: readonly ImportFile[], signal: AbortSignal): Promise<Dataset> {
    const onProgress = ({ done, total, path }: ReadProgress) =>
      this.emit({ type: 'import', done, total: total ?? 0, path });
    return this.desk.importing(fileTotal(files), () => this.library.add(files, { onProgress, signal }));
  }

  importSample(): Promise<Dataset> {
    return this.library.showSample(samplePngs());
  }

  setReading(reading: MaskReading | null): Promise<Dataset> {
    return this.library.choose({ reading });
  }

  setPairs(pairs: readonly PairChoice[]): Promise<Dataset> {
    return this.library.choose({ pairs });
  }

  setChannels(channels: readonly number[] | null): Promise<Dataset> {
    return this.library.choose({ channels });
  }

  setNormalisation(normalisation: Normalisation): Promise<Dataset> {
    return this.library.choose({ normalisation });
  }

  setScale(scale: TrainingScale): Promise<Dataset> {
    return this.library.choose({ scale });
  }

  removeImage(imageId: string): Promise<Dataset> {
    return this.library.remove(imageId);
  }

  restoreImage(imageId: string): Promise<Dataset> {
    return this.library.putBack(imageId);
  }

  clear(): Promise<Dataset> {
    return this.library.clear();
  }

  async view(imageId: string): Promise<ImageView> {
    return handingOver(await this.library.view(imageId));
  }

  async thumbnail(imageId: string, size: number): Promise<ImageView> {
    return handingOver(await this.library.thumbnail(imageId, size));
  }

  async maskBefore(imageId: string): Promise<MaskBefore> {
    return handingOver(await this.library.maskBefore(imageId));
  }

  histograms(imageId: string): Promise<ChannelHistogram[]> {
    return this.library.histograms(imageId);
  }

  async preview({ augment, settings, count }: PreviewRequest): Promise<PreviewPair[]> {
    const { dataset, examples } = await this.labelled();
    const shape = runShape(settings, classesOf(dataset), examples);
    const patches = previewPatches(shape.train, shape, checkedAugment(augment), {
      seed: settings.seed,
      count,
    });
    return handingOver(patches);
  }

  projects(): Promise<ProjectSummary[]> {
    return this.desk.list();
  }

  async openProject(projectId: string | null, takeOver: boolean): Promise<OpenedProject> {
    this.refuseDuringRun();
    return this.leaving(await this.desk.open(projectId, takeOver));
  }

  async createProject(name: string): Promise<OpenedProject> {
    this.refuseDuringRun();
    return this.leaving(await this.desk.create(name));
  }

  renameProject(projectId: string, name: string): Promise<ProjectSummary[]> {
    return this.desk.rename(projectId, name);
  }

  duplicateProject(projectId: string): Promise<ProjectSummary[]> {
    return this.desk.duplicate(projectId);
  }

  deleteProject(projectId: string): Promise<{ projects: ProjectSummary[]; freed: number }> {
    return this.desk.remove(projectId);
  }

  packProject(projectId: string): Promise<NamedFile> {
    return this.desk.pack(projectId);
  }

  unpackProject(file: Blob): Promise<ProjectSummary> {
    return this.desk.unpack(file);
  }

  keepSettings(settings: PageSettings): Promise<void> {
    return this.desk.keepSettings(settings);
  }

  storage(): Promise<StorageUse> {
    return this.desk.storage();
  }

  /** From the first moment on the project stays open, so that the run's model is kept where its images are. */
  async beginRun(settings: TrainSettings, augment: AugmentSettings): Promise<TrainPlan> {
    this.run = 'beginning';
    try {
      this.run = await this.begun(settings, augment);
      return this.run.plan;
    } catch (thrown) {
      this.run = null;
      throw thrown;
    }
  }

  private async begun(settings: TrainSettings, augment: AugmentSettings): Promise<Run> {
    const { dataset, examples } = await this.labelled();
    const { normalisation, scale, channelChoice } = dataset;
    const plan = resolvePlan({
      settings,
      augment: checkedAugment(augment),
      classes: classesOf(dataset),
      examples,
      normalisation,
      scale,
      channelChoice,
    });
    return { plan, ...splitExamples(plan, examples) };
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

  source(imageId: string): Promise<SourceImage> {
    return this.library.source(imageId);
  }

  keepModel(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.desk.keepModel(bytes);
  }

  keptModel(): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.desk.keptModel();
  }

  private get library(): ImageLibrary {
    return this.desk.library;
  }

  /**
   * Made once for a dataset: a slider's next preview needs them all again. The dataset is the one they were made from,
   * whatever was changed meanwhile.
   */
  private async labelled(): Promise<{ readonly dataset: Dataset; readonly examples: readonly Example[] }> {
    const dataset = this.library.dataset();
    const isCurrent = () => this.library.dataset() === dataset;
    const examples = await this.labelledOf(dataset).catch((thrown: unknown) => {
      // A failure that concerns an older dataset says nothing of this one.
      if (isCurrent()) throw thrown;
      return null;
    });
    // Each was made from what the dataset was at its turn: half of them may be of another.
    return examples !== null && isCurrent() ? { dataset, examples } : this.labelled();
  }

  private labelledOf(dataset: Dataset): Promise<Example[]> {
    if (this.labelledNow?.of === dataset) return this.labelledNow.examples;
    const made: Labelled = { of: dataset, examples: this.makeLabelled(dataset) };
    this.labelledNow = made;
    // What failed (a file that is gone) is tried again next time.
    made.examples.catch(() => {
      if (this.labelledNow === made) this.labelledNow = null;
    });
    return made.examples;
  }

  private async makeLabelled(dataset: Dataset): Promise<Example[]> {
    const examples: Example[] = [];
    for (const { id } of labelledImages(dataset)) examples.push(await this.library.example(id));
    return examples;
  }

  /** The images of the project before need no memory any more. */
  private leaving(opened: OpenedProject): OpenedProject {
    this.labelledNow = null;
    return opened;
  }

  private refuseDuringRun(): void {
    if (this.run === null) return;
    throw studioError(
      'busy',
      'A training run belongs to the open project.',
      'Wait for it to end, or stop it, then open another project.',
      'training',
    );
  }

  private currentRun(): Run {
    if (this.run !== null && this.run !== 'beginning') return this.run;
    throw studioError('internal', 'No training run has begun.', 'Start training again.');
  }
}

function classesOf({ reading }: Dataset): number {
  return reading ? classCount(reading) : 2;
}
