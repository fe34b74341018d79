import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { anySpec } from '../testing/anySpec';
import { backward, type GradientOp } from './backward';
import { buildGraph } from './buildGraph';
import type { Graph, NodeId } from './graph';
import { parameterTable } from './parameterTable';

const SMALL: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 2,
  padding: 'valid',
  inputChannels: 1,
  classes: 2,
};

/** `kind of node, for node`, with the mask where there is one. */
function lines(graph: Graph): string[] {
  const nameOf = (id: NodeId) => graph.nodes[id]?.name;
  return backward(graph).map((op) => {
    const mask = 'mask' in op ? ` times ${op.mask.kind}` : '';
    const of = 'of' in op ? ` for ${nameOf(op.of)}` : '';
    return `${op.kind} of ${nameOf(op.node)}${of}${mask}`;
  });
}

describe('backward', () => {
  it('walks the network backwards, masking once where an activation is stored', () => {
    expect(
      lines(buildGraph({ ...SMALL, upActivation: 'relu', activation: { kind: 'leaky', slope: 0.1 } })),
    ).toEqual([
      'loss of head',
      'weights of head',
      'input of head for decoder.0.conv2 times leaky',
      'weights of decoder.0.conv2',
      'input of decoder.0.conv2 for decoder.0.conv1 times leaky',
      'weights of decoder.0.conv1',
      'skip of decoder.0.conv1',
      'input of decoder.0.conv1 for decoder.0.up times relu',
      'weights of decoder.0.up',
      'input of decoder.0.up for bottleneck.conv2 times leaky',
      'weights of bottleneck.conv2',
      'input of bottleneck.conv2 for bottleneck.conv1 times leaky',
      'weights of bottleneck.conv1',
      'input of bottleneck.conv1 for encoder.0.pool times none',
      'pool of encoder.0.pool for encoder.0.conv2 times leaky',
      'weights of encoder.0.conv2',
      'input of encoder.0.conv2 for encoder.0.conv1 times leaky',
      'weights of encoder.0.conv1',
    ]);
  });

  it('leaves the masks to the norms, and goes through dropout before them', () => {
    const all = lines(buildGraph({ ...SMALL, norm: 'instance', dropout: 0.5 }));
    expect(all.filter((line) => /times (?!none)/.test(line))).toEqual([]);
    const bottleneck = all.filter((line) => line.includes('of bottleneck'));
    expect(bottleneck.slice(0, 3)).toEqual([
      'dropout of bottleneck.dropout for bottleneck.conv2',
      'norm of bottleneck.conv2',
      'weights of bottleneck.conv2',
    ]);
  });

  it('has every gradient ready before it is used, makes each once, and misses no parameter', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        const graph = buildGraph(spec);
        const ready = new Set<string>();
        const parameters: string[] = [];
        for (const op of backward(graph)) {
          for (const needed of needs(op)) expect(ready).toContain(needed);
          for (const made of makes(op)) {
            expect(ready).not.toContain(made);
            ready.add(made);
          }
          const name = graph.nodes[op.node]?.name ?? '';
          if (op.kind === 'weights') parameters.push(`${name}.weight`);
        }
        const weights = parameterTable(graph).filter(({ role }) => role === 'weight');
        expect(parameters.reverse()).toEqual(weights.map(({ name }) => name));
      }),
      { numRuns: 50 },
    );
  });
});

/** The gradients that an op reads: by node, that behind its norm apart. */
function needs(op: GradientOp): string[] {
  if (op.kind === 'loss') return [];
  return op.kind === 'pool' && op.concat !== null ? [`${op.node}`, `${op.concat}`] : [`${op.node}`];
}

function makes(op: GradientOp): string[] {
  switch (op.kind) {
    case 'loss':
      return [`${op.node}`];
    case 'skip':
      return [`${op.concat}`];
    case 'norm':
      return [`${op.node} before its norm`];
    case 'weights':
      return [`weights of ${op.node}`];
    default:
      return [`${op.of}`];
  }
}
