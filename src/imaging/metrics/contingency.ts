/** How two segmentations of the same pixels overlap, sparsely: what V_Rand and V_Info are made of. Pure. */

export interface Contingency {
  /** Pixels that count. */
  readonly total: number;
  /** Pixels of each pair of segments that meet, of each segment of the truth, of each of the proposal. */
  readonly joint: readonly number[];
  readonly truth: readonly number[];
  readonly proposal: readonly number[];
}

/** Ids a pixel; where that of `truth` is 0 the pixel counts nowhere. */
export function contingencyOf(truth: Uint32Array, proposal: Uint32Array): Contingency {
  const joint = new Map<number, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const beyond = proposal.reduce((most, id) => Math.max(most, id), 0) + 1;
  let total = 0;
  for (let at = 0; at < truth.length; at++) {
    const [row, column] = [truth[at] ?? 0, proposal[at] ?? 0];
    if (row === 0) continue;
    total += 1;
    addOne(joint, row * beyond + column);
    addOne(rows, row);
    addOne(columns, column);
  }
  return {
    total,
    joint: [...joint.values()],
    truth: [...rows.values()],
    proposal: [...columns.values()],
  };
}

function addOne(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Rand F-score, Arganda-Carreras et al. 2015 (doi:10.3389/fnana.2015.00142) with alpha 0.5:
 * 2 Σ p_ij² / (Σ s_i² + Σ t_j²), 0..1. Null where no pixel counts.
 */
export function randFScore({ total, joint, truth, proposal }: Contingency): number | null {
  if (total === 0) return null;
  return (2 * squares(joint)) / (squares(truth) + squares(proposal));
}

/**
 * Information F-score of the same paper with alpha 0.5: 2 I(S; T) / (H(S) + H(T)), 0..1. 1 where both are one segment.
 * Null where no pixel counts.
 */
export function informationFScore({ total, joint, truth, proposal }: Contingency): number | null {
  if (total === 0) return null;
  const both = entropy(truth, total) + entropy(proposal, total);
  if (both === 0) return 1;
  const shared = both - entropy(joint, total);
  return Math.max(0, (2 * shared) / both);
}

function squares(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count * count, 0);
}

function entropy(counts: readonly number[], total: number): number {
  return -counts.reduce((sum, count) => sum + (count / total) * Math.log(count / total), 0);
}
