/**
 * The patches' part of the preparation worker: previews for the page, the run under way for the network worker. The
 * images are those of the open project; a run keeps its own, whatever the user removes meanwhile.
 */
import { studioError } from '../common/errors';
import { checkedAugment, type Patch } from '../domain/augment';
import type { AugmentJudgement } from '../domain/augmentReport';
import type { Dataset } from '../domain/data';
import type { Example, TrainingImage } from '../domain/example';
import type { TrainPlan } from '../domain/train';
import type { WeightView } from '../domain/weights';
import type { PatchSettings, PreviewPair, PreviewRequest } from '../engine/protocol';
import { judgeAugment } from '../pipeline/augment/judgeAugment';
import { weightView } from '../pipeline/augment/weightView';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from '../pipeline/train/beginRun';
import { withImageSums } from '../pipeline/train/imageSums';
import { resumeRun } from '../pipeline/train/resumeRun';
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

type MakeRun = (library: ImageLibrary, images: readonly TrainingImage[]) => BegunRun;

interface Settled {
  readonly dataset: Dataset;
  readonly images: readonly TrainingImage[];
  readonly pooled: PooledImages;
}

export class PatchDesk {
  /** From its first moment on the project stays open, so that the run's model is kept where its images are. */
  private run: Run | 'beginning' | null = null;
  private begunNow: Begun | null = null;
  private ready: Ready | null = null;

  constructor(
    private readonly library: () => ImageLibrary,
    private readonly pool: PatchPool,
  ) {}

  get running(): boolean {
    return this.run !== null;
  }

  async preview(request: PreviewRequest): Promise<PreviewPair[]> {
    const { plan, pooled } = await this.previewRun(request);
    return Promise.all(request.keys.map((key) => this.pool.preview(pooled, plan, key)));
  }

  async judge(request: PatchSettings): Promise<AugmentJudgement> {
    const { plan, sources } = await this.previewRun(request);
    return judgeAugment(sources, plan, plan.augment, { seed: plan.seed, patches: JUDGED_PATCHES });
  }

  async weightView(imageId: string, request: PatchSettings): Promise<WeightView> {
    const { plan, images } = await this.previewRun(request);
    const image = images.find(({ id }) => id === imageId);
    if (image === undefined) throw noMask(imageId);
    const source = await this.library().source(imageId);
    return weightView(image, source, plan.weights, plan.classWeights);
  }

  begin(request: PatchSettings): Promise<TrainPlan> {
    return this.start((library, images) => {
      const { plan, sources } = beginRun(library, images, request);
      return { plan: withImageSums(plan, images), sources };
    });
  }

  /** Throws `bad-setting` and `data-changed` where the images are not as the plan has them. */
  resume(plan: TrainPlan): Promise<TrainPlan> {
    return this.start((library, images) => resumeRun(library, images, plan));
  }

  private async start(make: MakeRun): Promise<TrainPlan> {
    this.run = 'beginning';
    try {
      this.run = await this.begun(make);
      return this.run.plan;
    } catch (thrown) {
      this.run = null;
      throw thrown;
    }
  }

  patch(step: number, index: number): Promise<Patch> {
    const { plan, pooled } = this.currentRun();
    return this.pool.patch(pooled, plan, { seed: plan.seed, step, index });
  }

  validation(): Example[] {
    return [...this.currentRun().heldOut];
  }

  async end(): Promise<void> {
    const pooled = this.pooledOfRun();
    this.run = null;
    if (pooled !== null && (await this.ready?.pooled.catch(() => null)) !== pooled) {
      await this.pool.release(pooled);
    }
  }

  /** Another project is open: the images of the one before need no memory any more. */
  async forget(): Promise<void> {
    const { ready } = this;
    // At once: what is made ready while this waits is of the project that is open now.
    this.ready = null;
    this.begunNow = null;
    const pooled = await ready?.pooled.catch(() => null);
    if (pooled && this.pooledOfRun() !== pooled) await this.pool.release(pooled);
  }

  private async begun(make: MakeRun): Promise<Run> {
    const { dataset, images, pooled } = await this.settled();
    const library = this.library();
    const { plan } = make(library, images);
    const heldOut = await heldOutExamples(library, plan);
    // What changed meanwhile changes the run as well: it has not begun.
    return this.library().dataset() === dataset ? { plan, heldOut, pooled } : this.begun(make);
  }

  /** The plan that training would freeze now, with what its patches are cut from. */
  private async previewRun({ augment, weights, settings }: PatchSettings) {
    const { dataset, images, pooled } = await this.settled();
    const drawn = settings.split === 'drawn' || settings.split === 'folds';
    const key = JSON.stringify({ weights, settings: { ...settings, seed: drawn ? settings.seed : 0 } });
    if (this.begunNow?.of !== dataset || this.begunNow.key !== key) {
      const run = beginRun(this.library(), images, { settings, augment, weights });
      this.begunNow = { of: dataset, key, run };
    }
    const { plan, sources } = this.begunNow.run;
    return {
      plan: { ...plan, augment: checkedAugment(augment), seed: settings.seed },
      sources,
      images,
      pooled,
    };
  }

  /** The labelled images of one dataset, which is the present one when this resolves, here and in the patch workers. */
  private async settled(): Promise<Settled> {
    const ready = this.current();
    const isCurrent = () => this.library().dataset() === ready.of;
    const settled = await Promise.all([ready.images, ready.pooled]).catch((thrown: unknown) => {
      // A failure that concerns an older dataset says nothing of this one.
      if (isCurrent()) throw thrown;
      return null;
    });
    // Each image was made from what the dataset was at its turn: half of them may be of another.
    if (settled === null || !isCurrent()) return this.settled();
    return { dataset: ready.of, images: settled[0], pooled: settled[1] };
  }

  private current(): Ready {
    const library = this.library();
    const dataset = library.dataset();
    if (this.ready?.of === dataset) return this.ready;
    const images = trainingImages(library);
    const made: Ready = { of: dataset, images, pooled: this.poolAfter(images, this.ready) };
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
    if (old && this.pooledOfRun() !== old) await this.pool.release(old);
    return this.pool.hold(await images);
  }

  private pooledOfRun(): PooledImages | null {
    return this.run !== null && this.run !== 'beginning' ? this.run.pooled : null;
  }

  private currentRun(): Run {
    if (this.run !== null && this.run !== 'beginning') return this.run;
    throw studioError('internal', 'No training run has begun.', 'Start training again.');
  }
}

function noMask(imageId: string) {
  return studioError('no-such-image', `${imageId} has no mask.`, 'Choose an image with a mask.', imageId);
}
