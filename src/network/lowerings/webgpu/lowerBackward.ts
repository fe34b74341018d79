/** The backward pass of a graph as dispatches, op by op as `backward` lists them. Called by compileTraining. */
import { assert, defined } from '../../../common/assert';
import { dropout } from '../../../kernels/dropout/dropout';
import {
  type NormBackward,
  normBackwardApply,
  normBackwardFinish,
  normBackwardSumBytes,
  normBackwardSums,
} from '../../../kernels/norm/normBackward';
import { poolBackward } from '../../../kernels/pool/poolBackward';
import { pairBytes } from '../../../kernels/wgsl/pairTable';
import { channelGroups } from '../../../kernels/wgsl/source';
import { backward, type GradientOp } from '../../backward';
import type { NodeId } from '../../graph';
import type { NodeShape } from '../../inferShapes';
import { filterParts } from './filterParts';
import { isLayer } from './layerKernels';
import { kernelsOf, sourceOperands } from './lowerForward';
import { type Lowering, nodeOf, parameterView, shapeOf, singleValue, storedOf } from './lowering';
import type { PlanTensor } from './planBuilder';
import { rowBands } from './rowBands';
import { type StoredNode, shapeBytes } from './storedValue';

export interface BackwardTensors {
  /** The flat buffer of gradients. */
  readonly gradients: PlanTensor;
  /** The gradient at the logits. */
  readonly dlogits: PlanTensor;
  readonly step: PlanTensor;
}

type Op<Kind extends GradientOp['kind']> = GradientOp & { readonly kind: Kind };

/** Adds the dispatches that follow the loss's gradient to the builder. */
export function lowerBackward(
  lowering: Lowering,
  stored: readonly StoredNode[],
  tensors: BackwardTensors,
): void {
  new BackwardLowering(lowering, stored, tensors).run();
}

class BackwardLowering {
  /** The gradient at each node's stored output; at a concat, that of its cropped skip. */
  private readonly gradients = new Map<NodeId, PlanTensor>();

  constructor(
    private readonly lowering: Lowering,
    private readonly stored: readonly StoredNode[],
    private readonly tensors: BackwardTensors,
  ) {}

  run(): void {
    for (const op of backward(this.lowering.graph)) this.lower(op);
  }

  private lower(op: GradientOp): void {
    switch (op.kind) {
      case 'loss':
        this.gradients.set(op.node, this.tensors.dlogits);
        break;
      case 'weights':
        this.lowerWeights(op);
        break;
      case 'input':
      case 'skip':
        this.lowerInput(op);
        break;
      case 'pool':
        this.lowerPool(op);
        break;
      case 'dropout':
        this.lowerDropout(op);
        break;
      case 'norm':
        this.lowerNorm(op);
        break;
    }
  }

  private lowerWeights({ node: id }: Op<'weights'>): void {
    const { builder } = this.lowering;
    const { node, sources, kernels } = this.layer(id);
    const partials = builder.tensor(`${node.name} partial gradients`, kernels.partialBytes);
    const operands = { ...sourceOperands(sources), dy: this.gradient(id), partials };
    for (const program of filterParts(kernels, this.lowering.mostMultiplyAdds)) {
      builder.add(`${node.name} filter gradient`, program, operands);
    }
    const reduce = { first: kernels.filterReduce(false), next: kernels.filterReduce(true) };
    builder.add(`${node.name} filter gradient sum`, reduce, {
      partials,
      weightGradient: this.parameterGradient(`${node.name}.weight`),
      biasGradient: this.parameterGradient(`${node.name}.bias`),
    });
  }

  private lowerInput(op: Op<'input'> | Op<'skip'>): void {
    const { builder } = this.lowering;
    const { node, sources, kernels } = this.layer(op.node);
    const [of, source, mask] =
      op.kind === 'skip'
        ? ([op.concat, 0, { kind: 'none' }] as const)
        : ([op.of, op.source, op.mask] as const);
    const { value } = defined(sources[source], `source of ${node.name}`);
    // The gradient of a skip has the size of the region that is read: that of the other source.
    const region = defined(sources.at(-1), 'source').value.shape;
    const out = this.newGradient(of, { ...region, channels: value.shape.channels });
    const name = op.kind === 'skip' ? 'skip gradient' : 'input gradient';
    const operands = {
      dy: this.gradient(op.node),
      weights: this.parameter(`${node.name}.weight`),
      h: value.tensor,
      out,
    };
    const { inputRows: rows, multiplyAdds } = kernels;
    for (const band of rowBands({ rows, multiplyAdds, alignment: 1 }, this.lowering.mostMultiplyAdds)) {
      builder.add(`${node.name} ${name}`, kernels.inputGradient(source, mask, band), operands);
    }
  }

