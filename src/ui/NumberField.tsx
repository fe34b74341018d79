/** A number to type, taken over when the field is left or Enter is pressed: for what costs work to apply. */
import { NumberInput } from '@mantine/core';
import { useState } from 'react';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly suffix?: string;
  readonly onCommit: (value: number) => void;
}

export function NumberField({ label, value, min, max, step, suffix = '', onCommit }: NumberFieldProps) {
  /** What is being typed; null while the field shows the value itself. */
  const [draft, setDraft] = useState<number | string | null>(null);
  const commit = () => {
    setDraft(null);
    const typed = draft === null || draft === '' ? Number.NaN : Number(draft);
    if (Number.isFinite(typed) && typed !== value) onCommit(Math.min(max, Math.max(min, typed)));
  };
  return (
    <NumberInput
      size="xs"
      label={label}
      value={draft ?? value}
      min={min}
      max={max}
      step={step}
      suffix={suffix}
      decimalScale={6}
      clampBehavior="none"
      onChange={setDraft}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
