/** One of a few: its name, the choices in a row, and the line on the one that is chosen. */
import { SegmentedControl } from '@mantine/core';
import styles from './augment.module.css';

export interface ChoiceLineProps<T extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: T; readonly label: string; readonly doc: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function ChoiceLine<T extends string>({ label, choices, value, onChange }: ChoiceLineProps<T>) {
  const doc = choices.find((choice) => choice.value === value)?.doc;
  return (
    <div className={styles.choice}>
      <span>{label}</span>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={label}
        data={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
        value={value}
        onChange={onChange}
      />
      {doc && <p className={styles.hint}>{doc}</p>}
    </div>
  );
}
