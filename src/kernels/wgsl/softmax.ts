/** The softmax of one pixel's logits, for the loss and for prediction. */
import { channelGroups } from './source';

/** One WGSL line for each group of four classes, joined. */
export function perGroup(classes: number, line: (group: number) => string, separator = '\n  '): string {
  return Array.from({ length: channelGroups(classes) }, (_, group) => line(group)).join(separator);
}

/**
 * The struct `Softmax` and the function `softmax(pixel)` over a binding `logits: array<vec4f>` [pixels, C']:
 * probabilities p0, p1, ... of four classes each (0 for pad channels), the greatest logit, and the logarithm of
 * Σ exp(logit - greatest). A NaN among the logits reaches every probability.
 */
export function declareSoftmax(classes: number): string {
  const groups = channelGroups(classes);
  return /* wgsl */ `
struct Softmax {
  ${perGroup(classes, (g) => `p${g}: vec4f,`)}
  greatest: f32,
  logTotal: f32,
}
fn softmax(pixel: u32) -> Softmax {
  ${perGroup(classes, (g) => `let l${g} = ${onlyClasses(classes, g, `logits[pixel * ${groups}u + ${g}u]`, '-3e38f')};`)}
  var top = l0;
  ${perGroup(classes, (g) => (g === 0 ? '' : `top = max(top, l${g});`))}
  let greatest = max(max(top.x, top.y), max(top.z, top.w));
  ${perGroup(classes, (g) => `let e${g} = ${onlyClasses(classes, g, `exp(l${g} - greatest)`, '0f')};`)}
  let total = dot(${perGroup(classes, (g) => `e${g}`, ' + ')}, vec4f(1));
  return Softmax(${perGroup(classes, (g) => `e${g} / total`, ', ')}, greatest, log(total));
}`;
}

/** `value` with `other` in its pad channels. */
function onlyClasses(classes: number, group: number, value: string, other: string): string {
  if (classes >= 4 * group + 4) return value;
  const live = [0, 1, 2, 3].map((lane) => 4 * group + lane < classes);
  return `select(vec4f(${other}), ${value}, vec4<bool>(${live.join(', ')}))`;
}
