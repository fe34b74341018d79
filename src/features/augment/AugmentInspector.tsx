/** Inspector of the Augment stage: presets, then each transform. Every change shows in the patches at once. */
import { SegmentedControl } from '@mantine/core';
import { type AugmentSettings, DEFAULT_AUGMENT, NO_AUGMENT } from '../../domain/augment';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { TransformControl } from './TransformControl';
import { TRANSFORMS } from './transforms';

const PRESETS: Readonly<Record<string, AugmentSettings>> = { Default: DEFAULT_AUGMENT, None: NO_AUGMENT };

export function AugmentInspector() {
  const { setSettings } = useActions().augment;
  const settings = useStudio((state) => state.augment.settings);
  return (
    <>
      <div className={styles.presets}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Preset"
          data={Object.keys(PRESETS)}
          value={presetOf(settings)}
          onChange={(name) => setSettings(PRESETS[name] ?? DEFAULT_AUGMENT)}
        />
        <p className={styles.hint}>
          Each patch is changed at random before the network sees it, so that few images teach more.
        </p>
      </div>
      {TRANSFORMS.map((row) => (
        <TransformControl key={row.key} row={row} />
      ))}
    </>
  );
}

/** Name of the preset these settings equal, or an empty string. */
function presetOf(settings: AugmentSettings): string {
  const text = JSON.stringify(settings);
  return Object.keys(PRESETS).find((name) => JSON.stringify(PRESETS[name]) === text) ?? '';
}
