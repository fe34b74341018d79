/** One training setting: its name, its control, the line that says what it does, and the way back to the preset. */
import { ActionIcon, NumberInput, SegmentedControl } from '@mantine/core';
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { TRAIN_LIMITS } from '../../domain/train';
import styles from './train.module.css';
import type { ChoiceField, NumberField } from './trainSettings';

interface NumberRowProps {
  readonly field: NumberField;
  readonly value: number;
  /** Largest value that makes sense now, where that is less than the setting's own limit. */
  readonly max: number;
  readonly onChange: (value: number) => void;
  /** Gives the setting back to the preset; null where the preset has it. */
  readonly onReset: (() => void) | null;
}

export function NumberRow({ field, value, max, onChange, onReset }: NumberRowProps) {
  const id = useId();
  const limits = TRAIN_LIMITS[field.name];
  const top = Math.min(limits.max, max);
  // What is being typed may be empty or half a number; only a value in range becomes the setting.
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const take = (next: number | string) => {
    setDraft(next);
    if (typeof next === 'number' && next >= limits.min && next <= top) onChange(next);
  };
  return (
    <Row id={id} label={field.label} hint={field.hint} onReset={onReset}>
      <NumberInput
        id={id}
        aria-describedby={`${id}-hint`}
        className={styles.number}
        size="xs"
        value={draft}
        min={limits.min}
        max={top}
        step={field.step}
        allowDecimal={!limits.whole}
        suffix={unitText(field.unit, draft)}
        onChange={take}
        onBlur={() => setDraft(value)}
      />
    </Row>
  );
}

/** Counted units lose their plural at 1: "1 patch". */
function unitText(unit: NumberField['unit'], value: number | string): string {
  if (unit === undefined) return '';
  return ` ${typeof unit === 'string' ? unit : unit[Number(value) === 1 ? 0 : 1]}`;
}

interface ChoiceRowProps {
  readonly field: ChoiceField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onReset: (() => void) | null;
}

export function ChoiceRow({ field, value, onChange, onReset }: ChoiceRowProps) {
  const id = useId();
  return (
    <Row id={id} label={field.label} hint={field.hint} labelled={false} onReset={onReset}>
      <SegmentedControl
        size="xs"
        aria-label={field.label}
        aria-describedby={`${id}-hint`}
        data={[...field.choices]}
        value={value}
        onChange={onChange}
      />
    </Row>
  );
}

interface RowProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** False where the control is a group that carries its name itself. */
  readonly labelled?: boolean;
  readonly onReset: (() => void) | null;
  readonly children: ReactNode;
}

function Row({ id, label, hint, labelled = true, onReset, children }: RowProps) {
  return (
    <div>
      <div className={styles.settingHead}>
        <span className={styles.settingName}>
          {labelled ? <label htmlFor={id}>{label}</label> : <span>{label}</span>}
          {onReset && (
            <ActionIcon
              size={18}
              variant="subtle"
              className={styles.reset ?? ''}
              aria-label={`${label}: as the preset has it`}
              title="Changed by you. Back to what the preset has"
              onClick={onReset}
            >
              <span className={styles.dot} />
              <RotateCcw size={12} aria-hidden />
            </ActionIcon>
          )}
        </span>
        {children}
      </div>
      <p id={`${id}-hint`} className={styles.hint}>
        {hint}
      </p>
    </div>
  );
}
