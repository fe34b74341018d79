/** One number of a transform to slide. */
import { Slider } from '@mantine/core';
import { useMemo } from 'react';
import type { TransformName } from '../../domain/augmentTransforms';
import styles from './augment.module.css';
import { parameterTrack } from './parameterTrack';
import { SliderLine } from './SliderLine';
import { infoOf, parameterText } from './transformTexts';

export interface ParameterSliderProps {
  readonly name: TransformName;
  readonly parameter: string;
  readonly value: number;
  /** Without a line that names it: the row around it does. */
  readonly bare?: boolean;
  readonly onChange: (value: number) => void;
}

export function ParameterSlider({ name, parameter, value, bare = false, onChange }: ParameterSliderProps) {
  const { name: transform, parameters } = infoOf(name);
  const info = parameters[parameter];
  const track = useMemo(() => info && parameterTrack(info), [info]);
  if (info === undefined || track === undefined) return null;
  const text = parameterText(name, parameter, value);
  return (
    <SliderLine label={info.name} text={text} bare={bare}>
      <Slider
        className={styles.slider}
        size={4}
        thumbSize={14}
        label={null}
        thumbLabel={`${transform} ${info.name.toLowerCase()}`}
        thumbValueText={text}
        min={track.min}
        max={track.max}
        step={track.step}
        value={track.at(value)}
        onChange={(place) => onChange(track.value(place))}
      />
    </SliderLine>
  );
}
