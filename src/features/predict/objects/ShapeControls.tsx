/** Smoothing, holes and the smallest object, in px with µm beside them where the pixel size is known. */
import type { PixelSize } from '../../../domain/scale';
import { formatCount, formatNumber } from '../../../ui/format';
import { SettingSlider } from '../../../ui/SettingSlider';
import { useActions, useStudio } from '../../studioContext';
import { areaAtStep, LAST_AREA_STEP, stepOfArea } from './areaSteps';

export function ShapeControls({ pixelSize }: { readonly pixelSize: PixelSize | null }) {
  const { objects } = useActions();
  const { openRadius, largestHole, smallestObject } = useStudio((state) => state.objects.settings);
  const lengthText = (px: number) => `${formatNumber(px)} px${umText(px, pixelSize, 1)}`;
  const areaText = (px: number) => `${formatCount(px)} px${umText(px, pixelSize, 2)}`;
  return (
    <>
      <SettingSlider
        label="Smoothing"
        hint="Takes off spikes and bridges narrower than a disc of this radius."
        min={0}
        max={20}
        step={0.5}
        value={openRadius}
        format={(value) => (value === 0 ? 'none' : lengthText(value))}
        onChange={(value) => objects.set({ openRadius: value })}
      />
      <AreaSlider
        label="Largest hole filled"
        none="none"
        value={largestHole}
        format={areaText}
        onChange={(value) => objects.set({ largestHole: value })}
      />
      <AreaSlider
        label="Smallest object"
        none="any"
        value={smallestObject}
        format={areaText}
        onChange={(value) => objects.set({ smallestObject: value })}
      />
    </>
  );
}

interface AreaSliderProps {
  readonly label: string;
  /** What no area is called. */
  readonly none: string;
  /** px. */
  readonly value: number;
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}

function AreaSlider({ label, none, value, format, onChange }: AreaSliderProps) {
  return (
    <SettingSlider
      label={label}
      min={0}
      max={LAST_AREA_STEP}
      step={1}
      value={stepOfArea(value)}
      format={() => (value === 0 ? none : format(value))}
      onChange={(step) => onChange(areaAtStep(step))}
    />
  );
}

/** ", 2.5 µm²"; a radius takes the mean side of a pixel that is no square. */
function umText(px: number, size: PixelSize | null, power: 1 | 2): string {
  if (size === null) return '';
  const um = power === 2 ? px * size.x * size.y : px * Math.sqrt(size.x * size.y);
  return `, ${formatNumber(um)} µm${power === 2 ? '²' : ''}`;
}
