/** `train`: images and masks in, weights and the account of the run out. */
import { DEFAULT_AUGMENT } from '../domain/augment';
import { labelledImages } from '../domain/data';
import type { Example } from '../domain/example';
import { type ClassInfo, defaultClasses } from '../domain/labels';
import { DEFAULT_TRAIN, type TrainPlan, type TrainSettings } from '../domain/train';
import { makeNetwork } from '../gpu/makeNetwork';
import type { StudioDevice } from '../gpu/studioDevice';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { drawPatch } from '../pipeline/augment/drawPatch';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { evaluateExamples } from '../pipeline/predict/evaluateExamples';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import { resolvePlan } from '../pipeline/train/resolvePlan';
import { splitExamples } from '../pipeline/train/splitExamples';
import { TrainControl } from '../pipeline/train/trainControl';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { loadPairs, ownName } from './loadPairs';
import { openDevice } from './openDevice';
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
  const examples = await labelledExamples(library);
  const classes = classesOf(library);
  const { normalisation, scale, channelChoice } = library.dataset();
  const plan = resolvePlan({
    settings: settingsOf(given),
    augment: DEFAULT_AUGMENT,
    classes: classes.length,
    examples,
    normalisation,
    scale,
    channelChoice,
  });
  const device = await openDevice();
  const log = new RunLog(plan);
  const result = await train(device, plan, examples, log);
  const { best, last, summary } = result;
  const bestInfo = modelInfo(plan, classes, best, summary.scores);
  const model = await writeResult(out, 'model.safetensors', writeSafetensors(bestInfo, best.weights));
  const lastInfo = modelInfo(plan, classes, last, null);
  await writeResult(out, 'last.safetensors', writeSafetensors(lastInfo, last.weights));
  const bytes = await runBytes(device, plan, splitExamples(plan, examples).validation);
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

/** Under their own names, without the folder that tells images from masks. */
async function labelledExamples(library: ImageLibrary): Promise<Example[]> {
  const examples: Example[] = [];
  for (const { id } of labelledImages(library.dataset())) {
    examples.push({ ...(await library.example(id)), id: ownName(id) });
  }
  return examples;
}

function classesOf(library: ImageLibrary): ClassInfo[] {
  const { reading } = library.dataset();
  return reading ? defaultClasses(reading) : [];
}

async function train(
  device: StudioDevice,
  plan: TrainPlan,
  examples: readonly Example[],
  log: RunLog,
): Promise<TrainResult> {
  const { train: trained, validation: heldOut } = splitExamples(plan, examples);
  const network = makeNetwork(device, plan.spec, initWeights(buildGraph(plan.spec), plan.seed));
  const trainer = makeTrainer(network, plan);
  return trainModel(trainer, plan, {
    patch: async (step, index) =>
      drawPatch(trained, plan, plan.augment, plan.classWeights, { seed: plan.seed, step, index }),
    evaluate: (pass) => evaluateExamples(network, heldOut, pass, plan.inputSize),
    onEvent: (event) => log.take(event),
    control: new TrainControl(),
    now: () => performance.now(),
  });
}
