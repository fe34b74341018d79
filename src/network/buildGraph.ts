/** From a UNetSpec to its graph: Ronneberger, Fischer, Brox 2015, figure 1, with its numbers as parameters. */
import { defined } from '../common/assert';
import { checkedSpec, type Padding, type UNetSpec } from '../domain/network';
import type { Graph, GraphNode, NodeId } from './graph';

/** The graph of a U-Net. Throws `bad-setting` where the spec is out of range. */
export function buildGraph(spec: UNetSpec): Graph {
  checkedSpec(spec);
  const graph = new GraphBuilder(spec.padding);
  const skips: NodeId[] = [];
  let last = graph.add({ op: 'input', name: 'input', channels: spec.inputChannels });
  for (let level = 0; level < spec.depth; level++) {
    last = graph.twoConvs(`encoder.${level}`, last, spec.width * 2 ** level);
    skips.push(last);
    last = graph.pool(`encoder.${level}.pool`, last);
  }
  last = graph.twoConvs('bottleneck', last, spec.width * 2 ** spec.depth);
  for (let level = spec.depth - 1; level >= 0; level--) {
    const channels = spec.width * 2 ** level;
    const up = graph.upConv(`decoder.${level}.up`, last, channels);
    const joined = graph.concat(`decoder.${level}.skip`, defined(skips[level], 'skip'), up);
    last = graph.twoConvs(`decoder.${level}`, joined, channels);
  }
  graph.head(last, spec.classes);
  return { nodes: graph.nodes, alignment: 2 ** spec.depth };
}

class GraphBuilder {
  readonly nodes: GraphNode[] = [];

  constructor(private readonly padding: Padding) {}

  add(node: GraphNode): NodeId {
    return this.nodes.push(node) - 1;
  }

  twoConvs(name: string, input: NodeId, channels: number): NodeId {
    return this.conv(`${name}.conv2`, this.conv(`${name}.conv1`, input, channels), channels);
  }

  pool(name: string, input: NodeId): NodeId {
    return this.add({ op: 'pool', name, input, channels: this.channelsOf(input) });
  }

  upConv(name: string, input: NodeId, channels: number): NodeId {
    return this.add({ op: 'upconv', name, input, inChannels: this.channelsOf(input), channels });
  }

  concat(name: string, skip: NodeId, input: NodeId): NodeId {
    const channels = this.channelsOf(skip) + this.channelsOf(input);
    return this.add({ op: 'concat', name, skip, input, channels });
  }

  head(input: NodeId, classes: number): NodeId {
    return this.add({
      op: 'head',
      name: 'head',
      input,
      inChannels: this.channelsOf(input),
      channels: classes,
    });
  }

  private conv(name: string, input: NodeId, channels: number): NodeId {
    const inChannels = this.channelsOf(input);
    return this.add({ op: 'conv', name, input, inChannels, channels, padding: this.padding });
  }

  private channelsOf(id: NodeId): number {
    return defined(this.nodes[id], `node ${id}`).channels;
  }
}
