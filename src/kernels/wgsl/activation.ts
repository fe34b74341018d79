/**
 * The activations that kernels fuse, as WGSL expressions over vec4f. Comparisons are written so that a NaN
 * passes through: a broken step must reach the finite test, not vanish in a ReLU.
 */
import { f32Literal } from './f32Literal';

export type Activation =
  | { readonly kind: 'none' }
  | { readonly kind: 'relu' }
  /** Slope of the negative half, in (0, 1). */
  | { readonly kind: 'leaky'; readonly slope: number };

/** act(x); `x` must be a name or a cheap expression, it may appear twice. */
export function activate(activation: Activation, x: string): string {
  switch (activation.kind) {
    case 'none':
      return x;
    case 'relu':
      return `select(${x}, vec4f(), ${x} < vec4f())`;
    case 'leaky':
      return `select(${x}, ${f32Literal(activation.slope)} * ${x}, ${x} < vec4f())`;
  }
}

/** act'(x) from h = act(x), which has the sign of x; the derivative at 0 is that of the negative half. */
export function activationSlope(activation: Activation, h: string): string {
  switch (activation.kind) {
    case 'none':
      return 'vec4f(1)';
    case 'relu':
      return `select(vec4f(), vec4f(1), ${h} > vec4f())`;
    case 'leaky':
      return `select(vec4f(${f32Literal(activation.slope)}), vec4f(1), ${h} > vec4f())`;
  }
}
