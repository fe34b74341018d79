/** The recipes in a row; the one that the settings equal is marked. */
import { SegmentedControl } from '@mantine/core';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { PRESETS, presetOf } from './presets';

export function PresetRow() {
  const { setSettings } = useActions().augment;
  const settings = useStudio((state) => state.augment.settings);
  const preset = presetOf(settings);
  const choose = (name: string) => {
    const chosen = PRESETS.find((one) => one.name === name);
    if (chosen) setSettings(chosen.settings, 'the preset');
  };
  return (
    <div className={styles.presets}>
      <SegmentedControl
        size="xs"
        fullWidth
        classNames={{ control: styles.presetControl, label: styles.presetLabel }}
        aria-label="Preset"
        data={PRESETS.map(({ name }) => name)}
        value={preset?.name ?? ''}
        onChange={choose}
      />
      <p className={styles.hint}>
        {preset?.doc ?? 'Your own settings. A preset replaces them; undo brings them back.'}
      </p>
    </div>
  );
}
