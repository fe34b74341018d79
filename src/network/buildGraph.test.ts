import { describe, expect, it } from 'vitest';
import type { UNetSpec } from '../domain/network';
import { PAPER_SPEC } from '../testing/paperSpec';
import { buildGraph } from './buildGraph';
import { inputsOf } from './graph';
import { inferShapes } from './inferShapes';
import { initWeights } from './initWeights';
import { parameterCount, parameterTable } from './parameterTable';

describe('buildGraph', () => {
  it('is the network of the paper: 31,030,658 parameters, 23 convolutions, 28 x 28 x 1024 at the bottom', () => {
    const graph = buildGraph(PAPER_SPEC);
    expect(parameterCount(graph)).toBe(31_030_658);
    expect(graph.nodes.filter((node) => ['conv', 'upconv', 'head'].includes(node.op))).toHaveLength(23);
    const shapes = inferShapes(graph, 572, 572);
    expect(shapes[graph.nodes.findIndex((node) => node.name === 'bottleneck.conv2')]).toEqual({
      height: 28,
      width: 28,
      channels: 1024,
    });
    expect(shapes.at(-1)).toEqual({ height: 388, width: 388, channels: 2 });
  });

  it('lists every node after the nodes it reads', () => {
    const { nodes } = buildGraph(PAPER_SPEC);
    nodes.forEach((node, id) => {
      for (const input of inputsOf(node)) expect(input).toBeLessThan(id);
    });
  });

  it('refuses a spec out of range, naming the field', () => {
    const refusal = (subject: string) => expect.objectContaining({ code: 'bad-setting', subject });
    expect(() => buildGraph({ ...PAPER_SPEC, depth: 6 })).toThrow(refusal('depth=6'));
    expect(() => buildGraph({ ...PAPER_SPEC, dropout: 0.95 })).toThrow(refusal('dropout=0.95'));
    const steep = { kind: 'leaky', slope: 1 } as const;
    expect(() => buildGraph({ ...PAPER_SPEC, activation: steep })).toThrow(refusal('slope=1'));
  });

  it('has a norm in place of each bias that it would take out again', () => {
    const names = (parts: Partial<UNetSpec>) =>
      parameterTable(buildGraph({ ...PAPER_SPEC, depth: 1, norm: 'instance', ...parts })).map(
        ({ name }) => name,
      );
    const linear = names({});
    expect(linear.slice(0, 3)).toEqual([
      'encoder.0.conv1.weight',
      'encoder.0.norm1.weight',
      'encoder.0.norm1.bias',
    ]);
    expect(linear.filter((name) => /(conv\d|up)\.bias/.test(name))).toEqual([]);
    expect(names({ upActivation: 'relu' })).toContain('decoder.0.up.bias');
  });

  it('drops at the end of the contracting path, before the skip as well', () => {
    const { nodes } = buildGraph({ ...PAPER_SPEC, dropout: 0.5 });
    const dropouts = nodes.flatMap((node, id) => (node.op === 'dropout' ? [{ ...node, id }] : []));
    expect(dropouts.map(({ name, layer }) => [name, layer])).toEqual([
      ['encoder.3.dropout', 0],
      ['bottleneck.dropout', 1],
    ]);
    const readers = nodes.filter((node) => inputsOf(node).includes(dropouts[0]?.id ?? -1));
    expect(readers.map(({ name }) => name)).toEqual(['encoder.3.pool', 'decoder.3.skip']);
  });

  it('can leave the skips out, which halves what the decoder reads', () => {
    const graph = buildGraph({ ...PAPER_SPEC, skips: false });
    expect(graph.nodes.some(({ op }) => op === 'concat')).toBe(false);
    const first = graph.nodes.find(({ name }) => name === 'decoder.0.conv1');
    expect(first).toMatchObject({ inChannels: 64, channels: 64 });
    expect(inferShapes(graph, 572, 572).at(-1)).toMatchObject({ height: 388, width: 388 });
  });

  it('names its parameters as PyTorch would', () => {
    const names = parameterTable(buildGraph({ ...PAPER_SPEC, depth: 1 })).map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual([
      'encoder.0.conv1.weight',
      'encoder.0.conv1.bias',
      'encoder.0.conv2.weight',
    ]);
    expect(names).toContain('decoder.0.up.weight');
    expect(names.at(-1)).toBe('head.bias');
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('initWeights', () => {
  const graph = buildGraph({ ...PAPER_SPEC, width: 16, depth: 2 });

  it('draws He-normal weights and zero biases', () => {
    const weights = initWeights(graph, 7);
    for (const { name, role, fanIn } of parameterTable(graph)) {
      const values = weights.get(name) ?? new Float32Array();
      if (role === 'bias') expect(values.every((value) => value === 0)).toBe(true);
      else if (values.length > 2000) {
        const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
        expect(variance * fanIn).toBeGreaterThan(1.8);
        expect(variance * fanIn).toBeLessThan(2.2);
      }
    }
  });

  it('depends on the seed and on nothing else', () => {
    expect(initWeights(graph, 7)).toEqual(initWeights(graph, 7));
    expect(initWeights(graph, 8)).not.toEqual(initWeights(graph, 7));
  });
});
