/** What is wrong with one image, as far as the dataset says. Pure. */
import { type Dataset, hasLabels, type ImageItem } from '../domain/data';

export interface ImageProblem {
  /** `unlabelled` is no fault: the image can be predicted. */
  readonly kind: 'refused-mask' | 'large' | 'unlabelled';
  /** One plain sentence or clause. */
  readonly text: string;
  /** What to do about it; empty where nothing has to be. */
  readonly hint: string;
}

/** The worst first; null for an image that can be trained on. */
export function imageProblem(image: ImageItem, { refused }: Dataset): ImageProblem | null {
  const paths = new Set([image.source.path, ...(image.mask?.planes.map(({ path }) => path) ?? [])]);
  const refusal = refused.find(({ path }) => paths.has(path));
  if (refusal) return { kind: 'refused-mask', text: refusal.error.message, hint: refusal.error.hint };
  if (image.large) {
    return {
      kind: 'large',
      text: 'Too large to be held whole: it is shown small, and neither trained on nor predicted.',
      hint: hasLabels(image) ? 'To train on it, cut a labelled part out and add that.' : '',
    };
  }
  if (!hasLabels(image)) return { kind: 'unlabelled', text: image.reason, hint: '' };
  return null;
}
