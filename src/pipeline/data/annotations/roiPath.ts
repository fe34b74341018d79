/** The path of an ImageJ composite as rings: steps as java.awt.geom.PathIterator numbers them. Called by roiShape. */
import type { FlatRing } from '../../../domain/annotations';
import { ROI_STEP as STEP } from './roiHeader';

/** Straight pieces that a curve becomes. */
const PIECES = 32;

/** `numbers`: a step, its points, the next step ... Null where a step is not known or its points are missing. */
export function roiPath(numbers: readonly number[]): FlatRing[] | null {
  const rings: number[][] = [];
  for (let at = 0; at < numbers.length; ) {
    const step = numbers[at];
    const size =
      step === STEP.close
        ? 0
        : step === STEP.move || step === STEP.line
          ? 2
          : step === STEP.quadratic
            ? 4
            : 6;
    if (step === undefined || step < 0 || step > STEP.close || !Number.isInteger(step)) return null;
    const points = numbers.slice(at + 1, at + 1 + size);
    if (points.length < size) return null;
    at += 1 + size;
    if (step === STEP.close) continue;
    if (step === STEP.move) rings.push(points);
    const ring = rings.at(-1);
    if (ring === undefined) return null;
    if (step === STEP.line) ring.push(...points);
    if (step === STEP.quadratic || step === STEP.cubic) ring.push(...curve([...ring.slice(-2), ...points]));
  }
  return rings.filter(({ length }) => length >= 6).map((ring) => Float64Array.from(ring));
}

/** Points of a Bézier curve after its first one, by de Casteljau's construction. */
function curve(points: readonly number[]): number[] {
  return Array.from({ length: PIECES }, (_, i) => {
    let own = [...points];
    const share = (i + 1) / PIECES;
    while (own.length > 2) {
      own = own.slice(0, -2).map((value, k) => value + share * ((own[k + 2] ?? 0) - value));
    }
    return own;
  }).flat();
}
