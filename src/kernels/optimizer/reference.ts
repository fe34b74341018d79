/** The optimizers in float64, one parameter at a time: what the kernels are tested against. */
import type { OptimizerRule } from './optimizerUpdate';

export interface ParameterState {
  w: number;
  /** Velocity, or first moment. */
  first: number;
  /** Second moment. */
  second: number;
  average: number;
}

/** min(1, clipNorm / |g|), and |g|. */
export function clipReference(gradient: readonly number[], clipNorm: number | null) {
  const norm = Math.hypot(...gradient);
  return { norm, factor: clipNorm !== null && norm > clipNorm ? clipNorm / norm : 1 };
}

/** The state after step `t`, counting from 1, with gradient g. */
export function updateReference(
  rule: OptimizerRule,
  state: ParameterState,
  g: number,
  rate: number,
  t: number,
): ParameterState {
  if (rule.kind === 'sgd') {
    const total = g + rule.weightDecay * state.w;
    const first = rule.momentum * state.first + total;
    const move = rule.nesterov ? total + rule.momentum * first : first;
    return { ...state, first, w: state.w - rate * move };
  }
  const first = rule.beta1 * state.first + (1 - rule.beta1) * g;
  const second = rule.beta2 * state.second + (1 - rule.beta2) * g ** 2;
  const corrected = first / (1 - rule.beta1 ** t);
  const deviation = Math.sqrt(second / (1 - rule.beta2 ** t));
  const decay = rate * rule.weightDecay * state.w;
  return { ...state, first, second, w: state.w - decay - (rate * corrected) / (deviation + rule.epsilon) };
}

/** The state with its moving average brought up to w. */
export function averageReference(state: ParameterState, decay: number): ParameterState {
  return { ...state, average: decay * state.average + (1 - decay) * state.w };
}
