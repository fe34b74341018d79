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
import { drawPatch } from '../pipeline/augment/drawPatch';
import { judgeAugment } from '../pipeline/augment/judgeAugment';
import { previewPatch } from '../pipeline/augment/preview';
import { weighedSources } from '../pipeline/augment/weighedSources';
import { weightView } from '../pipeline/augment/weightView';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from '../pipeline/train/beginRun';

/** Patches that a judgement of settings looks at: their shares are right to about a tenth. */
const JUDGED_PATCHES = 64;

interface Run extends BegunRun {
  readonly heldOut: readonly Example[];
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
}

export class PatchDesk {
  private run: Run | null = null;
  private begun: Begun | null = null;
  private ready: Ready | null = null;

  constructor(private readonly library: () => ImageLibrary) {}

  get running(): boolean {
    return this.run !== null;
  }

  async preview(request: PreviewRequest): Promise<PreviewPair[]> {
    const { plan, sources } = await this.previewRun(request);
    return request.keys.map((key) => previewPatch(sources, plan, plan.augment, plan.classWeights, key));
  }

  async judge(request: PatchSettings): Promise<AugmentJudgement> {
    const { plan, sources } = await this.previewRun(request);
    return judgeAugment(sources, plan, plan.augment, { seed: plan.seed, patches: JUDGED_PATCHES });
  }

  async weightView(imageId: string, chosen: WeightSettings | null): Promise<WeightView> {
    const library = this.library();
    const { reading } = library.dataset();
    const weights = checkedWeights(chosen ?? weightsFor(reading));
    const images = await this.images();
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
    const run = beginRun(library, await this.images(), request);
    this.run = { ...run, heldOut: await heldOutExamples(library, run.plan) };
    return run.plan;
  }

  patch(step: number, index: number): Patch {
    const { plan, sources } = this.currentRun();
    return drawPatch(sources, plan, plan.augment, plan.classWeights, { seed: plan.seed, step, index });
  }

  validation(): Example[] {
    return [...this.currentRun().heldOut];
  }

  end(): void {
    this.run = null;
  }

  /** The plan that training would freeze now, with what its patches are cut from. */
  private async previewRun({ augment, weights, settings }: PatchSettings): Promise<BegunRun> {
    const library = this.library();
    const images = await this.images();
    const dataset = library.dataset();
    const key = JSON.stringify({ weights, settings: { ...settings, seed: 0 } });
    if (this.begun?.of !== dataset || this.begun.key !== key) {
      this.begun = { of: dataset, key, run: beginRun(library, images, { settings, augment, weights }) };
    }
    const { plan, sources } = this.begun.run;
    return { plan: { ...plan, augment: checkedAugment(augment), seed: settings.seed }, sources };
  }

  private images(): Promise<TrainingImage[]> {
    const library = this.library();
    const dataset = library.dataset();
    if (this.ready?.of === dataset) return this.ready.images;
    const made: Ready = { of: dataset, images: trainingImages(library) };
    this.ready = made;
    // What failed (a file that is gone) is tried again next time.
    made.images.catch(() => {
      if (this.ready === made) this.ready = null;
    });
    return made.images;
  }

  private currentRun(): Run {
    if (this.run) return this.run;
    throw studioError('internal', 'No training run has begun.', 'Start training again.');
  }
}

function noMask(imageId: string) {
  return studioError('no-such-image', `${imageId} has no mask.`, 'Choose an image with a mask.', imageId);
}
