/**
 * The preparation worker's half of the Engine: it owns projects and images and draws the patches, for page and
 * network.
 */
import { expose } from 'comlink';
import { studioError } from '../common/errors';
import type { Patch } from '../domain/augment';
import type { AugmentJudgement } from '../domain/augmentReport';
import { type Dataset, labelledImages, type PairChoice } from '../domain/data';
import type { Example } from '../domain/example';
import type { Finding, Repair } from '../domain/findings';
import type { ChannelHistogram, IntensityWindow, Normalisation } from '../domain/intensity';
import type { LabelMap, LabelPatch, MaskReading } from '../domain/labels';
import type { OpenedProject, PageSettings, ProjectSummary, StorageUse } from '../domain/project';
import type { TrainingScale } from '../domain/scale';
import type { SplitIds } from '../domain/splitIds';
import type { TrainPlan } from '../domain/train';
import type { ImageView, MaskBefore } from '../domain/view';
import type { WeightView } from '../domain/weights';
import type {
  DataEngine,
  EngineEvent,
  ImportFile,
  NamedFile,
  PatchSettings,
  PreviewPair,
  PreviewRequest,
  ProjectEngine,
} from '../engine/protocol';
import type { DataHost } from '../pipeline/data/dataHost';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import type { LargeFile } from '../pipeline/data/largeFile';
import { fileTotal, type ReadProgress } from '../pipeline/data/readFiles';
import { samplePngs } from '../pipeline/data/sample';
import { DoctorDesk } from './doctorDesk';
import { PatchDesk } from './patchDesk';
import { PatchPool } from './patchPool';
import type { Preparation, StampedSource } from './preparation';
import { type DeskHost, ProjectDesk } from './projectDesk';
import type { KeptBlob } from './projectKeeper';
import { handingOver } from './transferables';

export class PreparationSession implements DataEngine, Omit<ProjectEngine, 'askPersistence'>, Preparation {
  private readonly desk: ProjectDesk;
  private readonly pool = new PatchPool();
  private readonly patches = new PatchDesk(() => this.library, this.pool);
  private readonly doctor = new DoctorDesk();
  private inSeries = false;
  private emit: (event: EngineEvent) => void = () => undefined;

  constructor(host: DataHost, projects: () => Promise<DeskHost>) {
    this.desk = new ProjectDesk(host, projects, (event) => this.emit(event));
  }

  connect(port: MessagePort): void {
    expose(this, port);
  }

  /** The other end of the port is a patch worker's. */
  addPatchWorker(port: MessagePort): void {
    this.pool.add(port);
  }

  subscribe(listener: (event: EngineEvent) => void): void {
    this.emit = listener;
  }

  async importFiles(files: readonly ImportFile[], signal: AbortSignal): Promise<Dataset> {
    this.refuseDuringSeries();
    const onProgress = ({ done, total, path }: ReadProgress) =>
      this.emit({ type: 'import', done, total: total ?? 0, path });
    // A series may have begun while the project made itself ready for files.
    return this.desk.importing(fileTotal(files), () => this.changeable().add(files, { onProgress, signal }));
  }

  async importSample(): Promise<Dataset> {
    return this.changeable().showSample(samplePngs());
  }

  async setReading(reading: MaskReading | null): Promise<Dataset> {
    return this.changeable().choose({ reading });
  }

  async setPairs(pairs: readonly PairChoice[]): Promise<Dataset> {
    return this.changeable().choose({ pairs });
  }

  async setChannels(channels: readonly number[] | null): Promise<Dataset> {
    return this.changeable().choose({ channels });
  }

  async setNormalisation(normalisation: Normalisation): Promise<Dataset> {
    return this.changeable().choose({ normalisation });
  }

  async setScale(scale: TrainingScale): Promise<Dataset> {
    return this.changeable().choose({ scale });
  }

  async removeImage(imageId: string): Promise<Dataset> {
    return this.changeable().remove(imageId);
  }

  async restoreImage(imageId: string): Promise<Dataset> {
    return this.changeable().putBack(imageId);
  }

  async drawLabels(imageId: string, labels: LabelMap | null): Promise<Dataset> {
    return this.changeable().draw(imageId, labels);
  }

  async redrawLabels(imageId: string, checksum: string): Promise<Dataset> {
    return this.changeable().drawAgain(imageId, checksum);
  }

