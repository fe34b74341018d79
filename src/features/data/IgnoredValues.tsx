/** Mask values that count nowhere, each with the way back. */
import { CloseButton } from '@mantine/core';
import type { MaskReading, ValueCount } from '../../domain/labels';
import { formatShare } from '../../ui/format';
import { useStudio } from '../studioContext';
import { countValue } from './maskReading';
import masks from './masks.module.css';
import { useMaskReading } from './useMaskReading';
import { valueText } from './valueText';

export function IgnoredValues({ reading }: { readonly reading: MaskReading }) {
  const choiceOf = useMaskReading();
  const values = useStudio((state) => state.data.dataset.values);
  if (reading.ignore.length === 0) return null;
  return (
    <div className={masks.ignored}>
      <span title="Pixels with these values count nowhere: not in training, not in scores.">
        Ignored ({formatShare(shareOf(values, reading.ignore))})
      </span>
      {reading.ignore.map((value) => {
        const choice = choiceOf(countValue(reading, value));
        const name = valueText(value, reading);
        return (
          <span key={value} className={masks.chip}>
            {name}
            <CloseButton
              size="xs"
              title={choice.reason ?? 'Count it again'}
              aria-label={`Count value ${name} again`}
              disabled={choice.reason !== null}
              onClick={choice.apply}
            />
          </span>
        );
      })}
    </div>
  );
}

function shareOf(values: readonly ValueCount[], some: readonly number[]): number {
  const sum = (list: readonly ValueCount[]) => list.reduce((total, { pixels }) => total + pixels, 0);
  const all = sum(values);
  return all === 0 ? 0 : sum(values.filter(({ value }) => some.includes(value))) / all;
}
