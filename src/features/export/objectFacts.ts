/** How objects are cut out, in words: the settings in force beside an export. Pure. */
import type { ClassInfo } from '../../domain/labels';
import type { ObjectSettings, SplitLandscape } from '../../domain/objects';
import type { Fact } from '../../ui/facts/FactList';
import { formatNumber, formatScore, plural } from '../../ui/format';

const SPLIT_WORDS: Readonly<Record<SplitLandscape, string>> = {
  none: 'left together',
  distance: 'split by distance',
  probability: 'split by probability',
};

export function objectFacts(settings: ObjectSettings, classes: readonly ClassInfo[]): Fact[] {
  const { openRadius, largestHole, smallestObject, neighbours, split, splitDepth } = settings;
  const depth = split === 'none' ? '' : `, depth ${formatNumber(splitDepth)}`;
  return [
    { name: 'Threshold', value: thresholdText(settings, classes) },
    { name: 'Smoothed by', value: openRadius === 0 ? 'nothing' : `${formatNumber(openRadius)} px` },
    { name: 'Holes filled', value: largestHole === 0 ? 'none' : `up to ${plural(largestHole, 'pixel')}` },
    { name: 'Left out', value: smallestObject <= 1 ? 'none' : `under ${plural(smallestObject, 'pixel')}` },
    { name: 'Corners', value: neighbours === 'corners' ? 'join' : 'do not join' },
    { name: 'Touching objects', value: SPLIT_WORDS[split] + depth },
  ];
}

/** "cell 0.60, nucleus 0.50"; without thresholds the most probable class. */
function thresholdText({ thresholds, background }: ObjectSettings, classes: readonly ClassInfo[]): string {
  if (thresholds === null) return 'most probable class';
  return thresholds
    .map((share, index) => ({ share, index, name: classes[index]?.name ?? `class ${index}` }))
    .filter(({ index }) => index !== background)
    .map(({ share, name }) => `${name} ${formatScore(share)}`)
    .join(', ');
}
