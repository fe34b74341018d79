/** One setting of a finished run, another value, the same seed: runs it and puts both side by side. */
import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { RunRecord } from '../../domain/run';
import { TRAIN_LIMITS, type TrainSettings } from '../../domain/train';
import { variantBase } from '../../state/trainRequest';
import { formatDuration } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions } from '../studioContext';
import { settingLabel, settingValue } from './settingTexts';
import styles from './train.module.css';
import { ALL_FIELDS, type SettingField } from './trainSettings';
import { otherValue } from './variantValue';

interface VariantProps {
  readonly run: RunRecord;
  readonly blocked: boolean;
}

export function Variant({ run, blocked }: VariantProps) {
  const { train } = useActions();
  const base = variantBase(run);
  const [name, setName] = useState<keyof TrainSettings>('learningRate');
  const [typed, setTyped] = useState<string | number | null>(null);
  const field = FIELDS.find((one) => one.name === name);
  if (field === undefined) return null;
  const value = typed ?? otherValue(field, base);
  const same = value === base[name];
  const fits = field.kind === 'choice' || isInRange(field, value);
  const cost = run.summary?.msPerStep ? formatDuration(run.summary.msPerStep * base.steps) : null;
  return (
    <InspectorGroup title="Try one change" closed>
      <NativeSelect
        size="xs"
        label="Setting"
        data={FIELDS.map((one) => ({ value: one.name, label: one.label }))}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value as keyof TrainSettings);
          setTyped(null);
        }}
      />
      <Value field={field} value={value} onChange={setTyped} />
      <p className={styles.hint}>
        It was {settingValue(name, base[name])}. Same seed, same {base.steps} steps
        {cost === null ? '' : `, about ${cost}`}; then both side by side.
      </p>
      <Button
        fullWidth
        size="xs"
        variant="default"
        disabled={blocked || same || !fits}
        onClick={() => void train.tryVariant(run.id, { [name]: value }, variantName(run.name, name, value))}
      >
        Run it and compare
      </Button>
    </InspectorGroup>
  );
}

/** "Run 1, batch 4 patches". */
function variantName(of: string, name: keyof TrainSettings, value: string | number): string {
  return `${of}, ${settingLabel(name).toLowerCase()} ${settingValue(name, value)}`;
}

/** Who is held out stays: another split has another score. */
const FIELDS: readonly SettingField[] = ALL_FIELDS.filter(
  ({ name }) => !['split', 'validationImages', 'folds', 'fold'].includes(name),
);

interface ValueProps {
  readonly field: SettingField;
  readonly value: string | number;
  readonly onChange: (value: string | number) => void;
}

function Value({ field, value, onChange }: ValueProps) {
  if (field.kind === 'choice') {
    return (
      <NativeSelect
        size="xs"
        label="New value"
        data={[...field.choices]}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const { min, max, whole } = TRAIN_LIMITS[field.name];
  return (
    <NumberInput
      size="xs"
      label="New value"
      value={value}
      min={min}
      max={max}
      step={field.step}
      allowDecimal={!whole}
      onChange={onChange}
    />
  );
}

function isInRange(field: SettingField & { kind: 'number' }, value: string | number): boolean {
  const { min, max } = TRAIN_LIMITS[field.name];
  return typeof value === 'number' && value >= min && value <= max;
}
