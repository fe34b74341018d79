/** How much each pixel counts in the loss: by its class, and by its place between objects. */
import { Button, Select } from '@mantine/core';
import { useMemo } from 'react';
import { WEIGHT_NOTES, type WeightSettings, weightsFor } from '../../domain/weights';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { useActions, useStudio } from '../studioContext';
import styles from './augment.module.css';
import { ChoiceLine } from './ChoiceLine';
import { WeightParameters } from './WeightParameters';

export function WeightGroup({ closed }: { readonly closed: boolean }) {
  const { setWeights, show } = useActions().augment;
  const chosen = useStudio((state) => state.augment.weights);
  const reading = useStudio((state) => state.data.dataset.reading);
  const mode = useStudio((state) => state.augment.mode);
  const loss = useStudio((state) => state.train.settings.loss);
  const weights = useMemo(() => chosen ?? weightsFor(reading, loss), [chosen, reading, loss]);
  const change = (part: Partial<WeightSettings>) => setWeights({ ...weights, ...part });
  return (
    <InspectorGroup title="Weights" detail={detailOf(chosen, weights)} closed={closed}>
      <ChoiceLine
        label="More for pixels between objects"
        choices={kindChoices(reading === null ? weights.kind : weightsFor(reading, loss).kind)}
        value={chosen === null ? 'automatic' : weights.kind}
        onChange={(kind) => (kind === 'automatic' ? setWeights(null) : change({ kind }))}
      />
      <WeightParameters weights={weights} onChange={change} />
      {weights.kind !== 'none' && <BackgroundClass weights={weights} onChange={change} />}
      {weights.kind !== 'falk' && (
        <ChoiceLine
          label="Balance of classes"
          choices={BALANCES}
          value={weights.balance}
          onChange={(balance) => change({ balance })}
        />
      )}
      {mode === 'patches' && (
        <Button variant="default" size="xs" onClick={() => show('weights')}>
          See them on the whole image
        </Button>
      )}
    </InspectorGroup>
  );
}

const KIND_NAMES = { none: 'none', paper: 'as the paper', falk: 'as Falk' } as const;

function detailOf(chosen: WeightSettings | null, { kind }: WeightSettings): string {
  return chosen === null ? `automatic: ${KIND_NAMES[kind]}` : KIND_NAMES[kind];
}

type KindChoice = WeightSettings['kind'] | 'automatic';

/** `suiting` is what the masks suit. */
function kindChoices(
  suiting: WeightSettings['kind'],
): readonly { value: KindChoice; label: string; doc: string }[] {
  const automatic =
    suiting === 'none'
      ? 'None, because the objects in these masks have no numbers of their own.'
      : 'As the paper, because the objects in these masks have numbers of their own.';
  return [
    { value: 'automatic', label: 'Automatic', doc: automatic },
    { value: 'none', label: 'None', doc: 'Pixels count by their class alone.' },
    { value: 'paper', label: 'Paper', doc: 'More in the gaps between objects (Ronneberger 2015).' },
    {
      value: 'falk',
      label: 'Falk',
      doc: 'Little far from objects, more beside them, most in the gaps (Falk 2019).',
    },
  ];
}

const BALANCES: readonly { value: WeightSettings['balance']; label: string; doc: string }[] = [
  { value: 'balanced', label: 'Balanced', doc: WEIGHT_NOTES.balance },
  { value: 'none', label: 'None', doc: 'Every class weighs the same, however rare it is.' },
];

interface BackgroundProps {
  readonly weights: WeightSettings;
  readonly onChange: (part: Partial<WeightSettings>) => void;
}

function BackgroundClass({ weights, onChange }: BackgroundProps) {
  const classes = useStudio((state) => state.data.classes);
  return (
    <div className={styles.choice}>
      <Select
        size="xs"
        classNames={{ label: styles.selectLabel }}
        label="Background"
        allowDeselect={false}
        data={classes.map(({ name }, index) => ({ value: String(index), label: name }))}
        value={String(weights.background)}
        onChange={(value) => onChange({ background: Number(value ?? 0) })}
      />
      <p className={styles.hint}>{WEIGHT_NOTES.background}</p>
    </div>
  );
}
