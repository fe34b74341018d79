/** A preset made concrete for these images on this device. Pure. Called by the engine before Start and by the command line. */
import type { ChosenRun, ImageFacts, TrainChoice } from '../../domain/presets';
import { checkedTrainSettings } from '../../domain/train';
import type { ChoiceDevice } from './auto/autoNetwork';
import { autoRun } from './auto/autoRun';
import { withFittingSplit } from './fittingSplit';
import { presetRun } from './presets';

/** Settings of the user's own win, and have no reason. Throws `bad-setting` where one of them is out of range. */
export function chooseRun(choice: TrainChoice, facts: ImageFacts, device: ChoiceDevice): ChosenRun {
  const { preset, overrides } = choice;
  const run = checked(
    preset === 'auto'
      ? autoRun(overrides, facts, device)
      : withOverrides(presetRun(preset, facts), overrides),
  );
  return 'split' in overrides ? run : withFittingSplit(run, facts);
}

function withOverrides(run: ChosenRun, overrides: TrainChoice['overrides']): ChosenRun {
  const reasons = run.reasons.filter(({ setting }) => !(setting in overrides));
  return { ...run, settings: { ...run.settings, ...overrides }, reasons };
}

function checked(run: ChosenRun): ChosenRun {
  return { ...run, settings: checkedTrainSettings(run.settings) };
}
