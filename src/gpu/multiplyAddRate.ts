/** How fast a device convolves, to forecast which dispatches would keep it from the desktop for too long. */
import { conv3x3Forward } from '../kernels/conv3x3/forward';
import { wholeSource } from '../kernels/wgsl/source';
import type { CompiledPlan, PlannedDispatch, Region } from '../network/lowerings/webgpu/compiledPlan';
import type { KernelVariants } from '../network/lowerings/webgpu/kernelVariants';
import type { DeviceMemory } from './deviceMemory';
import { PlanExecutor } from './planExecutor';

const SIDE = 64;
const CHANNELS = 32;
const MULTIPLY_ADDS = SIDE ** 2 * 9 * CHANNELS ** 2;
/** In one submit, so that what a submit costs by itself counts little. */
const DISPATCHES = 16;
const ROUNDS = 3;

/** Multiply-adds a millisecond of a 3x3 convolution from 32 to 32 channels: the best of three rounds. */
export async function multiplyAddRate(memory: DeviceMemory, variants: KernelVariants): Promise<number> {
  const executor = await PlanExecutor.create(memory, convolutions(variants), { owner: 'measuring speed' });
  try {
    await timeRun(memory, executor);
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) best = Math.min(best, await timeRun(memory, executor));
    return (DISPATCHES * MULTIPLY_ADDS) / best;
  } finally {
    executor.dispose();
  }
}

/** ms */
async function timeRun({ device }: DeviceMemory, executor: PlanExecutor): Promise<number> {
  const start = performance.now();
  executor.run(['firstMicroBatch']);
  await device.queue.onSubmittedWorkDone();
  // A browser may round its clock to whole tenths of a millisecond.
  return Math.max(0.1, performance.now() - start);
}

function convolutions({ forward: variant }: KernelVariants): CompiledPlan {
  const shape = {
    batch: 1,
    sources: [wholeSource(SIDE, SIDE, CHANNELS)],
    region: { height: SIDE, width: SIDE },
    outChannels: CHANNELS,
    pad: 1,
  } as const;
  const options = { variant, bias: false, activation: { kind: 'none' }, statistics: false } as const;
  const program = conv3x3Forward(shape, options);
  const regions = program.bindings.map(({ bytes }, slab): Region => ({ slab, offset: 0, bytes }));
  const dispatch: PlannedDispatch = { op: 'measuring speed', program, regions };
  const [input, parameters, logits] = regions as [Region, Region, Region];
  const none = { labels: null, weights: null, step: null, ring: null, gradients: null, optimizer: {} };
  return {
    slabs: regions,
    firstMicroBatch: new Array<PlannedDispatch>(DISPATCHES).fill(dispatch),
    nextMicroBatch: [],
    update: [],
    regions: { ...none, input, parameters, logits },
    parameters: [],
  };
}
