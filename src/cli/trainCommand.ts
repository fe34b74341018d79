/** `train`: images and masks in, weights and the account of the run out. */
import { defined } from '../common/assert';
import { studioError } from '../common/errors';
import { DEFAULT_AUGMENT } from '../domain/augment';
import { checkedNumber } from '../domain/checkedNumber';
import type { Example } from '../domain/example';
import { type ClassInfo, defaultClasses } from '../domain/labels';
import type { ChosenRun } from '../domain/presets';
import { TRAIN_LIMITS, type TrainPlan } from '../domain/train';
import type { TrainEvent } from '../domain/trainEvents';
import { makeNetwork } from '../gpu/makeNetwork';
import type { StudioDevice } from '../gpu/studioDevice';
import type { WeightMap } from '../network/parameterTable';
import { drawPatch } from '../pipeline/augment/drawPatch';
import { plainSource } from '../pipeline/augment/weighedSources';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { assess } from '../pipeline/predict/assess';
import { quickScores } from '../pipeline/predict/quickScores';
import { scoringCost } from '../pipeline/predict/scoringCost';
import { type BegunRun, beginRun, heldOutExamples, trainingImages } from '../pipeline/train/beginRun';
import { withImageSums } from '../pipeline/train/imageSums';
import { makeTrainer } from '../pipeline/train/makeTrainer';
import { modelInfo } from '../pipeline/train/modelInfo';
import { resumeRun } from '../pipeline/train/resumeRun';
import { extendedState, type RunState } from '../pipeline/train/runState';
import { TrainControl } from '../pipeline/train/trainControl';
import { type TrainResult, trainModel } from '../pipeline/train/trainModel';
import { CheckpointFolder } from './checkpointFolder';
import { CHOICE_OPTIONS, chooseTraining } from './chooseTraining';
import { loadPairs, ownName } from './loadPairs';
import { openDevice } from './openDevice';
import { firstWeights } from './originModel';
import { provenDevice } from './provenDevice';
import { readModel } from './readModel';
import { readOptions, required } from './readOptions';
import { renamedPlan } from './renamedPlan';
import { runBytes } from './runBytes';
import { RunHistory } from './runHistory';
import { RunLog } from './runLog';
import { stopOnInterrupt } from './stopOnInterrupt';
import { warnBeforeRun } from './warnBeforeRun';
import { asJson, writeResult } from './writeResult';

const OPTIONS = {
  images: 'text',
  masks: 'text',
  out: 'text',
  ...CHOICE_OPTIONS,
  init: 'text',
  resume: 'flag',
} as const;

/** Fixed by the plan of a run that goes on; `steps` may be more than it had. */
const FREE_TO_RESUME = ['images', 'masks', 'out', 'steps', 'resume'];

/** Resolves to one line of JSON: where the model is and how good it is. */
export async function trainCommand(args: readonly string[]): Promise<string> {
  const given = readOptions(args, OPTIONS);
  const out = required('out', given.out);
  const library = await loadPairs(required('images', given.images), required('masks', given.masks));
  const history = new RunHistory();
  const folder = new CheckpointFolder(out, () => history);
  const state = given.resume ? await stateOf(folder, given) : null;
  const origin = given.init === undefined ? null : await readModel(given.init);
  const device = await openDevice();
  const chosen = state ? null : await chooseTraining(library, given, device, origin?.info ?? null);
  const run = await (state ? goOn(library, state) : begin(library, defined(chosen, 'choice')));
  const classes = classesOf(library);
  const { plan } = run;
  // The plan has the images' own names, the library those that they were loaded under.
  const asLoaded = renamedPlan(plan, (name) => libraryName(library, name));
  await warnBeforeRun(library, asLoaded);
  await provenDevice(device, plan.spec.norm);
  const initial = firstWeights(plan, origin);
  history.preset = chosen?.preset ?? null;
  const past = state ? history.restore(await folder.pastHistory(), state.training.step) : [];
  const log = new RunLog(plan, history.preset);
  for (const event of past) log.note(event);
  // Only now: a call that was refused takes nothing from the run before.
  if (!state) await folder.clear();
  const result = await train(device, run, log, { state, past, history, folder, initial });
  const { best, last, summary } = result;
  // Nothing was learned that could take the place of what is in the folder.
  if (result.failure !== null && best.step === 0) throw result.failure;
  const bestInfo = modelInfo(plan, classes, best, summary.scores);
  const model = await writeResult(out, 'model.safetensors', writeSafetensors(bestInfo, best.weights));
  const lastInfo = modelInfo(plan, classes, last, null);
  await writeResult(out, 'last.safetensors', writeSafetensors(lastInfo, last.weights));
  const bytes = await runBytes(device, summary.plan, run.heldOut);
  await writeResult(out, 'run.json', asJson(log.account(device.report, result, classes, bytes)));
  if (result.failure !== null) throw result.failure;
  const { stepsDone, scores } = summary;
  return JSON.stringify({ model, steps: stepsDone, meanIou: scores?.meanIou ?? null });
}

