/**
 * Compiles training: forward, loss, backward and update of a graph for one size of input, as a fixed list of
 * dispatches over an arena. Pure: memory is known and every dispatch checked before there is a device.
 */
import type { Graph } from '../../graph';
import type { CompiledPlan, LossPass } from './compiledPlan';
import { draftTraining, type TrainingDrafts } from './draftTraining';
import { type PlacedDrafts, placeDrafts } from './placeDrafts';
import type { Draft } from './planBuilder';
import { slabLimit, type TrainingOptions } from './trainingOptions';
import { keptTensors, type TrainingTensors } from './trainingTensors';
import { validatePlan } from './validatePlan';

/**
 * Throws `bad-setting` where the network cannot take the size, `out-of-memory` naming a tensor that is larger than
 * the device's buffers.
 */
export function compileTraining(graph: Graph, options: TrainingOptions): CompiledPlan {
  const drafts = draftTraining(graph, options);
  const { forward, lossSums, backward, update, tensors, parameters } = drafts;
  const limit = slabLimit(options.limits);
  const all = [...forward, ...lossSums, ...backward, ...update];
  const placed = placeDrafts(all, keptTensors(tensors), limit);
  const plan = {
    slabs: placed.slabs,
    ...microBatches(drafts, placed, options),
    update: update.map(placed.first),
    regions: regionsOf(tensors, placed),
    parameters,
  };
  validatePlan(plan, limit);
  return plan;
}

type MicroBatches = Pick<CompiledPlan, 'firstMicroBatch' | 'nextMicroBatch' | 'lossPass'>;

/** Dice over several micro-batches takes the sums in a pass of their own. */
function microBatches(
  { forward, lossSums, backward }: TrainingDrafts,
  placed: PlacedDrafts,
  { severalMicroBatches, loss }: TrainingOptions,
): MicroBatches {
  const both = (drafts: readonly Draft[]): LossPass => ({
    firstMicroBatch: drafts.map(placed.first),
    nextMicroBatch: drafts.map(placed.next),
  });
  const pass = [...forward, ...lossSums, ...backward];
  if (!severalMicroBatches) return { firstMicroBatch: pass.map(placed.first), nextMicroBatch: [] };
  if (loss.dice === 0) return both(pass);
  return { ...both([...forward, ...backward]), lossPass: both([...forward, ...lossSums]) };
}

function regionsOf(tensors: TrainingTensors, { regionOf }: PlacedDrafts): CompiledPlan['regions'] {
  const optimizer = Object.entries(tensors.optimizer).map(
    ([name, tensor]) => [name, regionOf(tensor)] as const,
  );
  return {
    input: regionOf(tensors.input),
    labels: regionOf(tensors.labels),
    weights: regionOf(tensors.pixelWeights),
    step: regionOf(tensors.step),
    ring: regionOf(tensors.ring),
    logits: regionOf(tensors.logits),
    parameters: regionOf(tensors.parameters),
    gradients: regionOf(tensors.gradients),
    optimizer: Object.fromEntries(optimizer),
  };
}
