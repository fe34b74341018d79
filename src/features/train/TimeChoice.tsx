/** Stage "train", before Start: how long a run may take, or how many steps it makes. */
import { SegmentedControl } from '@mantine/core';
import { TRAIN_LIMITS } from '../../domain/train';
import { useActions, useStudio } from '../studioContext';
import { NumberRow } from './SettingRow';
import { GRANTS, grantOf, grantText } from './timeGrant';
import styles from './train.module.css';

export function TimeChoice() {
  const { train } = useActions();
  const overrides = useStudio((state) => state.train.choice.overrides);
  const settings = useStudio((state) => state.train.settings);
  const grant = grantOf(overrides);
  const choose = (value: string) => {
    if (value === 'steps') train.setSettings({ steps: settings.steps });
    else train.setSettings({ minutes: value === 'until' ? 0 : Number(value) });
  };
  return (
    <div className={styles.block}>
      <div className={styles.blockTitle}>Time granted</div>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Time granted"
        data={[...GRANTS]}
        value={grant}
        onChange={choose}
      />
      <p className={styles.hint}>{grantText(overrides)}</p>
      {grant === 'steps' && (
        <NumberRow
          field={{
            kind: 'number',
            name: 'steps',
            label: 'Steps',
            step: 50,
            hint: 'Add more while the loss still falls.',
          }}
          value={settings.steps}
          max={TRAIN_LIMITS.steps.max}
          onChange={(steps) => train.setSettings({ steps })}
          onReset={null}
        />
      )}
    </div>
  );
}
