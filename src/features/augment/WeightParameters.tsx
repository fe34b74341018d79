/** The numbers of the chosen kind of border weights. */
import {
  FALK_LIMITS,
  type FalkWeights,
  WEIGHT_LIMITS,
  WEIGHT_NOTES,
  type WeightSettings,
} from '../../domain/weights';
import { formatNumber } from '../../ui/format';
import { SettingSlider } from '../../ui/SettingSlider';

export interface WeightParametersProps {
  readonly weights: WeightSettings;
  readonly onChange: (part: Partial<WeightSettings>) => void;
}

interface Row {
  readonly label: string;
  readonly unit: '' | ' px';
  readonly step: number;
}

const PAPER_ROWS = {
  w0: { label: 'Weight of a gap', unit: '', step: 0.5 },
  sigma: { label: 'Width of a gap', unit: ' px', step: 0.5 },
} as const satisfies Partial<Record<keyof WeightSettings, Row>>;

const FALK_ROWS = {
  base: { label: 'Far from objects', unit: '', step: 0.01 },
  reach: { label: 'Reach around objects', unit: ' px', step: 0.5 },
  w0: { label: 'Weight of a gap', unit: '', step: 0.5 },
  sigma: { label: 'Width of a gap', unit: ' px', step: 0.5 },
} as const satisfies Record<keyof FalkWeights, Row>;

export function WeightParameters({ weights, onChange }: WeightParametersProps) {
  if (weights.kind === 'none') return null;
  if (weights.kind === 'paper') {
    return rowsOf(PAPER_ROWS).map(([name, row]) => (
      <SettingSlider
        key={name}
        {...shared(row, WEIGHT_LIMITS[name])}
        hint={WEIGHT_NOTES[name]}
        value={weights[name]}
        onChange={(value) => onChange({ [name]: value })}
      />
    ));
  }
  return rowsOf(FALK_ROWS).map(([name, row]) => (
    <SettingSlider
      key={name}
      {...shared(row, FALK_LIMITS[name])}
      hint={WEIGHT_NOTES[`falk.${name}`]}
      value={weights.falk[name]}
      onChange={(value) => onChange({ falk: { ...weights.falk, [name]: value } })}
    />
  ));
}

function rowsOf<T extends string>(rows: Readonly<Record<T, Row>>): [T, Row][] {
  return Object.entries(rows) as [T, Row][];
}

function shared({ label, unit, step }: Row, { min, max }: { readonly min: number; readonly max: number }) {
  return { label, step, min, max, format: (value: number) => `${formatNumber(value)}${unit}` };
}
