/** Whether objects that touch are taken apart, where, and how readily. */
import { SegmentedControl } from '@mantine/core';
import type { SplitLandscape } from '../../../domain/objects';
import { formatNumber } from '../../../ui/format';
import { SettingSlider } from '../../../ui/SettingSlider';
import { useActions, useStudio } from '../../studioContext';
import styles from './objects.module.css';

const HINTS: Readonly<Record<SplitLandscape, string>> = {
  none: 'Objects that touch are one.',
  distance: 'Cut at necks: right for round objects.',
  probability: 'Cut where the model was less sure.',
};

/** By landscape: what the depth is at first, and how far it goes. */
const DEPTHS = {
  distance: { first: 1, max: 20, step: 0.25 },
  probability: { first: 0.1, max: 1, step: 0.01 },
};

export function SplitControls() {
  const { objects } = useActions();
  const { split, splitDepth } = useStudio((state) => state.objects.settings);
  const choose = (next: SplitLandscape) =>
    objects.set({ split: next, ...(next === 'none' ? {} : { splitDepth: DEPTHS[next].first }) });
  return (
    <>
      <div className={styles.choice}>
        <span>Split what touches</span>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Split what touches"
          value={split}
          onChange={choose}
          data={[
            { value: 'none', label: 'No' },
            { value: 'distance', label: 'By shape' },
            { value: 'probability', label: 'By probability' },
          ]}
        />
        <p className={styles.hint}>{HINTS[split]}</p>
      </div>
      {split !== 'none' && (
        <SettingSlider
          label="Depth of a neck"
          hint="Larger splits less."
          min={0}
          max={DEPTHS[split].max}
          step={DEPTHS[split].step}
          value={splitDepth}
          format={(value) => (split === 'distance' ? `${formatNumber(value)} px` : value.toFixed(2))}
          onChange={(value) => objects.set({ splitDepth: value })}
        />
      )}
    </>
  );
}
