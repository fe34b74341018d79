/** Masks that lie beside what they outline, or are turned, told by the fit of the others. Pure. */
import { median } from '../../../common/median';
import type { Finding } from '../../../domain/findings';
import type { LabelFit } from './labelFit';

/** Smaller shifts are how people draw. */
const LEAST_SHIFT = 3;
/** Edges under the borders have to become stronger by this factor. */
const LEAST_GAIN = 1.1;
/** The same where fewer than two other pairs tell how masks lie in this set, and all four parts have to agree. */
const LEAST_GAIN_ALONE = 1.25;
/** Of a turn, which has no nearby shift to be mistaken for. */
const LEAST_TURN_GAIN = 1.2;
/** Masks of a set that follow edges lie within this of them, px. */
const CLOSE = 1.5;

export interface FittedPair {
  readonly imageId: string;
  readonly name: string;
  /** Null where nothing can be said. */
  readonly fit: LabelFit | null;
}

/** Pairs from which on a fault of most of them is told from chance, ... */
const LEAST_PAIRS = 4;
/** ... and their share of all. */
const MOST_OF_ALL = 0.6;

export function judgeFit(pairs: readonly FittedPair[]): Finding[] {
  const known = pairs.filter((pair): pair is KnownPair => pair.fit !== null);
  const together = shiftedTogether(known);
  if (together.length > 0) return together;
  return known.flatMap((pair) => {
    const others = known.flatMap((other) => (other === pair ? [] : (other.fit ?? [])));
    return turned(pair, others) ?? shifted(pair, others) ?? [];
  });
}

type KnownPair = FittedPair & { readonly fit: LabelFit };

/** Most masks of a set lie beside their edges, all by the same way: no fellow is left to tell it by, but the edges do. */
function shiftedTogether(known: readonly KnownPair[]): Finding[] {
  if (known.length < LEAST_PAIRS) return [];
  const [dx, dy] = [
    median(known.map(({ fit }) => fit.shift.dx)) ?? 0,
    median(known.map(({ fit }) => fit.shift.dy)) ?? 0,
  ];
  if (Math.hypot(dx, dy) < LEAST_SHIFT) return [];
  const moved = known.filter(
    ({ fit: { shift, here } }) =>
      Math.hypot(shift.dx - dx, shift.dy - dy) <= CLOSE &&
      shift.agree >= 3 &&
      shift.there >= LEAST_GAIN * here,
  );
  if (moved.length < MOST_OF_ALL * known.length) return [];
  return moved.map(({ imageId, name, fit: { shift } }) => shiftedBy(imageId, name, shift.dx, shift.dy));
}

type Verdict = Finding[] | null;

/** Whether the masks of this set follow edges at all; what is drawn coarsely may lie anywhere. */
function followEdges(others: readonly LabelFit[]): boolean {
  const far = median(others.map(({ shift }) => Math.hypot(shift.dx, shift.dy))) ?? 0;
  const agree = median(others.map(({ shift }) => shift.agree)) ?? 0;
  return far <= CLOSE && agree >= 3;
}

function shifted({ imageId, name, fit }: FittedPair, others: readonly LabelFit[]): Verdict {
  if (fit === null) return null;
  const isAlone = others.length < 2;
  const usual = {
    dx: median(others.map(({ shift }) => shift.dx)) ?? 0,
    dy: median(others.map(({ shift }) => shift.dy)) ?? 0,
  };
  const [dx, dy] = isAlone
    ? [fit.shift.dx, fit.shift.dy]
    : [fit.shift.dx - usual.dx, fit.shift.dy - usual.dy];
  const gain = fit.shift.there / fit.here;
  const isSure = isAlone
    ? fit.shift.agree === 4 && gain >= LEAST_GAIN_ALONE
    : fit.shift.agree >= 2 && gain >= LEAST_GAIN && followEdges(others);
  if (Math.hypot(dx, dy) < LEAST_SHIFT || !isSure) return null;
  return [shiftedBy(imageId, name, dx, dy)];
}

/** `dx` and `dy`, px, bring the mask to its edges. */
function shiftedBy(imageId: string, name: string, dx: number, dy: number): Finding {
  const message = `The mask of ${name} lies ${away(-dx, 'to the right', 'to the left')}${dx !== 0 && dy !== 0 ? ' and ' : ''}${away(-dy, 'below', 'above')} of the edges that it outlines.`;
  return {
    code: 'shifted',
    imageId,
    others: [],
    message: message.replace(/(below|above) of/, '$1'),
    evidence: null,
    repair: { kind: 'shift', dx: Math.round(dx), dy: Math.round(dy) },
  };
}

function away(px: number, positive: string, negative: string): string {
  return px === 0 ? '' : `${Math.abs(px)} px ${px > 0 ? positive : negative}`;
}

function turned({ imageId, name, fit }: FittedPair, others: readonly LabelFit[]): Verdict {
  if (fit?.turn == null || others.length < 2 || !followEdges(others)) return null;
  const usual = others.filter(({ here, turn }) => turn === null || here >= turn.there).length;
  const isBetter =
    fit.turn.there >= LEAST_TURN_GAIN * fit.here && fit.turn.there >= LEAST_TURN_GAIN * fit.shift.there * 0.9;
  if (!isBetter || usual < 0.8 * others.length) return null;
  const { transposes, flipsX, flipsY } = fit.turn.turn;
  const how = transposes
    ? flipsX === flipsY
      ? 'mirrored along a diagonal'
      : 'turned by 90°'
    : flipsX && flipsY
      ? 'turned by 180°'
      : 'mirrored';
  const message = `The mask of ${name} is ${how}: the other way round it follows the edges of the image.`;
  return [
    {
      code: 'turned',
      imageId,
      others: [],
      message,
      evidence: null,
      repair: { kind: 'turn', turn: fit.turn.turn },
    },
  ];
}
