import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conv3x3FilterGradient } from '../conv3x3/filterGradient';
import { conv3x3Forward } from '../conv3x3/forward';
import { conv3x3InputGradient } from '../conv3x3/inputGradient';
import type { Conv3x3Shape } from '../conv3x3/shape';
import type { KernelProgram } from '../program';
import { wholeSource } from '../wgsl/source';
import { tuningPoint } from './tuning';

const NONE = { kind: 'none' } as const;

const shapes = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 3, max: 80 }),
    width: fc.integer({ min: 3, max: 80 }),
    channels: fc.integer({ min: 1, max: 130 }),
    outChannels: fc.integer({ min: 1, max: 130 }),
    pad: fc.constantFrom(0 as const, 1 as const),
  })
  .map(({ batch, height, width, channels, outChannels, pad }): Conv3x3Shape => {
    return {
      batch,
      sources: [wholeSource(height, width, channels)],
      region: { height, width },
      outChannels,
      pad,
    };
  });

function programs(shape: Conv3x3Shape, variant: 'direct' | 'tiled', statistics: boolean): KernelProgram[] {
  return [
    conv3x3Forward(shape, { variant, bias: !statistics, activation: NONE, statistics }),
    conv3x3InputGradient(shape, { variant, source: 0, mask: NONE }),
    conv3x3FilterGradient(shape, { variant, bias: true, rowsPerSplit: 4 }),
  ];
}

function workgroupVectors(wgsl: string): number {
  return Number(/shared_: array<vec4f, (\d+)>/.exec(wgsl)?.[1] ?? 0);
}

test('the default tile comes first, no tile twice, and each can be built within what every device has', () => {
  fc.assert(
    fc.property(
      shapes,
      fc.constantFrom('direct' as const, 'tiled' as const),
      fc.boolean(),
      (shape, kind, norm) => {
        for (const program of programs(shape, kind, norm)) {
          const point = tuningPoint(program);
          const names = point?.candidates(kind) ?? [];
          expect(names[0]).toBe(point?.tile);
          expect(new Set(names).size).toBe(names.length);
          for (const name of names) {
            const built = point?.build(name);
            const threads = Number(/@workgroup_size\((\d+)\)/.exec(built?.wgsl ?? '')?.[1]);
            expect(threads).toBeLessThanOrEqual(256);
            expect(workgroupVectors(built?.wgsl ?? '')).toBeLessThanOrEqual(1024);
            expect(built?.bindings.map((binding) => binding.name)).toEqual(
              program.bindings.map((binding) => binding.name),
            );
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('both kinds are among the candidates, in either order', () => {
  const source = wholeSource(32, 32, 16);
  const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: 16, pad: 1 };
  for (const program of programs(shape, 'direct', false)) {
    for (const kind of ['direct', 'tiled'] as const) {
      const kinds = (tuningPoint(program)?.candidates(kind) ?? []).map((name) => name.startsWith('tiled'));
      expect(new Set(kinds)).toEqual(new Set([true, false]));
      expect(kinds[0]).toBe(kind === 'tiled');
    }
  }
});

test('a tile that is chosen for a shape goes before the variant, for that shape alone', () => {
  const source = wholeSource(32, 32, 16);
  const shape: Conv3x3Shape = { batch: 1, sources: [source], region: source, outChannels: 16, pad: 1 };
  const options = { variant: 'tiled', bias: true, activation: NONE, statistics: false } as const;
  const plain = conv3x3Forward(shape, options);
  const tiles = { [tuningPoint(plain)?.key ?? '']: 'direct pixels=8 groups=2 rows=1' };
  const chosen = conv3x3Forward(shape, { ...options, tiles });
  expect(tuningPoint(chosen)?.tile).toBe('direct pixels=8 groups=2 rows=1');
  expect(chosen.wgsl).not.toBe(plain.wgsl);
  const other = { ...shape, batch: 2 };
  expect(conv3x3Forward(other, { ...options, tiles }).wgsl).toBe(conv3x3Forward(other, options).wgsl);
});
