/** A network computed by compiled plans: one for each size of tile, all with the same weights. */
import { assert } from '../common/assert';
import { hasCode, type StudioError } from '../common/errors';
import type { UNetSpec } from '../domain/network';
import { buildGraph } from '../network/buildGraph';
import type { Graph } from '../network/graph';
import { compilePrediction } from '../network/lowerings/webgpu/compilePrediction';
import type { KernelVariants } from '../network/lowerings/webgpu/kernelVariants';
import { planParameters } from '../network/lowerings/webgpu/planParameters';
import type { WeightMap } from '../network/parameterTable';
import type { CompileProgress } from './compilePipelines';
import type { Network } from './network';
import { ParameterBuffer } from './parameterBuffer';
import { dispatchLimit, type PlanDevice } from './planDevice';
import { StepQueue } from './stepQueue';
import { TilePredictor } from './tilePredictor';
import { knownKernels } from './tuner/planKernels';

/** Tile sizes whose plans are kept: those of images that one goes back and forth between. */
export const KEPT_PLANS = 4;

export class PlanNetwork implements Network {
  readonly graph: Graph;
  /** Shared with the training plan, which updates it. */
  readonly parameters: ParameterBuffer;
  /** By side of the tile, the last used at the end. */
  private readonly predictors = new Map<number, TilePredictor>();
  /** A plan's buffers hold one tile at a time. */
  private readonly turns = new StepQueue(1);
  private disposed = false;
  /** Those of the run that trains this network; null takes what is known of the device. */
  private planned: KernelVariants | null = null;
  /** The smallest tile there was no room for: a thousand images shall not each try it anew. */
  private refused: { readonly side: number; readonly error: StudioError } | null = null;

  /** Nothing is put on the device before it is needed there. */
  constructor(
    readonly spec: UNetSpec,
    weights: WeightMap,
    readonly device: PlanDevice,
  ) {
    this.graph = buildGraph(spec);
    this.parameters = new ParameterBuffer(device.memory, planParameters(this.graph), weights);
  }

  /**
   * Compiles for a side not seen lately. Rejects with `out-of-memory` where the plan does not fit, `device-error`
   * naming the op that the device refuses, `device-lost`.
   */
  logits(input: Float32Array<ArrayBuffer>, count: number, side: number): Promise<Float32Array> {
    return this.turns.run(async () => {
      const predictor = await this.predictorFor(side);
      const tile = side ** 2 * this.spec.inputChannels;
      assert(input.length === count * tile, `${input.length} values for ${count} tiles of ${side} px`);
      const outputs: Float32Array[] = [];
      for (let i = 0; i < count; i++) {
        outputs.push(await predictor.logits(input.subarray(i * tile, (i + 1) * tile)));
      }
      return joined(outputs);
    });
  }

  /**
   * Compiles for tiles of `side` px ahead of the first one; the same errors. What there was no room for once, there is none
   * for until the network is computed by other kernels.
   */
  async prepare(side: number, onProgress?: CompileProgress): Promise<void> {
    await this.turns.run(async () => {
      if (this.refused && side >= this.refused.side) throw this.refused.error;
      try {
        await this.predictorFor(side, onProgress);
      } catch (error) {
        if (hasCode(error, 'out-of-memory')) this.refused = { side, error };
        throw error;
      }
    });
  }

  async release(): Promise<void> {
    await this.turns.run(async () => this.freePredictors(0));
  }

  weights(): Promise<WeightMap> {
    return this.parameters.get();
  }

  setWeights(weights: WeightMap): void {
    this.parameters.set(weights);
  }

  /** Computes by these kernels from the next tile on: a run looks at its network with the kernels it trains with. */
  async computeBy(kernels: KernelVariants): Promise<void> {
    await this.turns.run(async () => {
      this.planned = kernels;
      this.refused = null;
      this.freePredictors(0);
    });
  }

  /** What is being compiled is freed as soon as it is there; who waits for it gets a plain Error. */
  dispose(): void {
    this.disposed = true;
    this.freePredictors(0);
    this.parameters.free();
  }

  private async predictorFor(side: number, onProgress?: CompileProgress): Promise<TilePredictor> {
    const predictor = this.predictors.get(side) ?? (await this.makePredictor(side, onProgress));
    if (this.disposed) predictor.dispose();
    assert(!this.disposed, 'the network has been disposed of');
    this.predictors.delete(side);
    this.predictors.set(side, predictor);
    return predictor;
  }

  private async makePredictor(side: number, onProgress?: CompileProgress): Promise<TilePredictor> {
    this.freePredictors(KEPT_PLANS - 1);
    try {
      return await this.compileFor(side, onProgress);
    } catch (error) {
      if (!hasCode(error, 'out-of-memory') || this.predictors.size === 0) throw error;
      this.freePredictors(0);
      return await this.compileFor(side, onProgress);
    }
  }

  private async compileFor(side: number, onProgress?: CompileProgress): Promise<TilePredictor> {
    const { memory } = this.device;
    const limits = { limits: memory.device.limits, ...(await dispatchLimit(this.device)) };
    const compile = (variants: KernelVariants) =>
      compilePrediction(this.graph, { height: side, width: side, batch: 1, variants, ...limits });
    const plan = compile(this.planned ?? (await knownKernels(compile(this.device.variants), this.device)));
    const channels = { input: this.spec.inputChannels, output: this.spec.classes };
    return TilePredictor.create(memory, plan, await this.parameters.gpu(), channels, onProgress);
  }

  /** Frees the plans used longest ago until at most `kept` are left. */
  private freePredictors(kept: number): void {
    for (const [side, predictor] of this.predictors) {
      if (this.predictors.size <= kept) return;
      this.predictors.delete(side);
      predictor.dispose();
    }
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
