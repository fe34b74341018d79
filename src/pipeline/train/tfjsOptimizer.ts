/**
 * The optimizer of the slow mode: clipping, weight decay, SGD, Nesterov or Adam and the moving average by operations of
 * tf.js, with the formulas of kernels/optimizer. Owned by TfjsTrainer.
 */
import { defined } from '../../common/assert';
import type { TrainPlan } from '../../domain/train';
import { optimizerRule, stepScalars } from '../../gpu/optimizerRule';
import { tf } from '../../gpu/tf';
import { type OptimizerRule, optimizerState } from '../../kernels/optimizer/optimizerUpdate';
import { addUp } from './addUp';

export type TfjsOptimizerPlan = Pick<
  TrainPlan,
  'optimizer' | 'momentum' | 'weightDecay' | 'clipNorm' | 'emaDecay'
>;

/** Buffers of one variable by name: those of optimizerState, and `average`. */
type Slots = ReadonlyMap<string, tf.Variable>;

export class TfjsOptimizer {
  private readonly rule: OptimizerRule;
  /** In the order of the variables. */
  readonly slots: readonly Slots[];

  constructor(
    private readonly variables: readonly tf.Variable[],
    private readonly plan: TfjsOptimizerPlan,
  ) {
    this.rule = optimizerRule(plan);
    this.slots = variables.map((variable) => slotsOf(variable, this.names()));
  }

  /** Names of a variable's buffers. */
  names(): string[] {
    return [...optimizerState(this.rule), ...(this.plan.emaDecay > 0 ? ['average'] : [])];
  }

  /** Step `index`, from 0, by the gradients of the variables' names. The norm of all of them before clipping; in a tidy. */
  apply(gradients: tf.NamedTensorMap, learningRate: number, index: number): tf.Scalar {
    const all = this.variables.map(({ name }) => defined(gradients[name], name));
    const norm = tf.sqrt(addUp(all.map((gradient) => tf.sum(tf.square(gradient))))) as tf.Scalar;
    const factor = this.clipFactor(norm);
    for (const [i, variable] of this.variables.entries()) {
      const slots = defined(this.slots[i], 'slots');
      const gradient = tf.mul(defined(all[i], 'gradient'), factor);
      this.move(variable, slots, gradient, learningRate, index);
      this.follow(variable, slots, index);
    }
    return norm;
  }

  dispose(): void {
    tf.dispose(this.slots.flatMap((slots) => [...slots.values()]));
  }

  private clipFactor(norm: tf.Scalar): tf.Tensor {
    const { clipNorm } = this.plan;
    return clipNorm > 0 ? tf.minimum(1, tf.div(clipNorm, tf.maximum(norm, 1e-30))) : tf.scalar(1);
  }

  private move(w: tf.Variable, slots: Slots, gradient: tf.Tensor, rate: number, index: number): void {
    const { rule } = this;
    if (rule.kind === 'adam') adam(rule, { w, slots, gradient, rate, index });
    else sgd(rule, { w, slots, gradient, rate });
  }

  private follow(variable: tf.Variable, slots: Slots, index: number): void {
    const decay = Math.min(this.plan.emaDecay, stepScalars(this.rule, 0, index).mostAverageDecay);
    const average = slots.get('average');
    average?.assign(tf.add(tf.mul(average, decay), tf.mul(variable, 1 - decay)));
  }
}

interface Move {
  readonly w: tf.Variable;
  readonly slots: Slots;
  readonly gradient: tf.Tensor;
  readonly rate: number;
}

function sgd(rule: OptimizerRule & { kind: 'sgd' }, { w, slots, gradient, rate }: Move): void {
  const total = rule.weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(w, rule.weightDecay));
  const velocity = slots.get('velocity');
  velocity?.assign(tf.add(tf.mul(velocity, rule.momentum), total));
  const nesterov = () => tf.add(total, tf.mul(defined(velocity, 'velocity'), rule.momentum));
  const direction = velocity && rule.nesterov ? nesterov() : (velocity ?? total);
  w.assign(tf.sub(w, tf.mul(direction, rate)));
}

function adam(
  rule: OptimizerRule & { kind: 'adam' },
  { w, slots, gradient, rate, index }: Move & { readonly index: number },
): void {
  const { beta1, beta2, epsilon, weightDecay } = rule;
  const { correction1, correction2 } = stepScalars(rule, 0, index);
  const [first, second] = ['moment1', 'moment2'].map((name) => defined(slots.get(name), name));
  const moment1 = defined(first, 'moment1');
  const moment2 = defined(second, 'moment2');
  moment1.assign(tf.add(tf.mul(moment1, beta1), tf.mul(gradient, 1 - beta1)));
  moment2.assign(tf.add(tf.mul(moment2, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
  const deviation = tf.add(tf.sqrt(tf.mul(moment2, correction2)), epsilon);
  const direction = tf.div(tf.mul(moment1, correction1), deviation);
  w.assign(tf.sub(tf.mul(w, 1 - rate * weightDecay), tf.mul(direction, rate)));
}

/** Zeros, but the average, which begins at the variable itself. */
function slotsOf(variable: tf.Variable, names: readonly string[]): Slots {
  const first = (name: string) => (name === 'average' ? tf.clone(variable) : tf.zerosLike(variable));
  return new Map(names.map((name) => [name, tf.tidy(() => tf.variable(first(name), false))]));
}
