/** One transform: on or off, how far, how often. */
import { Switch } from '@mantine/core';
import type { RangedTransform, SwitchedTransform } from '../../domain/augment';
import { formatShare } from '../../ui/format';
import { SettingSlider } from '../../ui/SettingSlider';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import type { TransformRow } from './transforms';

export function TransformControl({ row }: { readonly row: TransformRow }) {
  const { setSettings } = useActions().augment;
  const transform: RangedTransform | SwitchedTransform = useStudio(
    (state) => state.augment.settings[row.key],
  );
  const change = (part: Partial<RangedTransform>) => setSettings({ [row.key]: { ...transform, ...part } });
  return (
    <section className={styles.transform} aria-label={row.name}>
      <Switch
        size="sm"
        label={row.name}
        labelPosition="left"
        classNames={{ body: styles.switchBody, labelWrapper: styles.switchLabel }}
        checked={transform.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      <p className={styles.hint}>{row.hint}</p>
      {transform.enabled && (
        <div className={styles.sliders}>
          {row.amount && 'amount' in transform && (
            <SettingSlider
              label="Amount"
              name={`${row.name} amount`}
              value={transform.amount}
              min={0}
              max={row.amount.max}
              step={row.amount.step}
              format={row.amount.format}
              onChange={(amount) => change({ amount })}
            />
          )}
          <SettingSlider
            label="Chance"
            name={`${row.name} chance`}
            value={transform.probability}
            min={0}
            max={1}
            step={0.05}
            format={formatShare}
            onChange={(probability) => change({ probability })}
          />
        </div>
      )}
    </section>
  );
}
