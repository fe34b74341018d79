/** From a UNetSpec to its graph: Ronneberger, Fischer, Brox 2015, figure 1, with its numbers as parameters. */
import { defined } from '../common/assert';
import { checkedSpec, type UNetSpec } from '../domain/network';
import type { Graph, GraphNode, NodeId } from './graph';

/** The graph of a U-Net. Throws `bad-setting` where the spec is out of range. */
export function buildGraph(spec: UNetSpec): Graph {
  const graph = new GraphBuilder(checkedSpec(spec));
  const skips: NodeId[] = [];
  let last = graph.add({ op: 'input', name: 'input', channels: spec.inputChannels });
  for (let level = 0; level < spec.depth; level++) {
    last = graph.twoConvs(`encoder.${level}`, last, spec.width * 2 ** level);
    if (level === spec.depth - 1) last = graph.dropout(`encoder.${level}.dropout`, last);
    skips.push(last);
    last = graph.pool(`encoder.${level}.pool`, last);
  }
  last = graph.twoConvs('bottleneck', last, spec.width * 2 ** spec.depth);
  last = graph.dropout('bottleneck.dropout', last);
  for (let level = spec.depth - 1; level >= 0; level--) {
    const channels = spec.width * 2 ** level;
    const up = graph.upConv(`decoder.${level}.up`, last, channels);
    const joined = graph.join(`decoder.${level}.skip`, defined(skips[level], 'skip'), up);
    last = graph.twoConvs(`decoder.${level}`, joined, channels);
  }
  graph.head(last);
  return { nodes: graph.nodes, alignment: 2 ** spec.depth };
}

class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  private dropouts = 0;

  constructor(private readonly spec: UNetSpec) {}

  add(node: GraphNode): NodeId {
    return this.nodes.push(node) - 1;
  }

  twoConvs(name: string, input: NodeId, channels: number): NodeId {
    return this.conv(name, 2, this.conv(name, 1, input, channels), channels);
  }

  pool(name: string, input: NodeId): NodeId {
    return this.add({ op: 'pool', name, input, channels: this.channelsOf(input) });
  }

  /** The input itself where nothing is to be dropped. */
  dropout(name: string, input: NodeId): NodeId {
    const { dropout: probability } = this.spec;
    if (probability === 0) return input;
    const layer = this.dropouts++;
    return this.add({ op: 'dropout', name, input, channels: this.channelsOf(input), probability, layer });
  }

  upConv(name: string, input: NodeId, channels: number): NodeId {
    const inChannels = this.channelsOf(input);
    const { norm, upActivation: activation } = this.spec;
    const bias = norm === 'none' || activation !== 'linear';
    return this.add({ op: 'upconv', name, input, inChannels, channels, bias, activation });
  }

  /** What came up beside the skip, or alone where the spec has no skips. */
  join(name: string, skip: NodeId, input: NodeId): NodeId {
    if (!this.spec.skips) return input;
    const channels = this.channelsOf(skip) + this.channelsOf(input);
    return this.add({ op: 'concat', name, skip, input, channels });
  }

  head(input: NodeId): NodeId {
    const inChannels = this.channelsOf(input);
    return this.add({ op: 'head', name: 'head', input, inChannels, channels: this.spec.classes });
  }

  private conv(level: string, index: 1 | 2, input: NodeId, channels: number): NodeId {
    const { padding, norm, activation } = this.spec;
    return this.add({
      op: 'conv',
      name: `${level}.conv${index}`,
      input,
      inChannels: this.channelsOf(input),
      channels,
      padding,
      norm: norm === 'none' ? null : { name: `${level}.norm${index}` },
      activation,
    });
  }

  private channelsOf(id: NodeId): number {
    return defined(this.nodes[id], `node ${id}`).channels;
  }
}
