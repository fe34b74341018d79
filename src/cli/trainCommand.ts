/** `train`: images and masks in, weights and the account of the run out. */
import { DEFAULT_AUGMENT } from '../domain/augment';
import type { Example } from '../domain/example';
import { type ClassInfo, defaultClasses } from '../domain/labels';
import { DEFAULT_TRAIN, type TrainSettings } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import type { StudioDevice } from '../gpu/studioDevice';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { drawPatch } from '../pipeline/augment/drawPatch';
import { plainSource } from '../pipeline/augment/weighedSources';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { assess } from '../pipeline/predict/assess';
import { quickScores } from '../pipeline/predict/quickScores';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from '../pipeline/train/beginRun';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import { TrainControl } from '../pipeline/train/trainControl';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { loadPairs, ownName } from './loadPairs';
import { openProvenDevice } from './openDevice';
import { readOptions, required } from './readOptions';
import { runBytes } from './runBytes';
import { RunLog } from './runLog';
import { asJson, writeResult } from './writeResult';

const OPTIONS = {
  images: 'text',
  masks: 'text',
  out: 'text',
  steps: 'number',
  width: 'number',
  depth: 'number',
  tile: 'number',
  batch: 'number',
  scale: 'number',
  validation: 'number',
  seed: 'number',
} as const;

/** Resolves to one line of JSON: where the model is and how good it is. */
export async function trainCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const library = await loadPairs(required('images', given.images), required('masks', given.masks));
  if (given.scale !== undefined) await library.choose({ scale: { kind: 'factor', factor: given.scale } });
  const classes = classesOf(library);
  const run = await begin(library, settingsOf(given));
  const { plan } = run;
  const device = await openProvenDevice(plan.spec.norm);
  const log = new RunLog(plan);
  const result = await train(device, run, log);
  const { best, last, summary } = result;
  const bestInfo = modelInfo(plan, classes, best, summary.scores);
  const model = await writeResult(out, 'model.safetensors', writeSafetensors(bestInfo, best.weights));
  const lastInfo = modelInfo(plan, classes, last, null);
  await writeResult(out, 'last.safetensors', writeSafetensors(lastInfo, last.weights));
  const bytes = await runBytes(device, plan, run.heldOut);
  await writeResult(out, 'run.json', asJson(log.account(device.report, result, classes, bytes)));
  if (result.failure !== null) throw result.failure;
  const { stepsDone, scores } = summary;
  return JSON.stringify({ model, steps: stepsDone, meanIou: scores?.meanIou ?? null });
}

type Given = ReturnType<typeof readOptions<typeof OPTIONS>>;

function settingsOf(given: Given): TrainSettings {
  return {
    ...DEFAULT_TRAIN,
    steps: given.steps ?? DEFAULT_TRAIN.steps,
    width: given.width ?? DEFAULT_TRAIN.width,
    depth: given.depth ?? DEFAULT_TRAIN.depth,
    tile: given.tile ?? DEFAULT_TRAIN.tile,
    batch: given.batch ?? DEFAULT_TRAIN.batch,
    validationImages: given.validation ?? DEFAULT_TRAIN.validationImages,
    seed: given.seed ?? DEFAULT_TRAIN.seed,
  };
}

interface NamedRun extends BegunRun {
  readonly heldOut: readonly Example[];
}

/** Under the images' own names, without the folder that tells images from masks. */
async function begin(library: ImageLibrary, settings: TrainSettings): Promise<NamedRun> {
  const images = await trainingImages(library);
  const { plan, sources } = beginRun(library, images, { settings, augment: DEFAULT_AUGMENT, weights: null });
  const heldOut = await heldOutExamples(library, plan);
  const { train, validation, spatial } = plan.split;
  const split = {
    ...plan.split,
    train: train.map(ownName),
    validation: validation.map(ownName),
    spatial: spatial && {
      ...spatial,
      blocks: spatial.blocks.map((block) => ({ ...block, imageId: ownName(block.imageId) })),
    },
  };
  const named = <T extends { readonly id: string }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, id: ownName(one.id) }));
  return { plan: { ...plan, split }, sources: named(sources.map(plainSource)), heldOut: named(heldOut) };
}

function classesOf(library: ImageLibrary): ClassInfo[] {
  const { reading } = library.dataset();
  return reading ? defaultClasses(reading) : [];
}

async function train(
  device: StudioDevice,
  { plan, sources, heldOut }: NamedRun,
  log: RunLog,
): Promise<TrainResult> {
  const network = makeNetwork(device, plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
  const trainer = makeTrainer(network, plan);
  return trainModel(trainer, plan, {
    patch: async (step, index) =>
      drawPatch(sources, plan, plan.augment, plan.classWeights, { seed: plan.seed, step, index }),
    evaluate: () => quickScores(network, heldOut, plan.inputSize),
    assess: () => assess(network, heldOut, plan),
    onEvent: (event) => log.take(event),
    control: new TrainControl(),
    now: () => performance.now(),
  });
}
