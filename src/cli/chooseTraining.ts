/** From the options of `train` to a run's settings: the preset made concrete for these images on this device. */
import { studioError } from '../common/errors';
import { imageFacts } from '../domain/imageFacts';
import { type ChosenRun, TRAIN_PRESETS, type TrainPreset } from '../domain/presets';
import type { ModelInfo, TrainSettings } from '../domain/train';
import { planDevice } from '../gpu/planDevice';
import type { StudioDevice } from '../gpu/studioDevice';
import type { ImageLibrary } from '../pipeline/data/imageLibrary';
import { lookSides } from '../pipeline/predict/lookSides';
import { chooseOnDevice } from '../pipeline/train/chooseOnDevice';
import { runEstimator } from '../pipeline/train/runEstimator';
import { networkSettings, prepareAsModel, scaleText } from './originModel';
import { report } from './progress';
import type { readOptions } from './readOptions';

export const CHOICE_OPTIONS = {
  preset: 'text',
  steps: 'number',
  minutes: 'number',
  width: 'number',
  depth: 'number',
  tile: 'number',
  batch: 'number',
  scale: 'number',
  validation: 'number',
  seed: 'number',
} as const;

type Given = ReturnType<typeof readOptions<typeof CHOICE_OPTIONS>>;

/**
 * Brings the library to the scale of the run, and tells every choice with its reason on standard error. Of a model that
 * the run begins from come the network and how images are prepared, but for what is given. Throws `bad-option` for an
 * unknown preset, `bad-setting` for a value out of range.
 */
export async function chooseTraining(
  library: ImageLibrary,
  given: Given,
  device: StudioDevice,
  origin: ModelInfo | null,
): Promise<ChosenRun> {
  const overrides = { ...(origin && networkSettings(origin)), ...overridesOf(given) };
  const choice = { preset: presetOf(given.preset ?? 'auto'), overrides };
  const own = given.scale === undefined ? null : ({ kind: 'factor', factor: given.scale } as const);
  if (origin) await prepareAsModel(library, origin, own);
  else if (own) await library.choose({ scale: own });
  const scale = own ?? origin?.scale ?? null;
  const planned = planDevice(device);
  const times = planned && (await runEstimator(planned, { calibrating: true }));
  const run = await chooseOnDevice(choice, imageFacts(library.dataset(), scale), planned, times, lookSides);
  await library.choose({ scale: run.scale });
  tell(run);
  return run;
}

function presetOf(name: string): TrainPreset {
  const found = TRAIN_PRESETS.find((preset) => preset === name);
  if (found) return found;
  throw studioError(
    'bad-option',
    `There is no preset "${name}".`,
    `The presets are ${TRAIN_PRESETS.join(', ')}.`,
    name,
  );
}

/** `--validation K` holds out the last K images; without it the preset chooses. */
function overridesOf({ steps, minutes, width, depth, tile, batch, validation, seed }: Given) {
  const split = validation === undefined ? {} : ({ split: 'last', validationImages: validation } as const);
  const said = Object.entries({ steps, minutes, width, depth, tile, batch, seed }).filter(
    ([, value]) => value !== undefined,
  );
  if (steps !== undefined && minutes !== undefined) throw stepsAndMinutes();
  const untimed = steps === undefined ? {} : { minutes: 0 };
  const overrides: Partial<TrainSettings> = { ...Object.fromEntries(said), ...untimed, ...split };
  return overrides;
}

function stepsAndMinutes() {
  return studioError(
    'bad-option',
    'Both --steps and --minutes are given.',
    'Give one of them: minutes become the steps that fit.',
    '--minutes',
  );
}

function tell({ preset, settings, scale, reasons }: ChosenRun): void {
  report(`preset ${preset}`);
  for (const { setting, because } of reasons) {
    const value = setting === 'scale' ? scaleText(scale) : setting === 'augment' ? '' : settings[setting];
    report(`  ${[setting, value].join(' ').trim()}: ${because}`);
  }
}
