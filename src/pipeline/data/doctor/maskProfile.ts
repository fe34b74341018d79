/** A mask in a few numbers that are compared with those of the others of its set. From its facts: no pixels are read. */
import type { MaskReading } from '../../../domain/labels';
import type { MaskFacts, ValueFacts } from '../../../domain/masks';
import { valueMeaning } from '../../../imaging/valueMeaning';

export interface MaskProfile {
  readonly imageId: string;
  /** Of the mask's file, for sentences. */
  readonly name: string;
  readonly facts: MaskFacts;
  /** Share of the mask's pixels, 0..1, by value. */
  readonly shares: ReadonlyMap<number, number>;
  /** Share of pixels between a smaller and a larger value: next to none where values are classes or numbers. */
  readonly between: number;
  /** Share of pixels of values that have no area of their own. */
  readonly flat: number;
  /** Of class 1 in a set of two classes: share of all pixels and of the frame, pieces over those of class 0 (ln). */
  readonly object: { readonly share: number; readonly frame: number; readonly pieces: number } | null;
  /** Mean of the image over the object less that over the background, in standard deviations; null where not known. */
  readonly contrast: number | null;
}

export function maskProfile(
  image: Pick<MaskProfile, 'imageId' | 'name' | 'contrast'>,
  facts: MaskFacts,
  reading: MaskReading,
): MaskProfile {
  const total = facts.width * facts.height;
  const of = (pick: (value: ValueFacts) => number) =>
    facts.values.reduce((sum, value) => sum + pick(value), 0) / total;
  return {
    ...image,
    facts,
    shares: new Map(facts.values.map(({ value, pixels }) => [value, pixels / total])),
    between: of(({ between }) => between),
    flat: of(({ inner, pixels }) => (inner === 0 ? pixels : 0)),
    object: reading.kind === 'classes' && reading.classes.length === 2 ? objectOf(facts, reading) : null,
  };
}

function objectOf({ values, width, height, coding }: MaskFacts, reading: MaskReading): MaskProfile['object'] {
  // Values of a mask without colours in a set of colours are not those of the reading.
  if (reading.kind === 'classes' && reading.colours && coding !== 'colours') return null;
  const meaning = valueMeaning(reading);
  const sums = [0, 1].map((index) => {
    const own = values.filter(({ value }) => meaning(value) === index);
    const sum = (pick: (value: ValueFacts) => number) => own.reduce((all, value) => all + pick(value), 0);
    // Of noise around a value, the pieces are none of its own.
    const pieces = own.reduce((most, value) => (value.pixels > most.pixels ? value : most), {
      pixels: 0,
      pieces: 0,
    });
    return { pixels: sum(({ pixels }) => pixels), frame: sum(({ frame }) => frame), pieces: pieces.pieces };
  });
  const [ground, object] = sums;
  if (!ground || !object) return null;
  const frame = Math.max(1, ground.frame + object.frame);
  return {
    share: object.pixels / (width * height),
    frame: object.frame / frame,
    pieces: Math.log((1 + object.pieces) / (1 + ground.pieces)),
  };
}
