/** How pixel values become network input: the rule, and what it makes of the selected image's channels. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ChannelHistogram, Normalisation } from '../../domain/intensity';
import { selectedImage } from '../../state/selectors';
import { startWindow } from '../../ui/histogram/startWindow';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { NumberField } from '../../ui/NumberField';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { Histograms } from './Histograms';
import inputs from './inputs.module.css';
import { useHistograms } from './useHistograms';

const HINTS: Record<Normalisation['kind'], string> = {
  zscore: 'Each image is brought to mean 0 and deviation 1. Right for most sets.',
  percentile: 'Each image is stretched between two percentiles: for bright specks or dead pixels.',
  window: 'The same range for every image: where the values themselves mean something.',
};

const NAMES: Record<Normalisation['kind'], string> = {
  zscore: 'automatic',
  percentile: 'percentiles',
  window: 'fixed window',
};

export function IntensityPanel() {
  const { setNormalisation } = useActions().data;
  const image = useStudio(selectedImage);
  const choice = useStudio((state) => state.data.dataset.normalisation);
  const histograms = useHistograms(image && !image.large ? image.id : null);
  // Open at first where the user has chosen something; choosing does not fold it.
  const [closed] = useState(choice.kind === 'zscore');
  if (!image) return null;
  const choose = (kind: string) => {
    const start = startOf(kind, histograms);
    if (start) void setNormalisation(start);
  };
  return (
    <InspectorGroup title="Intensities" detail={NAMES[choice.kind]} closed={closed}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Intensities"
        data={[
          { value: 'zscore', label: 'Automatic' },
          { value: 'percentile', label: 'Percentiles' },
          { value: 'window', label: 'Fixed window', disabled: histograms === null },
        ]}
        value={choice.kind}
        onChange={choose}
      />
      <p className={styles.hint}>{HINTS[choice.kind]}</p>
      {choice.kind === 'percentile' && <PercentileFields choice={choice} />}
      {histograms && <Histograms histograms={histograms} choice={choice} image={image} />}
    </InspectorGroup>
  );
}

function PercentileFields({ choice }: { readonly choice: Normalisation & { kind: 'percentile' } }) {
  const { setNormalisation } = useActions().data;
  const { low, high } = choice;
  return (
    <div className={inputs.pair}>
      <NumberField
        label="Lower percentile"
        suffix=" %"
        value={low}
        min={0}
        max={high - 0.01}
        step={0.5}
        onCommit={(next) => void setNormalisation({ ...choice, low: next })}
      />
      <NumberField
        label="Upper percentile"
        suffix=" %"
        value={high}
        min={low + 0.01}
        max={100}
        step={0.5}
        onCommit={(next) => void setNormalisation({ ...choice, high: next })}
      />
    </div>
  );
}

/** What a rule begins with; null where a window is wanted and nothing is known of the values yet. */
function startOf(kind: string, histograms: readonly ChannelHistogram[] | null): Normalisation | null {
  if (kind === 'percentile') return { kind: 'percentile', low: 0.5, high: 99.5 };
  if (kind !== 'window') return { kind: 'zscore' };
  return histograms && { kind: 'window', windows: histograms.map(startWindow) };
}
