/** The weights of one whole image before augmentation, as a picture to look at. Training reads them in warpPatch. */
import type { SourceImage, TrainingImage } from '../../domain/example';
import { MAX_SHOWN_GAPS, type WeightSettings, type WeightView } from '../../domain/weights';
import { vanishingGaps, vanishingGapsSentence } from '../data/vanishingGaps';
import { weightMap } from './weightMap';

/** `classWeights` of every class; `source`: the same image at its own size, for gaps that the scale closes. */
export function weightView(
  { labels: given, scale }: TrainingImage,
  source: Pick<SourceImage, 'labels'>,
  weights: WeightSettings,
  classWeights: readonly number[],
): WeightView {
  const { labels, border } = weightMap(given, weights);
  const { width, height, classes, ignore } = labels;
  const total = border.map((added, i) => (ignore?.[i] ? 0 : added + (classWeights[classes[i] ?? 0] ?? 0)));
  const gaps = source.labels === null ? [] : vanishingGaps(source.labels, weights.background, scale);
  const shown = gaps.toSorted((a, b) => a.width - b.width).slice(0, MAX_SHOWN_GAPS);
  return { width, height, weights: total, gaps: shown, gapsSentence: vanishingGapsSentence(gaps) };
}
