/**
 * The gradients of a whole network in float64: each node hands the gradient at its output back to its inputs, where
 * several add up. Shares nothing with network/backward, which it judges.
 */
import { defined } from '../../common/assert';
import { activationGradient } from '../../kernels/activationNumber';
import {
  conv1x1FilterGradientReference,
  conv1x1InputGradientReference,
} from '../../kernels/conv1x1/reference';
import {
  biasGradientReference,
  convFilterGradientReference,
  convInputGradientReference,
} from '../../kernels/conv3x3/reference';
import { normBackwardReference } from '../../kernels/norm/reference';
import { poolBackwardReference } from '../../kernels/pool/reference';
import {
  upconvFilterGradientReference,
  upconvInputGradientReference,
} from '../../kernels/upconv2x2/reference';
import type {
  ConcatNode,
  ConvNode,
  DropoutNode,
  GraphNode,
  HeadNode,
  NodeId,
  PoolNode,
  UpConvNode,
} from '../graph';
import {
  activationOf,
  convShape,
  dropoutFactors,
  eachSkipValue,
  type Float64Network,
  type Float64Node,
  type Numbers,
  outputOf,
  shapesOf,
  upconvShape,
  weightsOf,
} from './float64Network';

/** dL/d parameter by name, from dL/d logits [N,H',W',classes] and what float64Forward returned. */
export function float64Gradients(
  network: Float64Network,
  nodes: readonly Float64Node[],
  dlogits: Numbers,
): Map<string, Numbers> {
  const pass = new BackwardPass(network, nodes);
  pass.add(network.graph.nodes.length - 1, dlogits);
  for (let id = network.graph.nodes.length - 1; id > 0; id--) pass.handBack(id);
  return pass.parameters;
}

class BackwardPass {
  readonly parameters = new Map<string, Numbers>();
  private readonly atOutputs = new Map<NodeId, number[]>();

  constructor(
    private readonly network: Float64Network,
    private readonly nodes: readonly Float64Node[],
  ) {}

  add(id: NodeId, gradient: Numbers): void {
    const old = this.atOutputs.get(id);
    this.atOutputs.set(
      id,
      old ? old.map((value, i) => value + defined(gradient[i], 'gradient')) : [...gradient],
    );
  }

  handBack(id: NodeId): void {
    const node: GraphNode = defined(this.network.graph.nodes[id], 'node');
    const dy = defined(this.atOutputs.get(id), `gradient at ${node.name}`);
    switch (node.op) {
      case 'conv':
        this.conv(node, this.beforeActivation(id, node, dy));
        break;
      case 'upconv':
        this.upconv(node, this.beforeActivation(id, node, dy));
        break;
      case 'head':
        this.head(node, dy);
        break;
      case 'pool':
        this.pool(id, node, dy);
        break;
      case 'dropout':
        this.dropout(node, dy);
        break;
      case 'concat':
        this.concat(node, dy);
        break;
      case 'input':
        break;
    }
  }

  private pool(id: NodeId, node: PoolNode, dy: Numbers): void {
    const shape = { batch: this.network.batch, ...defined(shapesOf(this.network)[node.input], 'shape') };
    this.add(node.input, poolBackwardReference(shape, dy, this.at(id).from, null, null));
  }

  private dropout(node: DropoutNode, dy: Numbers): void {
    const factors = dropoutFactors(this.network, node, dy.length);
    const gradient = dy.map((value, i) => value * defined(factors[i], 'factor'));
    this.add(node.input, gradient);
  }

  /** The gradient at a layer's sums. */
  private beforeActivation(id: NodeId, node: ConvNode | UpConvNode, dy: Numbers): Numbers {
    const { sums } = this.at(id);
    const activation = activationOf(node);
    if (node.op === 'upconv' || !node.norm) {
      return dy.map((value, i) => value * activationGradient(activation, defined(sums[i], 'sum')));
    }
    const { name } = node.norm;
    const { batch } = this.network;
    const shape = { batch, pixels: sums.length / batch / node.channels, channels: node.channels };
    const [gamma, beta] = [
      weightsOf(this.network, `${name}.weight`),
      weightsOf(this.network, `${name}.bias`),
    ];
    const gradients = normBackwardReference(shape, sums, gamma, beta, activation, dy);
    this.parameters.set(`${name}.weight`, gradients.dgamma);
    this.parameters.set(`${name}.bias`, gradients.dbeta);
    return gradients.dy;
  }

  private conv(node: ConvNode, dy: Numbers): void {
    const shape = convShape(this.network, node);
    const x = outputOf(this.nodes, node.input);
    this.layer(node.name, convFilterGradientReference(shape, x, dy), node.norm ? null : dy, node.channels);
    const w = weightsOf(this.network, `${node.name}.weight`);
    this.add(node.input, Array.from(convInputGradientReference(shape, w, dy)));
  }

  private upconv(node: UpConvNode, dy: Numbers): void {
    const shape = upconvShape(this.network, node);
    const x = outputOf(this.nodes, node.input);
    this.layer(node.name, upconvFilterGradientReference(shape, x, dy), node.bias ? dy : null, node.channels);
    const w = weightsOf(this.network, `${node.name}.weight`);
    this.add(node.input, Array.from(upconvInputGradientReference(shape, w, dy)));
  }

  private head(node: HeadNode, dy: Numbers): void {
    const shape = { inputs: node.inChannels, outputs: node.channels };
    const x = outputOf(this.nodes, node.input);
    this.layer(node.name, conv1x1FilterGradientReference(shape, x, dy), dy, node.channels);
    const w = weightsOf(this.network, `${node.name}.weight`);
    this.add(node.input, Array.from(conv1x1InputGradientReference(shape, w, dy)));
  }

  private concat(node: ConcatNode, dy: Numbers): void {
    const skip = new Array<number>(outputOf(this.nodes, node.skip).length).fill(0);
    eachSkipValue(this.network, node, (inSkip, inConcat) => {
      skip[inSkip] = defined(dy[inConcat], 'gradient');
    });
    this.add(node.skip, skip);
    const upChannels = defined(shapesOf(this.network)[node.input], 'shape').channels;
    const isUp = (i: number) => i % node.channels >= node.channels - upChannels;
    this.add(
      node.input,
      dy.filter((_, i) => isUp(i)),
    );
  }

  private layer(name: string, weight: Float64Array, forBias: Numbers | null, channels: number): void {
    this.parameters.set(`${name}.weight`, Array.from(weight));
    if (forBias) this.parameters.set(`${name}.bias`, Array.from(biasGradientReference(forBias, channels)));
  }

  private at(id: NodeId): Float64Node {
    return defined(this.nodes[id], `node ${id}`);
  }
}
