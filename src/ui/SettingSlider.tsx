/** A number to slide: its name and value on one line, the slider, and one line that says what it does. */
import { Slider } from '@mantine/core';
import styles from './setting.module.css';

export interface SettingSliderProps {
  readonly label: string;
  /** Accessible name where the label alone says too little. */
  readonly name?: string;
  /** What it does and when to change it; empty where the label says all. */
  readonly hint?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly disabled?: boolean;
  /** The value with its unit: "± 15°", "50 %". */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

export function SettingSlider(props: SettingSliderProps) {
  const { label, name = label, hint, value, min, max, step, disabled = false, format, onChange } = props;
  return (
    <div className={styles.setting} data-disabled={disabled || undefined}>
      <div className={styles.line}>
        <span>{label}</span>
        <span className={styles.value}>{format(value)}</span>
      </div>
      <Slider
        size={4}
        thumbSize={14}
        label={null}
        thumbLabel={name}
        thumbValueText={format(value)}
        {...{ value, min, max, step, disabled, onChange }}
      />
      {hint ? <p className={styles.hint}>{hint}</p> : null}
    </div>
  );
}
