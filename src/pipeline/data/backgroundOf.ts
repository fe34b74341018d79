/** Which value of a set of class masks is the background. Called by judgeMasks. */
import { colourText } from '../../domain/labels';
import type { MaskSet, SetValue } from './maskSet';
import { ofMany, shareText } from './valueText';

/** A value that covers less of the frame than this is an object, however large. */
const FRAME_SHARE = 0.5;

export interface Background {
  readonly value: number;
  readonly evidence: string;
  /** Whether the object is a net of thin lines, so that the background's pieces, the meshes, are what has a size. */
  readonly net: boolean;
}

/**
 * `kept`: the values of the classes, ascending, at least one.
 * - Of two values: the one that fills masks alone, where only one does; else the one with more pixels, unless it
 *   covers less than half of the frame (a large object in the middle), then the other one.
 * - Of more: 0 (black), where it is there; else the one that covers most of the frame.
 */
export function backgroundOf(set: MaskSet, kept: readonly SetValue[]): Background {
  const [first, second] = kept;
  if (first === undefined) return { value: 0, evidence: 'No pixel of these masks counts.', net: false };
  if (second === undefined) return said(first, 'There is nothing but background.');
  return kept.length === 2 ? ofTwo(set, first, second) : ofMore(set, kept, first);
}

function ofTwo(set: MaskSet, low: SetValue, high: SetValue): Background {
  const name = nameIn(set);
  if (low.alone > 0 !== high.alone > 0) {
    const [back, other] = low.alone > 0 ? [low, high] : [high, low];
    return said(
      back,
      `${ofMany(back.alone, 'mask')} hold${back.alone === 1 ? 's' : ''} only ${name(back)} and none only ${name(other)}: ${name(back)} is the background.`,
    );
  }
  const [more, less] = low.pixels >= high.pixels ? [low, high] : [high, low];
  const covers = `${name(more)} covers ${shareText(more.pixels / set.pixels)} of the pixels, ${name(less)} ${shareText(less.pixels / set.pixels)}`;
  const frame = more.frame / Math.max(1, low.frame + high.frame);
  if (frame < FRAME_SHARE) {
    return said(
      less,
      `${covers}, but ${name(more)} lies within: it covers only ${shareText(frame)} of the frames' edges. It is the object, ${name(less)} the background.`,
    );
  }
  const net = isNet(less, more, set);
  const shape = net ? ' as thin lines between' : '';
  const sizes = net ? ' Sizes are measured on the areas between the lines.' : '';
  const roles = `${name(less)} is the object, ${name(more)} the background`;
  return said(more, `${covers}${shape}: ${roles}.${sizes}`, net);
}

/** Thin throughout, over much of the masks, and parting the rest into more pieces than it has: membranes. */
function isNet({ inner, pixels, pieces }: SetValue, meshes: SetValue, { pixels: total }: MaskSet): boolean {
  return inner < 0.8 * pixels && pixels > 0.05 * total && meshes.pieces >= 3 * pieces;
}

function ofMore(set: MaskSet, kept: readonly SetValue[], first: SetValue): Background {
  const name = nameIn(set);
  const zero = kept.find(({ value }) => value === 0);
  if (zero !== undefined)
    return said(
      zero,
      `${capital(name(zero))} is class 0, taken as the background; it covers ${shareText(zero.pixels / set.pixels)} of the pixels.`,
    );
  const back = kept.reduce((best, value) => (value.frame > best.frame ? value : best), first);
  return said(
    back,
    `${capital(name(back))} covers most of the frames' edges and is taken as the background.`,
  );
}

function said({ value }: SetValue, sentence: string, net = false): Background {
  return { value, evidence: capital(sentence), net };
}

function nameIn({ coding }: MaskSet): ({ value }: SetValue) => string {
  if (coding !== 'colours') return ({ value }) => `value ${value}`;
  return ({ value }) => `colour ${colourText(value)}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
