/** The labels predicted by the current model, kept for the export of masks. */
import { studioError } from '../common/errors';
import type { NamedFile } from '../engine/protocol';
import { labelPng } from '../pipeline/export/labelPng';
import { maskNames } from '../pipeline/export/maskNames';
import { zipFiles } from '../pipeline/export/zipFiles';

export interface PredictedLabels {
  readonly width: number;
  readonly height: number;
  /** [height, width], class indices. */
  readonly labels: Uint8Array<ArrayBuffer>;
}

export class Predictions {
  private readonly byImage = new Map<string, PredictedLabels>();

  keep(imageId: string, { width, height, labels }: PredictedLabels): void {
    // A copy: the prediction's own buffers are on their way to the page.
    this.byImage.set(imageId, { width, height, labels: labels.slice() });
  }

  /** Predictions of another model mean nothing for this one. */
  clear(): void {
    this.byImage.clear();
  }

  /** One PNG an image, value = class index, in one zip. Throws `no-such-image` for one not predicted yet. */
  async zip(imageIds: readonly string[]): Promise<NamedFile> {
    const names = maskNames(imageIds);
    const files = imageIds.map((id, index) => {
      const { labels, width, height } = this.predicted(id);
      return { name: names[index] ?? id, bytes: labelPng(labels, width, height) };
    });
    return { name: 'masks.zip', blob: await zipFiles(files) };
  }

  private predicted(imageId: string): PredictedLabels {
    const found = this.byImage.get(imageId);
    if (found) return found;
    throw studioError('no-such-image', `${imageId} has no prediction yet.`, 'Predict it first.', imageId);
  }
}
