/** All settings of a run in their groups, folded: what the preset has, and what the user has taken over. */
import { NativeSelect } from '@mantine/core';
import { useId } from 'react';
import { labelledImages } from '../../domain/data';
import { TRAIN_LIMITS, type TrainSettings } from '../../domain/train';
import { heldOutImages } from '../../state/heldOut';
import { plural } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { nameList } from './imageRole';
import { ChoiceRow, NumberRow } from './SettingRow';
import { SPLIT_TEXT } from './settingTexts';
import styles from './train.module.css';
import { type SettingField, SPLIT_FIELD, settingGroups } from './trainSettings';

export function SettingsForm() {
  const settings = useStudio((state) => state.train.settings);
  const overrides = useStudio((state) => state.train.choice.overrides);
  return settingGroups(settings).map(({ title, fields }) => {
    const changed = fields.filter(({ name }) => name in overrides && name !== 'seed').length;
    return (
      <InspectorGroup
        key={title}
        title={title}
        closed
        detail={changed > 0 ? `${changed} changed` : undefined}
      >
        {fields.map((field) => (
          <Setting key={field.name} field={field} settings={settings} />
        ))}
        {title === 'Held out' && <HeldOutNote settings={settings} />}
      </InspectorGroup>
    );
  });
}

interface SettingProps {
  readonly field: SettingField;
  readonly settings: TrainSettings;
}

function Setting({ field, settings }: SettingProps) {
  const { train } = useActions();
  const changed = useStudio((state) => field.name in state.train.choice.overrides && field.name !== 'seed');
  const labelled = useStudio((state) => labelledImages(state.data.dataset).length);
  const change = (value: number | string) => train.setSettings({ [field.name]: value });
  const reset = changed ? () => train.resetSetting(field.name) : null;
  if (field.name === 'split') return <SplitRow value={settings.split} onChange={change} onReset={reset} />;
  if (field.kind === 'choice') {
    return <ChoiceRow field={field} value={settings[field.name]} onChange={change} onReset={reset} />;
  }
  const max = largest(field.name, settings, labelled);
  return <NumberRow field={field} value={settings[field.name]} max={max} onChange={change} onReset={reset} />;
}

/** Largest value that makes sense with so many labelled images. */
function largest(name: keyof typeof TRAIN_LIMITS, { folds }: TrainSettings, labelled: number): number {
  const { min, max } = TRAIN_LIMITS[name];
  if (labelled === 0) return max;
  if (name === 'validationImages') return labelled - 1;
  if (name === 'folds') return Math.max(min, labelled);
  return name === 'fold' ? folds - 1 : max;
}

interface SplitRowProps {
  readonly value: TrainSettings['split'];
  readonly onChange: (value: string) => void;
  readonly onReset: (() => void) | null;
}

/** Too many and too long for a segmented row. */
function SplitRow({ value, onChange, onReset }: SplitRowProps) {
  const id = useId();
  return (
    <div>
      <NativeSelect
        size="xs"
        label={SPLIT_FIELD.label}
        aria-describedby={`${id}-hint`}
        data={[...SPLIT_FIELD.choices]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {SPLIT_TEXT[value]}{' '}
        {onReset && (
          <button type="button" className={styles.link} onClick={onReset}>
            As the preset has it
          </button>
        )}
      </p>
    </div>
  );
}

function HeldOutNote({ settings }: { readonly settings: TrainSettings }) {
  const dataset = useStudio((state) => state.data.dataset);
  if (labelledImages(dataset).length === 0) return null;
  const held = heldOutImages(dataset, settings);
  if (settings.split === 'spatial') {
    return <p className={styles.note}>A block of {plural(held.length, 'image')} is held out.</p>;
  }
  return (
    <p className={styles.note}>
      {held.length === 0
        ? 'No image is held out: nothing will tell how good the model is on new images.'
        : `Held out: ${nameList(held.map((image) => image.name))}.`}
    </p>
  );
}
