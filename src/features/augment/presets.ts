/** The recipes that the inspector offers, each with one line on what it is. */
import { type AugmentSettings, DEFAULT_AUGMENT } from '../../domain/augment';
import { AUGMENT_PRESETS } from '../../domain/augmentPresets';

export interface PresetChoice {
  readonly name: string;
  readonly settings: AugmentSettings;
  readonly doc: string;
}

export const PRESETS: readonly PresetChoice[] = [
  {
    name: 'Default',
    settings: DEFAULT_AUGMENT,
    doc: 'For few images of objects seen from above: all orientations, a little of everything else.',
  },
  {
    name: 'Paper',
    settings: AUGMENT_PRESETS.paper,
    doc: 'Ronneberger 2015: any angle, elastic deformation of a 3 by 3 grid by 10 px, grey values.',
  },
  {
    name: 'Falk',
    settings: AUGMENT_PRESETS.falk,
    doc: 'Falk 2019: any angle, spline deformation, value curves; patches around objects.',
  },
  {
    name: 'nnU-Net',
    settings: AUGMENT_PRESETS.nnunet,
    doc: 'As nnU-Net: many transforms, each seldom. No elastic deformation.',
  },
  {
    name: 'Gentle',
    settings: AUGMENT_PRESETS.gentle,
    doc: 'For images whose up, size and colours mean something, as photographs.',
  },
  {
    name: 'None',
    settings: AUGMENT_PRESETS.none,
    doc: 'Patches from random places, unchanged. For comparing with.',
  },
];

/** The preset that these settings equal, or null. */
export function presetOf(settings: AugmentSettings): PresetChoice | null {
  return PRESETS.find((preset) => isSame(preset.settings, settings)) ?? null;
}

/** Whatever the order of names, which is another in settings from a project. Asked at every move of a slider. */
function isSame(one: AugmentSettings, other: AugmentSettings): boolean {
  const names = Object.keys(one) as (keyof AugmentSettings)[];
  return names.every((name) => one[name] === other[name] || hasEqualParts(one[name], other[name]));
}

function hasEqualParts(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return false;
  return Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}
