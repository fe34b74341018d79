/** What a preset comes to on an open device: chooseRun with the device's own speed and memory. For the page and the command line. */
import type { ChosenRun, ImageFacts, TrainChoice } from '../../domain/presets';
import type { TrainSettings } from '../../domain/train';
import { multiplyAddRate } from '../../gpu/multiplyAddRate';
import { dispatchLimit, type PlanDevice } from '../../gpu/planDevice';
import { buildGraph } from '../../network/buildGraph';
import { multiplyAdds } from '../../network/multiplyAdds';
import { tileGeometry } from '../../network/tileGeometry';
import { lookSides } from '../predict/lookSides';
import type { ChoiceDevice } from './auto/autoNetwork';
import { chooseRun } from './chooseRun';
import { fitsDevice, forecastRun } from './forecastRun';
import { specOf } from './runShape';

/** Seconds of a step of settings that nothing is compiled for; null where it cannot be said. */
export type EstimateStep = (settings: TrainSettings, facts: ImageFacts) => Promise<number | null>;

/** Forward, and the gradients of inputs and of filters. */
const PASSES = 3;
/** Of the speed of one convolution over many channels, all that a step does comes to about so much. */
const EFFICIENCY = 0.7;

/** `device` is null in slow mode, where nothing is known. Throws `bad-setting`. */
export async function chooseOnDevice(
  choice: TrainChoice,
  facts: ImageFacts,
  device: PlanDevice | null,
  estimate: EstimateStep | null = device && byMultiplyAdds(device),
): Promise<ChosenRun> {
  const fits = device ? await memoryCheck(facts, device) : () => true;
  if (!estimate) return chooseRun(choice, facts, { secondsPerStep: () => null, fits });
  return withEstimates(
    (secondsPerStep) => chooseRun(choice, facts, { secondsPerStep, fits }),
    (settings) => estimate(settings, facts),
  );
}

/** Calls `choose` until it has been answered all it asks: it is pure, and asks the same again. */
async function withEstimates(
  choose: (secondsPerStep: ChoiceDevice['secondsPerStep']) => ChosenRun,
  estimate: (settings: TrainSettings) => Promise<number | null>,
): Promise<ChosenRun> {
  const known = new Map<string, number | null>();
  for (;;) {
    const asked = new Map<string, TrainSettings>();
    const run = choose((settings) => {
      const key = shapeKey(settings);
      if (!known.has(key)) asked.set(key, settings);
      return known.get(key) ?? null;
    });
    if (asked.size === 0) return run;
    for (const [key, settings] of asked) known.set(key, await estimate(settings));
  }
}

/** Of what decides the time of a step. */
function shapeKey(settings: TrainSettings): string {
  const { depth, width, padding, norm, tile, batch, loss, optimizer, dropout, skips } = settings;
  return [depth, width, padding, norm, tile, batch, loss, optimizer, dropout > 0, skips].join();
}

/** From the speed of one kind of convolution, before any kernel was timed. */
function byMultiplyAdds(device: PlanDevice): EstimateStep {
  let rate: Promise<number> | null = null;
  return async (settings, { channels, classes }) => {
    rate ??= multiplyAddRate(device.memory, device.variants);
    const spec = specOf(settings, channels, classes);
    const { inputSize } = tileGeometry(spec, settings.tile);
    const work = PASSES * settings.batch * multiplyAdds(buildGraph(spec), inputSize);
    return work / (EFFICIENCY * 1000 * (await rate));
  };
}

/** With the last image, at most, to look at: who is held out is not known yet. */
async function memoryCheck(
  { channels, classes, images }: ImageFacts,
  device: PlanDevice,
): Promise<ChoiceDevice['fits']> {
  const { memory, variants } = device;
  const options = { variants, limits: memory.device.limits, ...(await dispatchLimit(device)) };
  const { budgetBytes } = memory;
  return (settings) => {
    const spec = specOf(settings, channels, classes);
    const { inputSize, outputSize } = tileGeometry(spec, settings.tile);
    const looks = { heldOut: images.slice(-1), trainedSize: inputSize, validations: 2, glimpses: true };
    const plan = { ...settings, inputSize, outputSize };
    const sides = lookSides(spec, looks);
    const found = forecastRun({ spec, plan, sides, device: options, budgetBytes });
    return fitsDevice(found?.memory ?? null, budgetBytes);
  };
}
