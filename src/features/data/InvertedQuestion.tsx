/** Whether object and background of a whole set are exchanged: only the user can say, black objects are no mistake. */
import { Button } from '@mantine/core';
import { formatShare } from '../../ui/format';
import { useStudio } from '../studioContext';
import styles from './checks.module.css';
import data from './data.module.css';
import { asBackground, mayBeInverted } from './maskReading';
import { useMaskReading } from './useMaskReading';

export function InvertedQuestion() {
  const dataset = useStudio((state) => state.data.dataset);
  const object = useStudio((state) => state.data.classes[1]?.name);
  const choiceOf = useMaskReading();
  const { reading, classShares } = dataset;
  if (reading?.kind !== 'classes' || !mayBeInverted(dataset)) return null;
  return (
    <div className={styles.question}>
      <p className={styles.asked}>
        Most is object: “{object}” covers {formatShare(classShares[1] ?? 0)}. Is that so?
      </p>
      <div className={data.buttonRow}>
        <Button size="compact-sm" variant="default" onClick={choiceOf(asBackground(reading, 1)).apply}>
          No, swap them
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={choiceOf({ reading }).apply}>
          Yes
        </Button>
      </div>
    </div>
  );
}
