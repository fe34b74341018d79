/** Which pixels are of a class: the most probable one, or by a threshold of each class's probability. */
import { SegmentedControl } from '@mantine/core';
import { predictionClasses } from '../../../state/selectors';
import { settingsForClasses } from '../../../state/settingsForClasses';
import { ThresholdSlider } from '../../../ui/threshold/ThresholdSlider';
import { useActions, useStudio } from '../../studioContext';
import styles from './objects.module.css';

export function ThresholdControls({
  histogram,
}: {
  /** Of the image shown, by class; null while it is not known. */
  readonly histogram: readonly (readonly number[])[] | null;
}) {
  const { objects } = useActions();
  const classes = useStudio(predictionClasses);
  const settings = useStudio((state) => state.objects.settings);
  const { thresholds } = settingsForClasses(settings, classes.length);
  const choose = (kind: string) =>
    objects.set({ thresholds: kind === 'probable' ? null : classes.map(() => 0.5) });
  const setOne = (changed: number, value: number) =>
    objects.set({ thresholds: thresholds?.map((own, index) => (index === changed ? value : own)) ?? null });
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="A pixel is of"
        value={thresholds === null ? 'probable' : 'thresholds'}
        onChange={choose}
        data={[
          { value: 'probable', label: 'Most probable class' },
          { value: 'thresholds', label: 'Thresholds' },
        ]}
      />
      {thresholds === null ? (
        <p className={styles.hint}>
          Every pixel is of its most probable class. Thresholds find more, or less.
        </p>
      ) : (
        classes.map(
          ({ name, color }, index) =>
            index > 0 && (
              <ThresholdSlider
                // A class has no other identity than its index: names may repeat.
                // biome-ignore lint/suspicious/noArrayIndexKey: classes are never reordered.
                key={index}
                name={name}
                color={color}
                bins={histogram?.[index] ?? null}
                value={thresholds[index] ?? 0.5}
                onChange={(value) => setOne(index, value)}
              />
            ),
        )
      )}
    </>
  );
}
