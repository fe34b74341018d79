/**
 * The patches' part of the preparation worker: previews for the page, the run under way for the network worker. The
 * images are those of the open project; a run keeps its own, whatever the user removes meanwhile.
 */
import { studioError } from '../common/errors';
import { checkedAugment, type Patch } from '../domain/augment';
import type { AugmentJudgement } from '../domain/augmentReport';
import type { Dataset } from '../domain/data';
import type { Example, TrainingImage } from '../domain/example';
import { classCount } from '../domain/labels';
import type { TrainPlan } from '../domain/train';
import { checkedWeights, type WeightSettings, type WeightView, weightsFor } from '../domain/weights';
import type { PatchSettings, PreviewPair, PreviewRequest } from '../engine/protocol';
import { baseWeights } from '../pipeline/augment/baseWeights';
import { countClasses } from '../pipeline/augment/classWeights';
import { judgeAugment } from '../pipeline/augment/judgeAugment';
import { weighedSources } from '../pipeline/augment/weighedSources';
import { weightView } from '../pipeline/augment/weightView';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from '../pipeline/train/beginRun';
import type { PatchPool, PooledImages } from './patchPool';

/** Patches that a judgement of settings looks at: their shares are right to about a tenth. */
const JUDGED_PATCHES = 64;

interface Run {
  readonly plan: TrainPlan;
  readonly heldOut: readonly Example[];
  readonly pooled: PooledImages;
}

/** What was begun for a preview, for the next one with the same settings of everything but keys. */
interface Begun {
  readonly of: Dataset;
  readonly key: string;
  readonly run: BegunRun;
}

/** Labelled images ready for patches: a slider's next preview needs them all again. */
interface Ready {
  readonly of: Dataset;
  readonly images: Promise<TrainingImage[]>;
  readonly pooled: Promise<PooledImages>;
}

export class PatchDesk {
  private run: Run | null = null;
  private begun: Begun | null = null;
  private ready: Ready | null = null;

  constructor(
    private readonly library: () => ImageLibrary,
    private readonly pool: PatchPool,
  ) {}

  get running(): boolean {
    return this.run !== null;
  }

  async preview(request: PreviewRequest): Promise<PreviewPair[]> {
    const { plan } = await this.previewRun(request);
    const pooled = await this.current().pooled;
    return Promise.all(request.keys.map((key) => this.pool.preview(pooled, plan, key)));
  }

  async judge(request: PatchSettings): Promise<AugmentJudgement> {
    const { plan, sources } = await this.previewRun(request);
    return judgeAugment(sources, plan, plan.augment, { seed: plan.seed, patches: JUDGED_PATCHES });
  }

  async weightView(imageId: string, chosen: WeightSettings | null): Promise<WeightView> {
    const library = this.library();
    const { reading } = library.dataset();
    const weights = checkedWeights(chosen ?? weightsFor(reading));
    const images = await this.current().images;
    const image = images.find(({ id }) => id === imageId);
    if (image === undefined) throw noMask(imageId);
    const sources = weighedSources(images, weights);
    const counts = countClasses(
      sources.map(({ labels }) => labels),
      reading ? classCount(reading) : 2,
    );
    return weightView(image, await library.source(imageId), weights, baseWeights(weights, counts));
  }

  async begin(request: PatchSettings): Promise<TrainPlan> {
    const library = this.library();
    const { images, pooled } = this.current();
    const { plan } = beginRun(library, await images, request);
    this.run = { plan, heldOut: await heldOutExamples(library, plan), pooled: await pooled };
    return plan;
  }

  patch(step: number, index: number): Promise<Patch> {
    const { plan, pooled } = this.currentRun();
    return this.pool.patch(pooled, plan, { seed: plan.seed, step, index });
  }

  validation(): Example[] {
    return [...this.currentRun().heldOut];
  }

  async end(): Promise<void> {
    const pooled = this.run?.pooled;
    this.run = null;
    if (pooled !== undefined && (await this.ready?.pooled) !== pooled) await this.pool.release(pooled);
  }

  /** The plan that training would freeze now, with what its patches are cut from. */
  private async previewRun({ augment, weights, settings }: PatchSettings): Promise<BegunRun> {
    const library = this.library();
    const dataset = library.dataset();
    const images = await this.current().images;
    const key = JSON.stringify({ weights, settings: { ...settings, seed: 0 } });
    if (this.begun?.of !== dataset || this.begun.key !== key) {
      this.begun = { of: dataset, key, run: beginRun(library, images, { settings, augment, weights }) };
    }
    const { plan, sources } = this.begun.run;
    return { plan: { ...plan, augment: checkedAugment(augment), seed: settings.seed }, sources };
  }

  /** The labelled images of the dataset as it is now, here and in the patch workers. */
  private current(): Ready {
    const library = this.library();
    const dataset = library.dataset();
    if (this.ready?.of === dataset) return this.ready;
    const before = this.ready;
    const images = trainingImages(library);
    const made: Ready = { of: dataset, images, pooled: this.poolAfter(images, before) };
    this.ready = made;
    // What failed (a file that is gone) is tried again next time.
    made.pooled.catch(() => {
      if (this.ready === made) this.ready = null;
    });
    return made;
  }

  /** The images of the dataset before are let go first, unless a run still draws from them. */
  private async poolAfter(images: Promise<TrainingImage[]>, before: Ready | null): Promise<PooledImages> {
    const old = await before?.pooled.catch(() => null);
    if (old && this.run?.pooled !== old) await this.pool.release(old);
    return this.pool.hold(await images);
  }

  private currentRun(): Run {
    if (this.run) return this.run;
    throw studioError('internal', 'No training run has begun.', 'Start training again.');
  }
}

function noMask(imageId: string) {
  return studioError('no-such-image', `${imageId} has no mask.`, 'Choose an image with a mask.', imageId);
}
