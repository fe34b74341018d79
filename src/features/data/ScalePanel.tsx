/** At which scale the set is trained and predicted, and what that makes of the selected image. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ImageItem } from '../../domain/data';
import { AS_IS, SCALE_LIMITS, type TrainingScale } from '../../domain/scale';
import { selectedImage } from '../../state/selectors';
import { formatNumber } from '../../ui/format';
import { InspectorGroup } from '../../ui/InspectorGroup';
import { NumberField } from '../../ui/NumberField';
import { useActions, useStudio } from '../studioContext';
import styles from './data.module.css';
import { scaleText } from './scaleText';

export function ScalePanel() {
  const { setScale } = useActions().data;
  const image = useStudio(selectedImage);
  const { scale, objects, images } = useStudio((state) => state.data.dataset);
  // Open at first where the user has chosen something; choosing does not fold it.
  const [closed] = useState(scale.kind === 'asIs');
  if (!image) return null;
  const stated = images.find(({ pixelSize }) => pixelSize !== null)?.pixelSize ?? null;
  const choose = (kind: string) => void setScale(startOf(kind, image, stated?.x ?? 1));
  return (
    <InspectorGroup title="Training scale" detail={detailOf(scale)} closed={closed}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Training scale"
        data={[
          { value: 'asIs', label: 'As is' },
          { value: 'factor', label: 'Factor' },
          { value: 'pixelSize', label: 'µm per pixel', disabled: stated === null },
        ]}
        value={scale.kind}
        onChange={choose}
      />
      <ScaleField scale={scale} onScale={(next) => void setScale(next)} />
      <p className={styles.say}>{scaleText(scale, image, objects)}</p>
      <p className={styles.hint}>
        {stated === null && 'These files state no pixel size. '}
        Shrink when objects are wider than what the network sees. Results come back at the image’s own size.
      </p>
    </InspectorGroup>
  );
}

interface ScaleFieldProps {
  readonly scale: TrainingScale;
  onScale(scale: TrainingScale): void;
}

function ScaleField({ scale, onScale }: ScaleFieldProps) {
  switch (scale.kind) {
    case 'asIs':
      return null;
    case 'factor':
      return (
        <NumberField
          label="Training pixels to a source pixel"
          value={scale.factor}
          min={SCALE_LIMITS.min}
          max={SCALE_LIMITS.max}
          step={0.25}
          onCommit={(factor) => onScale({ kind: 'factor', factor })}
        />
      );
    case 'pixelSize':
      return (
        <NumberField
          label="Side of a training pixel, µm"
          value={scale.um}
          min={1e-6}
          max={1e6}
          step={scale.um / 4}
          onCommit={(um) => onScale({ kind: 'pixelSize', um })}
        />
      );
  }
}

function startOf(kind: string, { pixelSize }: ImageItem, stated: number): TrainingScale {
  if (kind === 'factor') return { kind: 'factor', factor: 0.5 };
  return kind === 'pixelSize' ? { kind: 'pixelSize', um: pixelSize?.x ?? stated } : AS_IS;
}

function detailOf(scale: TrainingScale): string {
  if (scale.kind === 'factor') return `× ${formatNumber(scale.factor)}`;
  return scale.kind === 'pixelSize' ? `${formatNumber(scale.um)} µm` : 'as is';
}
