/** The last scoring of a run: the network on all that was held out, whole, as predicting would do it. */
import { throwIfAborted } from '../../common/abort';
import { defined } from '../../common/assert';
import type { Example } from '../../domain/example';
import type { Assessment } from '../../domain/metrics';
import type { TrainPlan } from '../../domain/train';
import type { Network } from '../../gpu/network';
import { predictionTile } from '../../network/tileGeometry';
import { AssessmentSheet } from './assessmentSheet';
import { predictImage } from './predictImage';

/**
 * `heldOut` as heldOutExamples makes them. Scores are taken at the source's own size, against the labels of the file;
 * of a spatial split only the blocks count. Where nothing is held out, all scores are null, and the sentence says so.
 */
export async function assess(
  network: Network,
  heldOut: readonly Example[],
  { inputSize, split }: Pick<TrainPlan, 'inputSize' | 'split'>,
  signal?: AbortSignal,
): Promise<Assessment> {
  const sheet = new AssessmentSheet(network.spec.classes);
  for (const { id, image, labels, sourceLabels } of heldOut) {
    throwIfAborted(signal);
    const geometry = predictionTile(network.spec, image, inputSize);
    const truth = sourceLabels ?? defined(labels, `labels of ${id}`);
    sheet.add(
      id,
      truth,
      await predictImage(network, image, {
        geometry,
        to: truth,
        ...(signal && { signal }),
      }),
    );
  }
  return sheet.assessment(split.spatial === null ? 'heldOutImages' : 'heldOutBlocks');
}
