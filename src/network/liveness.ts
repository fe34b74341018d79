/** From when to when each tensor of a list of steps is needed. Pure; the arena is laid out by it. */

/** The first and the last step, by index, that use a tensor, both included. */
export interface Lifetime {
  readonly first: number;
  readonly last: number;
}

/** The lifetimes of all tensors that occur, `steps[i]` being those that step i reads or writes. */
export function lifetimes<Tensor>(steps: readonly (readonly Tensor[])[]): ReadonlyMap<Tensor, Lifetime> {
  const found = new Map<Tensor, Lifetime>();
  for (const [index, tensors] of steps.entries()) {
    for (const tensor of tensors) {
      found.set(tensor, { first: found.get(tensor)?.first ?? index, last: index });
    }
  }
  return found;
}

/** Whether two lifetimes share a step. */
export function meet(a: Lifetime, b: Lifetime): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The most bytes that are alive in one step: no arena can be smaller. */
export function peakBytes(tensors: readonly (Lifetime & { readonly bytes: number })[]): number {
  const steps = tensors.reduce((most, { last }) => Math.max(most, last + 1), 0);
  const alive = new Float64Array(steps);
  for (const { first, last, bytes } of tensors) {
    for (let step = first; step <= last; step++) alive[step] = (alive[step] ?? 0) + bytes;
  }
  return alive.reduce((most, bytes) => Math.max(most, bytes), 0);
}
