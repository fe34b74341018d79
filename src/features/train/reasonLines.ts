/** Why a preset came to its choices, line by line: what, which value, because of what. Pure. */
import type { ChosenRun, Reason } from '../../domain/presets';
import type { TrainingScale } from '../../domain/scale';
import type { TrainSettings } from '../../domain/train';
import { formatNumber } from '../../ui/format';
import { settingLabel, settingValue } from './settingTexts';

export interface ReasonLine {
  readonly name: string;
  readonly value: string;
  readonly because: string;
}

/** `own` are the parts of other stages that the user has decided there. */
export function reasonLines(
  chosen: ChosenRun,
  settings: TrainSettings,
  overrides: Partial<TrainSettings>,
  own: readonly ('scale' | 'augment')[],
): ReasonLine[] {
  return chosen.reasons.flatMap(({ setting, because }: Reason) => {
    if (setting === 'scale' || setting === 'augment') {
      const said = own.includes(setting) ? 'as you set it' : partValue(chosen, setting);
      return [{ name: settingLabel(setting), value: said, because }];
    }
    if (setting in overrides && setting !== 'minutes') return [];
    return [{ name: settingLabel(setting), value: settingValue(setting, settings[setting]), because }];
  });
}

function partValue({ scale, augment }: ChosenRun, part: 'scale' | 'augment'): string {
  if (part === 'scale') return scaleText(scale);
  return augment === null ? 'as in Augment' : 'the preset’s own';
}

/** "as in the file", "× 0.5", "0.65 µm a pixel". */
function scaleText(scale: TrainingScale): string {
  if (scale.kind === 'factor') return `× ${formatNumber(scale.factor)}`;
  return scale.kind === 'asIs' ? 'as in the file' : `${formatNumber(scale.um)} µm a pixel`;
}
