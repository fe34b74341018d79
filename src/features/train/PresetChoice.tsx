/** Stage "train", before Start: the recipe, and why it came to what it came to. */
import { SegmentedControl } from '@mantine/core';
import type { TrainPreset } from '../../domain/presets';
import { ownScale, ownsAugment } from '../../state/trainChoice';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import { reasonLines } from './reasonLines';
import styles from './train.module.css';

const PRESETS: readonly { readonly value: TrainPreset; readonly label: string; readonly doc: string }[] = [
  { value: 'auto', label: 'Auto', doc: 'Chosen from your images, your GPU and the time you grant.' },
  { value: 'fast', label: 'Fast', doc: 'Small and quick: do the labels teach anything?' },
  { value: 'modern', label: 'Modern', doc: 'What nnU-Net taught since. Better, and slower.' },
  { value: 'paper', label: 'Paper', doc: 'The U-Net of 2015, exactly. Large; made for strong GPUs.' },
];

export function PresetChoice() {
  const { train } = useActions();
  const preset = useStudio((state) => state.train.choice.preset);
  const error = useStudio((state) => state.train.chooseError);
  const waiting = useStudio((state) => state.train.choosing && state.train.chosen === null);
  return (
    <div className={styles.block}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Preset"
        data={PRESETS.map(({ value, label }) => ({ value, label }))}
        value={preset}
        onChange={(value) => train.setPreset(value as TrainPreset)}
      />
      <p className={styles.hint}>{PRESETS.find(({ value }) => value === preset)?.doc}</p>
      {waiting && (
        <p className={styles.hint} role="status">
          Looking at the images and the GPU…
        </p>
      )}
      {error && (
        <p className={styles.hint} role="status">
          Plain defaults stand for the preset. {error.message}
        </p>
      )}
    </div>
  );
}

export function Reasons() {
  const chosen = useStudio((state) => state.train.chosen);
  const settings = useStudio((state) => state.train.settings);
  const overrides = useStudio((state) => state.train.choice.overrides);
  const own = useOwnParts();
  if (chosen === null) return null;
  const lines = reasonLines(chosen, settings, overrides, own);
  if (lines.length === 0) return null;
  return (
    <InspectorGroup title="Why these choices" closed>
      <dl className={styles.reasons}>
        {lines.map(({ name, value, because }) => (
          <div key={name}>
            <dt>
              {name} <strong>{value}</strong>
            </dt>
            <dd>{because}</dd>
          </div>
        ))}
      </dl>
    </InspectorGroup>
  );
}

/** What the user has decided in other stages, which no preset changes. */
function useOwnParts(): readonly ('scale' | 'augment')[] {
  const scale = useStudio(({ data, train }) => ownScale(data.dataset, train.applied) !== null);
  const augment = useStudio((state) => ownsAugment(state.augment.settings, state.train.applied));
  return [...(scale ? (['scale'] as const) : []), ...(augment ? (['augment'] as const) : [])];
}
