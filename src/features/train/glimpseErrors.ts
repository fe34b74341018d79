/** A glimpse held against the mask: what is wrong has a colour, what is right is left clear. Pure. */
import type { PartLabels } from './glimpseLabels';

/** The two classes of the picture that `glimpseErrors` gives: right, which is hidden, and wrong. */
export const ERROR_CLASSES = [
  { name: 'right', color: '#009e73' },
  { name: 'wrong', color: '#d55e00' },
] as const;
export const ERROR_HIDDEN: ReadonlySet<number> = new Set([0]);

export interface GlimpseErrors extends PartLabels {
  /** Of the labelled pixels looked at, those that are wrong, 0..1; null where none is labelled. */
  readonly share: number | null;
}

/** `truth` [height, width] with `ignore` 1 where nothing is known. */
export function glimpseErrors(part: PartLabels, truth: Uint8Array, ignore: Uint8Array | null): GlimpseErrors {
  const labels = new Uint8Array(part.labels.length);
  const clear = Uint8Array.from(part.ignore);
  let [wrong, seen] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (clear[i] === 1) continue;
    if (ignore?.[i] === 1) clear[i] = 1;
    else {
      seen++;
      if (part.labels[i] !== truth[i]) {
        labels[i] = 1;
        wrong++;
      }
    }
  }
  return { labels, ignore: clear, share: seen === 0 ? null : wrong / seen };
}
