/** The learning rate of the run under way, and three ways to change it: recorded with the run. */
import { Button, Group } from '@mantine/core';
import { rateFactor, type TrainRun } from '../../state/trainProgress';
import { formatNumber, NO_VALUE } from '../../ui/format';
import { useActions } from '../studioContext';
import { rateText } from './runText';
import styles from './train.module.css';

const CHANGES = [
  { by: 0.1, label: '× 0.1' },
  { by: 0.5, label: '× 0.5' },
  { by: 2, label: '× 2' },
] as const;

interface RateControlProps {
  readonly run: TrainRun;
  /** Of the last step; null before the first. */
  readonly rate: number | null;
}

export function RateControl({ run, rate }: RateControlProps) {
  const { train } = useActions();
  const factor = rateFactor(run);
  const waiting = run.step === 0 || run.phase === 'stopping';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's frame says no more than this name.
    <div role="group" aria-label="Learning rate" className={styles.rate}>
      <span>
        Learning rate <strong>{rate === null ? NO_VALUE : formatNumber(rate)}</strong>
        {factor !== 1 && <span className={styles.dim}> ({rateText(factor)})</span>}
      </span>
      <Group gap={4} wrap="nowrap">
        {CHANGES.map(({ by, label }) => (
          <Button
            key={by}
            size="compact-xs"
            variant="default"
            disabled={waiting}
            aria-label={`Learning rate ${label}`}
            onClick={() => void train.scaleRate(by)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </div>
  );
}
