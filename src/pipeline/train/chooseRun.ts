/** A preset made concrete for these images on this device. Pure. Called by the engine before Start and by the command line. */
import type { ChosenRun, ImageFacts, TrainChoice } from '../../domain/presets';
import { checkedTrainSettings } from '../../domain/train';
import type { ChoiceDevice } from './auto/autoNetwork';
import { autoRun } from './auto/autoRun';
import { presetRun } from './presets';

/** Settings of the user's own win, and have no reason. Throws `bad-setting` where one of them is out of range. */
export function chooseRun(choice: TrainChoice, facts: ImageFacts, device: ChoiceDevice): ChosenRun {
  const { preset, overrides } = choice;
  if (preset === 'auto') return checked(autoRun(overrides, facts, device));
  const run = presetRun(preset, facts);
  const settings = { ...run.settings, ...overrides };
  const reasons = run.reasons.filter(({ setting }) => !(setting in overrides));
  return checked({ ...run, settings, reasons });
}

function checked(run: ChosenRun): ChosenRun {
  return { ...run, settings: checkedTrainSettings(run.settings) };
}