type Given = ReturnType<typeof readOptions<typeof OPTIONS>>;

/** Where a run comes from and where its states go. */
interface Keeping {
  readonly initial: WeightMap;
  readonly state: RunState | null;
  /** What the run told before it goes on. */
  readonly past: readonly TrainEvent[];
  readonly history: RunHistory;
  readonly folder: CheckpointFolder;
}

interface NamedRun extends BegunRun {
  readonly heldOut: readonly Example[];
}

async function begin(library: ImageLibrary, { settings, augment }: ChosenRun): Promise<NamedRun> {
  const images = await trainingImages(library);
  const asked = { settings, augment: augment ?? DEFAULT_AUGMENT, weights: null };
  const { plan, sources } = beginRun(library, images, asked);
  return named(library, { plan: withImageSums(plan, images), sources });
}

/** Images are prepared as the plan has it. */
async function goOn(library: ImageLibrary, { plan }: RunState): Promise<NamedRun> {
  const { scale, normalisation, channelChoice: channels } = plan;
  await library.choose({ scale, normalisation, channels });
  const asLoaded = renamedPlan(plan, (name) => libraryName(library, name));
  return named(library, resumeRun(library, await trainingImages(library), asLoaded));
}

/**
 * What to go on from, for as many steps as are asked for. Throws `bad-option` for what a plan that is frozen has settled,
 * fewer steps included, and `bad-setting` for no number of steps.
 */
async function stateOf(folder: CheckpointFolder, given: Given): Promise<RunState> {
  const settled = Object.keys(given).find((name) => !FREE_TO_RESUME.includes(name));
  if (settled !== undefined) throw settledOption(settled);
  const { state } = await folder.newest();
  if (given.steps === undefined) return state;
  const moreSteps = checkedNumber('steps', given.steps, TRAIN_LIMITS.steps) - state.plan.steps;
  if (moreSteps < 0) throw fewerSteps(state.plan);
  return moreSteps > 0 ? extendedState(state, moreSteps) : state;
}

/** Under the images' own names, without the folder that tells images from masks. */
async function named(library: ImageLibrary, { plan, sources }: BegunRun): Promise<NamedRun> {
  const heldOut = await heldOutExamples(library, plan);
  const renamed = <T extends { readonly id: string }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, id: ownName(one.id) }));
  return {
    plan: renamedPlan(plan, ownName),
    sources: renamed(sources.map(plainSource)),
    heldOut: renamed(heldOut),
  };
}

/** The id of the image whose own name this is; the name itself where there is none, which is then told as missing. */
function libraryName(library: ImageLibrary, name: string): string {
  return library.dataset().images.find(({ id }) => ownName(id) === name)?.id ?? name;
}

function fewerSteps({ steps }: TrainPlan) {
  return studioError(
    'bad-option',
    `The run that goes on was planned for ${steps} steps, and its learning rate with them.`,
    `Leave --steps out, or give more than ${steps}; Ctrl-C ends it earlier.`,
    '--steps',
  );
}

function settledOption(name: string) {
  return studioError(
    'bad-option',
    `--${name} cannot be given with --resume: the run that goes on has settled it.`,
    `Leave --${name} out, or train a new run.`,
    `--${name}`,
  );
}

function classesOf(library: ImageLibrary): ClassInfo[] {
  const { reading } = library.dataset();
  return reading ? defaultClasses(reading) : [];
}

async function train(
  device: StudioDevice,
  { plan, sources, heldOut }: NamedRun,
  log: RunLog,
  { state, past, history, folder, initial }: Keeping,
): Promise<TrainResult> {
  const network = makeNetwork(device, plan.spec, initial);
  const trainer = makeTrainer(network, plan);
  const control = new TrainControl();
  const work = () =>
    trainModel(trainer, plan, {
      patch: async (step, index) =>
        drawPatch(sources, plan, plan.augment, plan.classWeights, { seed: plan.seed, step, index }),
      evaluate: () => quickScores(network, heldOut, plan.inputSize),
      assess: () => assess(network, heldOut, plan),
      resume: state,
      warned: past.flatMap((event) => (event.type === 'warning' ? [event.warning] : [])),
      checkpoint: (reached) => folder.keep(reached),
      onEvent: (event) => {
        history.take(event);
        log.take(event);
      },
      control,
      now: () => performance.now(),
      // Of the clock that began with the process.
      startedMs: 0,
      scoringCost: scoringCost(plan.spec, heldOut, plan.inputSize),
    });
  return stopOnInterrupt(control, work);
}
