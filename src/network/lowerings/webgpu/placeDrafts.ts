/** From dispatches over tensors to dispatches over regions of slabs: liveness, then the arena. */
import { defined } from '../../../common/assert';
import { ARENA_ALIGNMENT, type Placement, packArena } from '../../arena';
import { type Lifetime, lifetimes } from '../../liveness';
import type { PlannedDispatch, Region, Slab } from './compiledPlan';
import { type Draft, type Operand, type PlanTensor, viewOf } from './planBuilder';

export interface PlacedDrafts {
  readonly slabs: readonly Slab[];
  regionOf(operand: Operand): Region;
  /** The draft's dispatch in the first micro-batch of a step. */
  first(draft: Draft): PlannedDispatch;
  /** And in later ones: the same object where nothing differs. */
  next(draft: Draft): PlannedDispatch;
}

/**
 * `drafts` are all dispatches of a step with one micro-batch, in order; `kept` are the tensors that outlive it or
 * that only the host uses. Throws `out-of-memory` where a tensor is larger than a slab may be.
 */
export function placeDrafts(
  drafts: readonly Draft[],
  kept: readonly PlanTensor[],
  largestSlab: number,
): PlacedDrafts {
  const used = lifetimes(drafts.map(({ views }) => views.map(({ tensor }) => tensor)));
  const all = [...new Set([...kept, ...used.keys()])];
  const whole = { first: 0, last: drafts.length };
  const spans = all.map((tensor) => ({
    tensor,
    span: tensor.lifetime === 'pass' ? defined(used.get(tensor), tensor.name) : whole,
  }));
  const { places, slabs } = placeAll(spans, largestSlab);
  const regionOf = (operand: Operand): Region => {
    const { tensor, offset, bytes } = viewOf(operand);
    const place = defined(places.get(tensor), `place of ${tensor.name}`);
    return { slab: place.slab, offset: place.offset + offset, bytes };
  };
  return { slabs, regionOf, ...planners(regionOf) };
}

type Span = { readonly tensor: PlanTensor; readonly span: Lifetime };

/** Parameters have slabs of their own, the first ones. */
function placeAll(spans: readonly Span[], largestSlab: number) {
  const places = new Map<PlanTensor, Placement>();
  const slabs: Slab[] = [];
  for (const alone of [true, false]) {
    const group = spans.filter(({ tensor }) => (tensor.lifetime === 'parameters') === alone);
    const tensors = group.map(({ tensor, span }) => ({ name: tensor.name, bytes: tensor.bytes, ...span }));
    const arena = packArena(tensors, largestSlab);
    for (const [index, { tensor }] of group.entries()) {
      const { slab, offset } = defined(arena.placements[index], tensor.name);
      places.set(tensor, { slab: slabs.length + slab, offset });
    }
    slabs.push(...arena.slabs.map((bytes) => ({ bytes: Math.max(bytes, ARENA_ALIGNMENT) })));
  }
  return { places, slabs };
}

function planners(regionOf: (operand: Operand) => Region): Pick<PlacedDrafts, 'first' | 'next'> {
  const made = new Map<Draft, PlannedDispatch>();
  const first = (draft: Draft): PlannedDispatch => {
    const known = made.get(draft) ?? {
      program: draft.first,
      regions: draft.views.map(regionOf),
      op: draft.op,
    };
    made.set(draft, known);
    return known;
  };
  const next = (draft: Draft): PlannedDispatch =>
    draft.next === draft.first ? first(draft) : { ...first(draft), program: draft.next };
  return { first, next };
}
