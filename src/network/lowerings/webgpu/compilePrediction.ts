/**
 * Compiles prediction: the forward pass alone, over a small arena of its own. Its first slab is the parameters',
 * laid out as in compileTraining's plans of the same graph, so that one buffer can serve both. Pure.
 */
import type { Graph } from '../../graph';
import { inferShapes } from '../../inferShapes';
import type { CompiledPlan } from './compiledPlan';
import type { KernelVariants } from './kernelVariants';
import { lowerForward } from './lowerForward';
import { placeDrafts } from './placeDrafts';
import { PlanBuilder, type PlanTensor } from './planBuilder';
import { flatLength, planParameters } from './planParameters';
import { shapeBytes } from './storedValue';
import { type PlanLimits, slabLimit } from './trainingOptions';
import { validatePlan } from './validatePlan';

export interface PredictionOptions {
  /** Of the input, px; such as the network takes. */
  readonly height: number;
  readonly width: number;
  /** Tiles at a time. */
  readonly batch: number;
  readonly variants: KernelVariants;
  readonly limits: PlanLimits;
  /** As in TrainingOptions. */
  readonly mostMultiplyAdds?: number;
}

/** Nothing is dropped. Throws as compileTraining does. The dispatches are in `firstMicroBatch`. */
export function compilePrediction(graph: Graph, options: PredictionOptions): CompiledPlan {
  const { height, width, batch, variants, limits, mostMultiplyAdds = null } = options;
  const shapes = inferShapes(graph, height, width);
  const parameters = planParameters(graph);
  const kept = (name: string, index: number): PlanTensor => {
    const shape = shapes.at(index);
    return { name, bytes: shape ? shapeBytes(batch, shape) : 0, lifetime: 'plan' };
  };
  const tensors = { input: kept('input', 0), logits: kept('logits', -1), step: null };
  const weights: PlanTensor = {
    name: 'parameters',
    bytes: flatLength(parameters) * 4,
    lifetime: 'parameters',
  };
  const builder = new PlanBuilder();
  lowerForward({ graph, shapes, batch, variants, mostMultiplyAdds, builder, parameters, weights }, tensors);
  const drafts = builder.take();
  const { input, logits } = tensors;
  const placed = placeDrafts(drafts, [input, logits, weights], slabLimit(limits));
  const plan = {
    slabs: placed.slabs,
    firstMicroBatch: drafts.map(placed.first),
    nextMicroBatch: [],
    update: [],
    regions: {
      input: placed.regionOf(input),
      logits: placed.regionOf(logits),
      parameters: placed.regionOf(weights),
      labels: null,
      weights: null,
      step: null,
      ring: null,
      gradients: null,
      optimizer: {},
    },
    parameters,
  };
  validatePlan(plan, slabLimit(limits));
  return plan;
}
