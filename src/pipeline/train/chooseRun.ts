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
  return withReachableEnd('split' in overrides ? run : withFittingSplit(run, facts, overrides), overrides);
}

/** Without anything held out every look counts as the best one: a preset's patience would never run out, and says so. */
function withReachableEnd(run: ChosenRun, overrides: TrainChoice['overrides']): ChosenRun {
  const { split, validationImages, patience, steps } = run.settings;
  const holdsNothing = (split === 'last' || split === 'drawn') && validationImages === 0;
  if (!holdsNothing || patience === 0 || 'patience' in overrides) return run;
  const because = `nothing is held out, so it cannot see when to stop: it ends after ${steps} steps, or when you stop it`;
  const others = run.reasons.filter(({ setting }) => setting !== 'patience');
  const reasons = [...others, { setting: 'patience', because } as const];
  return { ...run, settings: { ...run.settings, patience: 0 }, reasons };
}

function withOverrides(run: ChosenRun, overrides: TrainChoice['overrides']): ChosenRun {
  const reasons = run.reasons.filter(({ setting }) => !(setting in overrides));
  return { ...run, settings: { ...run.settings, ...overrides }, reasons };
}

function checked(run: ChosenRun): ChosenRun {
  return { ...run, settings: checkedTrainSettings(run.settings) };
}