  async labels(imageId: string): Promise<LabelMap | null> {
    const labels = await this.library.labels(imageId);
    return labels && handingOver(labels);
  }

  async patchLabels(imageId: string, patch: LabelPatch): Promise<Dataset> {
    return this.changeable().drawPart(imageId, patch);
  }

  async clear(): Promise<Dataset> {
    return this.changeable().clear();
  }

  examine(signal: AbortSignal): Promise<Finding[]> {
    const onImage = (done: number, total: number) => this.emit({ type: 'examine', done, total });
    return this.doctor.examine(this.library, (dataset) => this.desk.stamps(dataset), { signal, onImage });
  }

  async repaired(imageId: string, repair: Repair): Promise<LabelMap> {
    return handingOver(await this.library.repaired(imageId, repair));
  }

  async view(imageId: string, window: IntensityWindow | null = null): Promise<ImageView> {
    return handingOver(await this.library.view(imageId, window));
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

  async preview(request: PreviewRequest): Promise<PreviewPair[]> {
    return handingOver(await this.patches.preview(request));
  }

  judgeAugment(request: PatchSettings): Promise<AugmentJudgement> {
    return this.patches.judge(request);
  }

  async weightView(imageId: string, request: PatchSettings): Promise<WeightView> {
    return handingOver(await this.patches.weightView(imageId, request));
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

  async beginSeries(): Promise<string[]> {
    this.inSeries = true;
    // What was asked for before is still a part of the set.
    await this.library.settled();
    return labelledImages(this.library.dataset()).map(({ id }) => id);
  }

  async endSeries(): Promise<void> {
    this.inSeries = false;
  }

  beginRun(request: PatchSettings & { readonly split?: SplitIds }): Promise<TrainPlan> {
    return this.patches.begin(request);
  }

  resumeRun(plan: TrainPlan): Promise<TrainPlan> {
    return this.patches.resume(plan);
  }

  async patch(step: number, index: number): Promise<Patch> {
    return handingOver(await this.patches.patch(step, index));
  }

  async validationExamples(): Promise<Example[]> {
    return this.patches.validation();
  }

  endRun(): Promise<void> {
    return this.patches.end();
  }

  async source(imageId: string): Promise<StampedSource> {
    // First: were the file replaced meanwhile, its pixels must not pass for those of the new stamp.
    const stamp = this.desk.stamps().get(imageId) ?? '';
    return { ...(await this.library.source(imageId)), stamp };
  }

  async stamps(): Promise<ReadonlyMap<string, string>> {
    return this.desk.stamps();
  }

  async largeFile(imageId: string): Promise<LargeFile | null> {
    return this.library.largeFile(imageId);
  }

  keepBlobs(blobs: readonly KeptBlob[]): Promise<void> {
    return this.desk.keepBlobs(blobs);
  }

  offerBlobs(blobs: readonly KeptBlob[]): Promise<boolean> {
    return this.desk.offerBlobs(blobs);
  }

  removeBlobs(names: readonly string[]): Promise<void> {
    return this.desk.removeBlobs(names);
  }

  async blobNames(): Promise<string[]> {
    return this.desk.blobNames();
  }

  async keptBlob(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = await this.desk.keptBlob(name);
    return bytes && handingOver(bytes);
  }

  async keptBlobs(names: readonly string[]): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
    return handingOver(await this.desk.keptBlobs(names));
  }

  private get library(): ImageLibrary {
    return this.desk.library;
  }

  /** Throws `busy` while runs are compared that need the set as it is. */
  private changeable(): ImageLibrary {
    this.refuseDuringSeries();
    return this.library;
  }

  private refuseDuringSeries(): void {
    if (!this.inSeries) return;
    throw studioError(
      'busy',
      'A series of runs is under way, all of which need the images and masks as they are.',
      'Wait for it to end, or cancel it under Train, then make the change again.',
      'series',
    );
  }

  /** The images of the project before need no memory any more. */
  private async leaving(opened: OpenedProject): Promise<OpenedProject> {
    await this.patches.forget();
    return opened;
  }

  private refuseDuringRun(): void {
    if (!this.patches.running && !this.inSeries) return;
    throw studioError(
      'busy',
      'A training run belongs to the open project.',
      'Wait for it to end, or stop it, then open another project.',
      'training',
    );
  }
}
