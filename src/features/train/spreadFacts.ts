/** What a set of held-out images says of a model beside its one score: means with their spread over images. Pure. */
import type { Assessment, SpreadMetric } from '../../domain/metrics';
import type { Fact } from '../../ui/facts/FactList';
import { formatScore, plural } from '../../ui/format';

const NAMES: Readonly<Record<SpreadMetric, string>> = {
  meanDice: 'Dice',
  meanIou: 'IoU',
  pixelAccuracy: 'Pixels right',
  f1: 'Objects found (F1)',
  seg: 'Objects (SEG)',
  vRand: 'Membranes (V Rand)',
  vInfo: 'Membranes (V Info)',
};

/** "0.84 ± 0.03 over 3 images"; of one image its value alone. */
export function spreadFacts(assessment: Assessment): Fact[] {
  const names = Object.keys(NAMES) as SpreadMetric[];
  return names.flatMap((metric) => {
    const spread = assessment.spread[metric];
    if (spread !== null) {
      const { mean, sd, count } = spread;
      return [
        {
          name: NAMES[metric],
          value: `${formatScore(mean)} ± ${formatScore(sd)} over ${plural(count, 'image')}`,
        },
      ];
    }
    const single = singleValue(assessment, metric);
    return single === null ? [] : [{ name: NAMES[metric], value: formatScore(single) }];
  });
}

function singleValue({ images }: Assessment, metric: SpreadMetric): number | null {
  const [image] = images;
  if (image === undefined || images.length > 1) return null;
  if (metric === 'f1' || metric === 'seg') return image.objects?.[metric] ?? null;
  if (metric === 'vRand' || metric === 'vInfo') return image.membranes?.[metric] ?? null;
  return image.scores[metric];
}
