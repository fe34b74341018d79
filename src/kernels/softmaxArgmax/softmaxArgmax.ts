/** Probabilities and the most probable class of every pixel. Called by prediction; the loss has its own softmax. */
import { assert } from '../../common/assert';
import { type Binding, declareBindings, type KernelProgram, linearGrid } from '../program';
import { declareSoftmax, perGroup } from '../wgsl/softmax';
import { channelGroups, tensorBytes } from '../wgsl/source';

export interface SoftmaxArgmax {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  /** Float32 [N,C,H,W] (`planar`), [N,H,W,C'] (`nhwc`), or no such output. */
  readonly probabilities: 'planar' | 'nhwc' | 'none';
  /** Class indices [N,H,W], a word each or packed as bytes (lowest first, zeros at the end), or no such output. */
  readonly indices: 'u32' | 'u8' | 'none';
}

const WORKGROUP = 64;

/**
 * Bindings: logits [N,H,W,C'], then probabilities and indices as asked for, at least one of them. The lowest of
 * equally great classes wins.
 */
export function softmaxArgmax(options: SoftmaxArgmax): KernelProgram {
  const { batch, height, width, classes, probabilities, indices } = options;
  assert(probabilities !== 'none' || indices !== 'none', 'a softmax without outputs');
  const pixels = batch * height * width;
  const threads = indices === 'u8' ? Math.ceil(pixels / 4) : pixels;
  const { grid, rowLength } = linearGrid(Math.ceil(threads / WORKGROUP));
  const bindings = outputBindings(options);
  return {
    label: `softmax argmax ${classes} classes @${width}x${height}`,
    bindings,
    workgroups: grid,
    wgsl: /* wgsl */ `
${declareBindings(bindings, { logits: 'vec4f', probabilities: probabilities === 'planar' ? 'f32' : 'vec4f', indices: 'u32' })}
${probabilities === 'none' ? '' : declareSoftmax(classes)}
${declareStore(options)}
${indices === 'none' ? '' : declareBestClass(classes)}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (workgroup.x + workgroup.y * ${rowLength}u) * ${WORKGROUP}u + lane;
  if (i >= ${threads}u) { return; }
  ${indices === 'u8' ? fourPixels(pixels) : onePixel(indices)}
}`,
  };
}

function outputBindings({ batch, height, width, classes, probabilities, indices }: SoftmaxArgmax): Binding[] {
  const pixels = batch * height * width;
  const logits = tensorBytes(batch, height, width, classes);
  const bindings: Binding[] = [{ name: 'logits', access: 'read', bytes: logits }];
  if (probabilities !== 'none') {
    const bytes = probabilities === 'planar' ? pixels * classes * 4 : logits;
    bindings.push({ name: 'probabilities', access: 'write', bytes });
  }
  if (indices !== 'none') {
    const bytes = indices === 'u8' ? Math.ceil(pixels / 4) * 4 : pixels * 4;
    bindings.push({ name: 'indices', access: 'write', bytes });
  }
  return bindings;
}

/** `storeProbabilities(pixel)`; nothing where they are not asked for. */
function declareStore({ height, width, classes, probabilities }: SoftmaxArgmax): string {
  if (probabilities === 'none') return 'fn storeProbabilities(pixel: u32) {}';
  const plane = height * width;
  const store =
    probabilities === 'nhwc'
      ? perGroup(classes, (g) => `probabilities[pixel * ${channelGroups(classes)}u + ${g}u] = s.p${g};`)
      : eachClass(classes, (c, g, lane) => `probabilities[first + ${c * plane}u] = s.p${g}.${lane};`);
  return /* wgsl */ `
fn storeProbabilities(pixel: u32) {
  let s = softmax(pixel);
  let first = pixel / ${plane}u * ${classes * plane}u + pixel % ${plane}u;
  ${store}
}`;
}

/** `bestClass(pixel)`, from the logits, so that rounding in the softmax makes no ties. */
function declareBestClass(classes: number): string {
  return /* wgsl */ `
fn bestClass(pixel: u32) -> u32 {
  ${perGroup(classes, (g) => `let l${g} = logits[pixel * ${channelGroups(classes)}u + ${g}u];`)}
  var best = 0u;
  var greatest = l0.x;
  ${eachClass(classes, (c, g, lane) => (c === 0 ? '' : `if (l${g}.${lane} > greatest) { greatest = l${g}.${lane}; best = ${c}u; }`))}
  return best;
}`;
}

function eachClass(classes: number, line: (c: number, group: number, lane: string) => string): string {
  return Array.from({ length: classes }, (_, c) => line(c, c >> 2, 'xyzw'.charAt(c & 3))).join('\n  ');
}

function onePixel(indices: 'u32' | 'none'): string {
  return `storeProbabilities(i);${indices === 'u32' ? '\n  indices[i] = bestClass(i);' : ''}`;
}

/** The four that share a word of indices. */
function fourPixels(pixels: number): string {
  return `var packed = 0u;
  for (var k = 0u; k < 4u; k++) {
    let pixel = i * 4u + k;
    if (pixel >= ${pixels}u) { break; }
    storeProbabilities(pixel);
    packed |= bestClass(pixel) << (8u * k);
  }
  indices[i] = packed;`;
}
