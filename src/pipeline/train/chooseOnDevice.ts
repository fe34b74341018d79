/** What a preset comes to on an open device: chooseRun with the device's own speed and memory. For the page and the command line. */
import type { UNetSpec } from '../../domain/network';
import type { ChosenRun, ImageFacts, TrainChoice } from '../../domain/presets';
import type { TrainSettings } from '../../domain/train';
import { compileTarget, type PlanDevice } from '../../gpu/planDevice';
import type { Size } from '../../imaging/resize';
import { tileGeometry } from '../../network/tileGeometry';
import type { ChoiceDevice } from './auto/autoNetwork';
import { chooseRun } from './chooseRun';
import { type FittedMemory, type ForecastSides, fitsDevice, forecastRun } from './forecastRun';
import type { RunEstimator } from './runEstimator';
import { specOf } from './runShape';
import { sizesAt } from './sizesAt';

/** Which tiles the looks at held-out images will show the network: the next stage knows (lookSides). */
export type SidesOf = (
  spec: UNetSpec,
  plan: {
    readonly heldOut: ImageFacts['images'];
    readonly trainedSize: number;
    readonly validations: number;
    readonly glimpses: boolean;
  },
) => ForecastSides;

/** `device` is null in slow mode, `times` where nothing is known of the device's. Throws `bad-setting`. */
export async function chooseOnDevice(
  choice: TrainChoice,
  facts: ImageFacts,
  device: PlanDevice | null,
  times: RunEstimator | null,
  sidesOf: SidesOf,
): Promise<ChosenRun> {
  if (!device) return chooseRun(choice, facts, UNKNOWN);
  // The scale hangs on the images alone.
  const { scale } = chooseRun(choice, facts, UNKNOWN);
  const largest = largestOf(sizesAt(scale, facts));
  return chooseRun(choice, facts, await choiceDevice(facts, largest, device, times, sidesOf));
}

const UNKNOWN: ChoiceDevice = { secondsPerStep: () => null, fits: () => true };

function largestOf(sizes: readonly Size[]): Size[] {
  const longer = (one: Size, other: Size) =>
    Math.max(other.width, other.height) - Math.max(one.width, one.height);
  return [...sizes].sort(longer).slice(0, 1);
}

async function choiceDevice(
  facts: ImageFacts,
  largest: readonly Size[],
  device: PlanDevice,
  times: RunEstimator | null,
  sidesOf: SidesOf,
): Promise<ChoiceDevice> {
  const options = await compileTarget(device);
  const { budgetBytes } = device.memory;
  const found = (settings: TrainSettings): FittedMemory | null => {
    const { spec, plan } = shapeOf(settings, facts);
    // With the largest image to look at: who is held out is not known yet.
    const looks = { heldOut: largest, validations: 2, glimpses: true };
    const sides = sidesOf(spec, { ...looks, trainedSize: plan.inputSize });
    return forecastRun({ spec, plan, sides, device: options, budgetBytes });
  };
  return {
    fits: (settings) => fitsDevice(found(settings)?.memory ?? null, budgetBytes),
    secondsPerStep: (settings) => {
      const { spec, plan } = shapeOf(settings, facts);
      const memoryOf = times && found(settings);
      return memoryOf ? times.secondsPerStep(spec, plan, memoryOf.microBatch) : null;
    },
  };
}

function shapeOf(settings: TrainSettings, { channels, classes }: ImageFacts) {
  const spec = specOf(settings, channels, classes);
  const { inputSize, outputSize } = tileGeometry(spec, settings.tile);
  return { spec, plan: { ...settings, inputSize, outputSize } };
}
