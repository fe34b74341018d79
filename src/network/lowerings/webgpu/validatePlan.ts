/**
 * Checks a compiled plan before a device sees it: what WebGPU would refuse, and what it would run with wrong
 * results. Pure; called at the end of every compilation.
 */
import { assert, defined } from '../../../common/assert';
import { ARENA_ALIGNMENT } from '../../arena';
import type { CompiledPlan, PlannedDispatch, Region } from './compiledPlan';
import { WrittenBytes } from './writtenBytes';

/** Throws a plain Error naming the op and the binding at fault. */
export function validatePlan(plan: CompiledPlan, largestSlab: number): void {
  for (const [index, { bytes }] of plan.slabs.entries()) {
    assert(bytes > 0 && bytes <= largestSlab, `slab ${index} has ${bytes} bytes of at most ${largestSlab}`);
  }
  const { firstMicroBatch, nextMicroBatch, update, lossPass } = plan;
  const lists = [lossPass?.firstMicroBatch ?? [], lossPass?.nextMicroBatch ?? []];
  for (const dispatch of [...lists.flat(), ...firstMicroBatch, ...nextMicroBatch, ...update]) {
    checkDispatch(plan, dispatch);
  }
  checkReads(plan);
}

function checkDispatch(plan: CompiledPlan, { program, regions, op }: PlannedDispatch): void {
  const { bindings, workgroups } = program;
  assert(regions.length === bindings.length, `${op} has ${regions.length} of ${bindings.length} regions`);
  for (const [index, { name, bytes }] of bindings.entries()) {
    checkRegion(plan, defined(regions[index], name), bytes, `${name} of ${op}`);
  }
  for (const [index, region] of regions.entries()) {
    const other = regions.findIndex((one, at) => at > index && overlap(one, region));
    assert(other < 0, `${bindings[index]?.name} and ${bindings[other]?.name} of ${op} overlap`);
  }
  for (const count of workgroups) {
    assert(Number.isInteger(count) && count > 0 && count <= 65_535, `${op} has ${count} workgroups`);
  }
}

function checkRegion(
  plan: CompiledPlan,
  { slab, offset, bytes }: Region,
  wanted: number,
  what: string,
): void {
  const size = defined(plan.slabs[slab], `slab ${slab}, where ${what} is`).bytes;
  assert(offset >= 0 && offset % ARENA_ALIGNMENT === 0, `${what} is at byte ${offset}`);
  assert(bytes === wanted && bytes > 0, `${what} has ${bytes} bytes, the kernel takes ${wanted}`);
  assert(offset + bytes <= size, `${what} ends at byte ${offset + bytes} of ${size}`);
}

function overlap(a: Region, b: Region): boolean {
  return a.slab === b.slab && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}

/**
 * Plays two steps through and refuses a read of bytes that nothing wrote, or that hold parts of something else:
 * a later write that begins or ends within the region that is read.
 */
function checkReads(plan: CompiledPlan): void {
  const { firstMicroBatch, nextMicroBatch, update, lossPass } = plan;
  const measure = lossPass ? [...lossPass.firstMicroBatch, ...lossPass.nextMicroBatch] : [];
  const step = [...measure, ...firstMicroBatch, ...nextMicroBatch, ...update];
  const written = hostWritten(plan);
  for (const dispatch of [...step, ...step]) play(written, dispatch);
}

function play(written: WrittenBytes, { program, regions, op }: PlannedDispatch): void {
  const uses = program.bindings.map(({ name, access }, index) => ({
    name,
    access,
    region: defined(regions[index], name),
  }));
  for (const { name, access, region } of uses) {
    if (access === 'write') continue;
    const fault = written.faultOf(region);
    assert(fault === null, `${name} of ${op} is read but ${fault}`);
  }
  for (const { access, region } of uses) if (access !== 'read') written.write(region);
}

/** Before the first step: what the host uploads, and the zeros that the slabs of lasting tensors begin with. */
function hostWritten({ regions, parameters }: CompiledPlan): WrittenBytes {
  const { input, labels, weights, step, ring, gradients, optimizer } = regions;
  const written = new WrittenBytes();
  const whole = [input, labels, weights, step, ring, regions.parameters, ...Object.values(optimizer)];
  for (const region of whole) if (region) written.write(region);
  if (!gradients) return written;
  // Of the gradients only the alignment between parameters is never written by a dispatch.
  let end = 0;
  for (const { offset, paddedShape } of [...parameters, { offset: gradients.bytes / 4, paddedShape: [0] }]) {
    const gap = { slab: gradients.slab, offset: gradients.offset + end, bytes: offset * 4 - end };
    if (gap.bytes > 0) written.write(gap);
    end = (offset + paddedShape.reduce((product, side) => product * side, 1)) * 4;
  }
  return written;
}
