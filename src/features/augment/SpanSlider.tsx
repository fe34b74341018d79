/** A range that a number is drawn from: one slider with two ends. */
import { RangeSlider } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import type { TransformName } from '../../domain/augmentTransforms';
import styles from './augment.module.css';
import { parameterTrack } from './parameterTrack';
import { SliderLine } from './SliderLine';
import { spanAtEnd } from './spanAtEnd';
import { infoOf, parameterText, spanText } from './transformTexts';

export interface SpanSliderProps {
  readonly name: TransformName;
  readonly low: number;
  readonly high: number;
  /** Without a line that names it: the row around it does. */
  readonly bare?: boolean;
  readonly onChange: (span: { readonly low: number; readonly high: number }) => void;
}

export function SpanSlider({ name, low, high, bare = false, onChange }: SpanSliderProps) {
  const { name: transform, parameters } = infoOf(name);
  const info = parameters.low;
  const track = useMemo(() => info && parameterTrack(info), [info]);
  if (track === undefined) return null;
  const change = (from: number, to: number) => onChange({ low: track.value(from), high: track.value(to) });
  const thumbProps = (index: 0 | 1) => ({
    onKeyDown: (event: KeyboardEvent) => {
      const ends = spanAtEnd(event.key, index, [track.at(low), track.at(high)], track);
      if (ends === null) return;
      event.preventDefault();
      change(...ends);
    },
  });
  return (
    <SliderLine label="Between" text={spanText(name, low, high)} bare={bare}>
      <RangeSlider
        className={styles.slider}
        size={4}
        thumbSize={14}
        label={null}
        minRange={0}
        thumbFromLabel={`${transform} from`}
        thumbToLabel={`${transform} to`}
        thumbValueText={(place) => parameterText(name, 'low', track.value(place))}
        min={track.min}
        max={track.max}
        step={track.step}
        value={[track.at(low), track.at(high)]}
        onChange={([from, to]) => change(from, to)}
        thumbProps={thumbProps}
      />
    </SliderLine>
  );
}