  private lowerPool({ node: id, of, concat, mask }: Op<'pool'>): void {
    const { builder, batch } = this.lowering;
    const { tensor: h, shape } = singleValue(this.stored, of);
    const skip = concat === null ? null : this.skipRegion(concat);
    const poolMask = mask.kind === 'none' ? mask : ({ kind: 'post', activation: mask } as const);
    builder.add(
      `${nodeOf(this.lowering, id).name} input gradient`,
      poolBackward({ batch, ...shape, skip, mask: poolMask }),
      {
        dy: this.gradient(id),
        winners: storedOf(this.stored, id).winners,
        skip: concat === null ? null : this.gradient(concat),
        h,
        dx: this.newGradient(of, shape),
      },
    );
  }

  /** The region of the skip that the decoder read. */
  private skipRegion(concat: NodeId) {
    const [skip, up] = storedOf(this.stored, concat).sources;
    const { height, width } = defined(up, 'upsampled source').value.shape;
    const { cropY, cropX } = defined(skip, 'skip');
    return { cropY, cropX, height, width };
  }

  private lowerDropout({ node: id, of }: Op<'dropout'>): void {
    const { batch, builder } = this.lowering;
    const node = nodeOf(this.lowering, id);
    assert(node.op === 'dropout', `${node.name} is no dropout`);
    const { probability, layer, name } = node;
    const onLoad = { kind: 'none' } as const;
    const shape = shapeOf(this.lowering, id);
    const x = this.gradient(id);
    const { step } = this.tensors;
    const program = dropout({ batch, ...shape, probability, layer, onLoad, mask: 'hash' });
    builder.add(`${name} input gradient`, program, { step, x });
    this.gradients.set(of, x);
  }

  private lowerNorm({ node: id }: Op<'norm'>): void {
    const { batch, builder } = this.lowering;
    const node = nodeOf(this.lowering, id);
    assert(node.op === 'conv' && node.norm !== null, `${node.name} has no norm`);
    const { name } = node.norm;
    const options = { batch, ...shapeOf(this.lowering, id), activation: node.activation };
    const sums = builder.tensor(`${name} gradient sums`, normBackwardSumBytes(options));
    const means = builder.tensor(`${name} gradient means`, pairBytes(batch, channelGroups(node.channels)));
    const tensors = this.normOperands(id);
    builder.add(`${name} gradient sums`, normBackwardSums(options), { ...tensors, sums });
    builder.add(`${name} parameter gradients`, this.normFinish(options), {
      sums,
      means,
      dgamma: this.parameterGradient(`${name}.weight`),
      dbeta: this.parameterGradient(`${name}.bias`),
    });
    builder.add(`${name} input gradient`, normBackwardApply(options), { ...tensors, means });
  }

  private normOperands(id: NodeId) {
    const { tensor: y, scaleShift } = singleValue(this.stored, id);
    const { statistics } = storedOf(this.stored, id);
    return { y, gradient: this.gradient(id), scaleShift, statistics };
  }

  private normFinish(options: NormBackward) {
    const { finish: variant } = this.lowering.variants;
    return {
      first: normBackwardFinish({ ...options, variant, accumulate: false }),
      next: normBackwardFinish({ ...options, variant, accumulate: true }),
    };
  }

  private layer(id: NodeId) {
    const node = nodeOf(this.lowering, id);
    assert(isLayer(node), `${node.name} has no weights`);
    const { sources } = storedOf(this.stored, node.input);
    return { node, sources, kernels: kernelsOf(this.lowering, id, node, sources) };
  }

  private gradient(id: NodeId): PlanTensor {
    return defined(this.gradients.get(id), `gradient at ${nodeOf(this.lowering, id).name}`);
  }

  private newGradient(id: NodeId, shape: NodeShape): PlanTensor {
    const name = `gradient at ${nodeOf(this.lowering, id).name}`;
    const tensor = this.lowering.builder.tensor(name, shapeBytes(this.lowering.batch, shape));
    this.gradients.set(id, tensor);
    return tensor;
  }

  private parameter(name: string) {
    return parameterView(this.lowering.parameters, this.lowering.weights, name);
  }

  private parameterGradient(name: string) {
    return parameterView(this.lowering.parameters, this.tensors.gradients, name);
  }
}
