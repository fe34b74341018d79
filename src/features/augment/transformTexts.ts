/** A transform's values as the inspector writes them: "± 180°", "0.7 to 1.4", "50 %". Pure. */
import type { SwitchedTransform } from '../../domain/augment';
import {
  AUGMENT_TRANSFORMS,
  type ParameterInfo,
  type TransformInfo,
  type TransformName,
} from '../../domain/augmentTransforms';
import { formatNumber, formatShare } from '../../ui/format';

/** Drawn from below 0 as often as from above. */
const SIGNED: ReadonlySet<string> = new Set([
  'shear.amount',
  'rotation.amount',
  'shift.amount',
  'brightness.amount',
  'contrast.amount',
  'valueCurve.amount',
  'valueCurve.slope',
  'colorJitter.hue',
  'colorJitter.saturation',
]);

export type ParameterValues = Readonly<Record<string, number>>;

/** The numbers of a transform by the names of its parameters. */
export function valuesOf(transform: SwitchedTransform): ParameterValues {
  return transform as unknown as ParameterValues;
}

export function infoOf(name: TransformName): TransformInfo {
  return AUGMENT_TRANSFORMS[name];
}

/** Whether it has a range of `low` and `high` in place of single numbers. */
export function isSpan({ parameters }: TransformInfo): boolean {
  return parameters.low !== undefined && parameters.high !== undefined;
}

/** "± 15°", "10 px", "25 %". */
export function parameterText(name: TransformName, parameter: string, value: number): string {
  const unit = infoOf(name).parameters[parameter]?.unit ?? '';
  const text = withUnit(value, unit);
  return SIGNED.has(`${name}.${parameter}`) ? `± ${text}` : text;
}

/** "0.5 to 1 px". */
export function spanText(name: TransformName, low: number, high: number): string {
  const unit = infoOf(name).parameters.low?.unit ?? '';
  return `${plainNumber(low, unit)} to ${withUnit(high, unit)}`;
}

/** What a folded row says: the first value, and how often where that is not always. */
export function shortText(name: TransformName, transform: SwitchedTransform): string {
  const info = infoOf(name);
  const values = valuesOf(transform);
  const [first] = Object.keys(info.parameters);
  const often = transform.probability === 1 ? [] : [formatShare(transform.probability)];
  if (isSpan(info)) return [spanText(name, values.low ?? 0, values.high ?? 0), ...often].join(', ');
  if (first === undefined) return formatShare(transform.probability);
  return [parameterText(name, first, values[first] ?? 0), ...often].join(', ');
}

function withUnit(value: number, unit: ParameterInfo['unit']): string {
  const text = plainNumber(value, unit);
  if (unit === '°') return `${text}°`;
  if (unit === 'share') return `${text} %`;
  return unit === '' ? text : `${text} ${unit}`;
}

function plainNumber(value: number, unit: ParameterInfo['unit']): string {
  return unit === 'share' ? String(Math.round(value * 100)) : formatNumber(value);
}
