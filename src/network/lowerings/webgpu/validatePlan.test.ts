/** Sound plans pass; every fault that is planted in one is named. */
import { describe, expect, it } from 'vitest';
import { defined } from '../../../common/assert';
import { scaleAdd } from '../../../kernels/elementwise/scaleAdd';
import type { CompiledPlan, PlannedDispatch, Region } from './compiledPlan';
import { validatePlan } from './validatePlan';

const LARGEST = 4096;
const at = (offset: number, bytes = 64, slab = 0): Region => ({ slab, offset, bytes });
const add = (op: string, x: Region, y: Region, b = 0): PlannedDispatch => ({
  op,
  program: scaleAdd({ length: 16, a: 1, b }),
  regions: [x, y],
});

const INPUT = at(0);
const PLAN: CompiledPlan = {
  slabs: [{ bytes: 2048 }, { bytes: 512 }],
  firstMicroBatch: [
    add('one', INPUT, at(256)),
    add('two', at(256), at(512)),
    add('three', INPUT, at(512), 1),
  ],
  nextMicroBatch: [],
  update: [add('four', at(512), at(0, 64, 1), 1)],
  regions: {
    input: INPUT,
    labels: null,
    weights: null,
    step: null,
    ring: null,
    logits: at(512),
    parameters: at(0, 64, 1),
    gradients: null,
    optimizer: {},
  },
  parameters: [],
};

const validating = (changes: Partial<CompiledPlan>) => () => validatePlan({ ...PLAN, ...changes }, LARGEST);
const withFirst = (...firstMicroBatch: PlannedDispatch[]) => validating({ firstMicroBatch });

describe('validatePlan', () => {
  it('passes a sound plan', () => {
    expect(validating({})).not.toThrow();
  });

  it.each<[string, () => void, RegExp]>([
    ['two bindings that overlap', withFirst(add('one', INPUT, INPUT)), /x and y of one overlap/],
    ['a partial overlap', withFirst(add('one', at(0), { ...at(0), bytes: 64 })), /overlap/],
    ['a region past its slab', withFirst(add('one', INPUT, at(2048))), /y of one ends at byte 2112 of 2048/],
    ['a region in no slab', withFirst(add('one', INPUT, at(0, 64, 7))), /slab 7, where y of one is/],
    ['a place between the alignments', withFirst(add('one', INPUT, at(320))), /y of one is at byte 320/],
    ['a region of another size', withFirst(add('one', INPUT, at(256, 128))), /y of one has 128 bytes/],
    ['a missing region', withFirst({ ...add('one', INPUT, at(256)), regions: [INPUT] }), /one has 1 of 2/],
    ['a read of what nothing wrote', withFirst(add('one', at(1024), at(256))), /x of one is read but 64/],
    ['adding to what nothing wrote', withFirst(add('one', INPUT, at(256), 1)), /y of one is read but 64/],
    ['a slab that is too large', validating({ slabs: [{ bytes: 8192 }] }), /slab 0 has 8192 bytes/],
    ['an empty slab', validating({ slabs: [{ bytes: 0 }] }), /slab 0 has 0 bytes/],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(message);
  });

  it('refuses a read of what is half overwritten', () => {
    const wide: PlannedDispatch = {
      op: 'wide',
      program: scaleAdd({ length: 128, a: 1, b: 0 }),
      regions: [at(0, 512), at(512, 512)],
    };
    const plan = {
      ...PLAN,
      regions: { ...PLAN.regions, input: at(0, 512) },
      firstMicroBatch: [wide, add('tear', at(0), at(768)), add('read', at(768), at(1280))],
    };
    expect(() => validatePlan(plan, LARGEST)).not.toThrow();
    const torn = { ...wide, op: 'torn', regions: [at(768, 512), at(0, 512)] };
    const first = [
      wide,
      add('tear', at(0), at(1280)),
      { ...wide, op: 'shifted', regions: [at(0, 512), at(1024, 512)] },
    ];
    expect(() => validatePlan({ ...plan, firstMicroBatch: [...first, torn] }, LARGEST)).toThrow(
      /x of torn is read but part of it was overwritten/,
    );
  });

  it('refuses more workgroups than a dispatch may have', () => {
    const one = defined(PLAN.firstMicroBatch[0], 'dispatch');
    const program = { ...one.program, workgroups: [65_536, 1, 1] as const };
    expect(withFirst({ ...one, program })).toThrow(/one has 65536 workgroups/);
  });

  it('plays the loss pass and both kinds of micro-batches', () => {
    const bad = [add('bad', at(1536), at(256))];
    expect(validating({ nextMicroBatch: bad })).toThrow(/x of bad/);
    expect(validating({ lossPass: { firstMicroBatch: [], nextMicroBatch: bad } })).toThrow(/x of bad/);
  });
});
