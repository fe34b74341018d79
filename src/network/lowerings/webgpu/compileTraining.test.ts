import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UNetSpec } from '../../../domain/network';
import type { KernelProgram } from '../../../kernels/program';
import { anySpec } from '../../../testing/anySpec';
import { PAPER_SPEC } from '../../../testing/paperSpec';
import { buildGraph } from '../../buildGraph';
import { lifetimes, meet, peakBytes } from '../../liveness';
import { tileGeometry } from '../../tileGeometry';
import type { CompiledPlan, PlannedDispatch } from './compiledPlan';
import { compilePrediction } from './compilePrediction';
import { compileTraining } from './compileTraining';
import { draftTraining } from './draftTraining';
import { uniformVariants } from './kernelVariants';
import { placeDrafts } from './placeDrafts';
import type { TrainingOptions } from './trainingOptions';
import { keptTensors } from './trainingTensors';

const SMALL: UNetSpec = { ...PAPER_SPEC, depth: 1, width: 4, padding: 'same' };
/** Storage buffers a kernel may have on every WebGPU device. */
const MOST_BINDINGS = 8;
/** Workgroup memory, likewise. */
const MOST_WORKGROUP_BYTES = 2 ** 14;
const GIB = 2 ** 30;
const MIB = 2 ** 20;

const OPTIONS: TrainingOptions = {
  inputSize: 16,
  batch: 1,
  severalMicroBatches: false,
  loss: { crossEntropy: 1, dice: 0 },
  rule: { kind: 'sgd', momentum: 0.99, nesterov: false, weightDecay: 0 },
  clipNorm: null,
  emaDecay: null,
  variants: uniformVariants('direct'),
  ringSlots: 4,
  limits: { maxBufferSize: 4 * GIB, maxStorageBufferBindingSize: 4 * GIB },
};

/** Workgroup memory of the kernels that stage tensors in it; the others hold at most 64 small sums there. */
function stagedBytes({ wgsl }: KernelProgram): number {
  return 16 * Number(/var<workgroup> shared_: array<vec4f, (\d+)>/.exec(wgsl)?.[1] ?? 0);
}

const bytesOf = ({ slabs }: CompiledPlan) => slabs.reduce((sum, { bytes }) => sum + bytes, 0);
const mebibytes = (plan: CompiledPlan) => Math.round(bytesOf(plan) / MIB);
const allOf = (plan: CompiledPlan) => [...plan.firstMicroBatch, ...plan.nextMicroBatch, ...plan.update];

const paper = { ...OPTIONS, inputSize: 572 };
const paperPlan = compileTraining(buildGraph(PAPER_SPEC), paper);
const paperTile = { height: 572, width: 572, batch: 1, variants: OPTIONS.variants, limits: OPTIONS.limits };
const paperPrediction = compilePrediction(buildGraph(PAPER_SPEC), paperTile);
const normPlan = compileTraining(buildGraph({ ...PAPER_SPEC, norm: 'instance' }), paper);

describe("the paper's network at 572 px", () => {
  it(`trains in ${mebibytes(paperPlan)} MiB with momentum, ${mebibytes(normPlan)} MiB with instance norm`, () => {
    expect(bytesOf(paperPlan)).toBeLessThan(1000 * MIB);
    expect(bytesOf(normPlan)).toBeLessThan(1100 * MIB);
    expect(paperPlan.firstMicroBatch.length + paperPlan.update.length).toBeLessThan(120);
  });

  it(`predicts in ${mebibytes(paperPrediction)} MiB, weights included`, () => {
    expect(bytesOf(paperPrediction)).toBeLessThan(320 * MIB);
  });

  it('wastes less than a tenth over what any layout would need', () => {
    const { forward, lossSums, backward, update, tensors } = draftTraining(buildGraph(PAPER_SPEC), paper);
    const drafts = [...forward, ...lossSums, ...backward, ...update];
    const used = lifetimes(drafts.map(({ views }) => views.map(({ tensor }) => tensor)));
    const whole = { first: 0, last: drafts.length };
    const kept = keptTensors(tensors).map((tensor) => ({ bytes: tensor.bytes, ...whole }));
    const passing = [...used].filter(([{ lifetime }]) => lifetime === 'pass');
    const spans = passing.map(([{ bytes }, span]) => ({ bytes, ...span }));
    expect(bytesOf(paperPlan)).toBeLessThan(1.1 * peakBytes([...kept, ...spans]));
  });

  it('fits a device whose buffers end at 256 MiB, in more of them', () => {
    const limits = { maxBufferSize: 256 * MIB, maxStorageBufferBindingSize: 128 * MIB };
    const plan = compileTraining(buildGraph(PAPER_SPEC), { ...paper, limits });
    expect(plan.slabs.length).toBeGreaterThan(paperPlan.slabs.length);
    expect(plan.slabs.every(({ bytes }) => bytes <= 128 * MIB)).toBe(true);
  });

  it('names what is too large for a device', () => {
    const limits = { maxBufferSize: 64 * MIB, maxStorageBufferBindingSize: 64 * MIB };
    expect(() => compileTraining(buildGraph(PAPER_SPEC), { ...paper, limits })).toThrow(
      expect.objectContaining({ code: 'out-of-memory', subject: 'parameters' }),
    );
  });

  it('cuts long convolutions into bands and nothing else', () => {
    const most = 1e9;
    const banded = compileTraining(buildGraph(PAPER_SPEC), { ...paper, mostMultiplyAdds: most });
    const ops = (plan: CompiledPlan) => [...new Set(allOf(plan).map(({ op }) => op))];
    expect(ops(banded)).toEqual(ops(paperPlan));
    const countOf = (op: string) => banded.firstMicroBatch.filter((dispatch) => dispatch.op === op).length;
    expect(countOf('decoder.0.conv1 forward')).toBe(Math.ceil((9 * 128 * 64 * 390 ** 2) / most));
    expect(countOf('encoder.0.conv1 forward')).toBe(1);
    expect(countOf('decoder.0.conv1 filter gradient')).toBe(Math.ceil((9 * 128 * 64 * 390 ** 2) / most));
    expect(countOf('decoder.0.conv1 filter gradient sum')).toBe(1);
  });
});

describe('compileTraining', () => {
  it('makes sound plans for every kind of network, whose living tensors never overlap', {
    timeout: 60_000,
  }, () => {
    const runs = fc.record({
      spec: anySpec,
      dice: fc.boolean(),
      several: fc.boolean(),
      adam: fc.boolean(),
      tiled: fc.boolean(),
    });
    fc.assert(
      fc.property(runs, ({ spec, dice, several, adam, tiled }) => {
        const graph = buildGraph(spec);
        const options: TrainingOptions = {
          ...OPTIONS,
          inputSize: tileGeometry(spec, 32).inputSize,
          batch: 2,
          severalMicroBatches: several,
          loss: { crossEntropy: 1, dice: dice ? 1 : 0 },
          rule: adam
            ? { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 }
            : OPTIONS.rule,
          emaDecay: adam ? 0.99 : null,
          variants: uniformVariants(tiled ? 'tiled' : 'direct'),
        };
        for (const { op, program } of allOf(compileTraining(graph, options))) {
          expect(program.bindings.length, op).toBeLessThanOrEqual(MOST_BINDINGS);
          expect(stagedBytes(program), op).toBeLessThanOrEqual(MOST_WORKGROUP_BYTES);
        }
        expectApart(draftTraining(graph, options));
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the parameters in the first slab alone, where prediction has them too', () => {
    const graph = buildGraph(SMALL);
    const training = compileTraining(graph, OPTIONS);
    const tile = { ...paperTile, height: 16, width: 24 };
    const prediction = compilePrediction(graph, tile);
    expect(training.regions.parameters).toMatchObject({ slab: 0, offset: 0 });
    expect(prediction.regions.parameters).toEqual(training.regions.parameters);
    expect(prediction.parameters).toEqual(training.parameters);
    const inFirst = allOf(training).filter(({ regions }) => regions.some(({ slab }) => slab === 0));
    expect(inFirst.every(({ op }) => /forward|gradient|statistics|update/.test(op))).toBe(true);
  });

  it('adds up the gradients of later micro-batches, and measures Dice in a pass before', () => {
    const graph = buildGraph(SMALL);
    const several = { ...OPTIONS, severalMicroBatches: true };
    const single = compileTraining(graph, OPTIONS);
    const entropy = compileTraining(graph, several);
    const dice = compileTraining(graph, { ...several, loss: { crossEntropy: 1, dice: 1 } });
    expect(single.nextMicroBatch).toEqual([]);
    expect(entropy.nextMicroBatch).toHaveLength(single.firstMicroBatch.length);
    expect(entropy.lossPass).toBeUndefined();
    expect(addedTo(entropy.firstMicroBatch)).toEqual([]);
    expect(addedTo(entropy.nextMicroBatch)).toEqual(['sums', 'weightGradient', 'biasGradient']);
    expect(addedTo(dice.nextMicroBatch)).toEqual(['weightGradient', 'biasGradient']);
    expect(addedTo(dice.lossPass?.firstMicroBatch ?? [])).toEqual([]);
    expect(addedTo(dice.lossPass?.nextMicroBatch ?? [])).toEqual(['sums']);
  });

  it('drops only while training', () => {
    const graph = buildGraph({ ...SMALL, dropout: 0.5 });
    const dropouts = (plan: CompiledPlan) => allOf(plan).filter(({ op }) => op.includes('dropout')).length;
    expect(dropouts(compileTraining(graph, OPTIONS))).toBe(4);
    expect(dropouts(compilePrediction(graph, { ...paperTile, height: 16, width: 16 }))).toBe(0);
  });

  it('refuses a size that the network cannot take', () => {
    expect(() => compileTraining(buildGraph(SMALL), { ...OPTIONS, inputSize: 15 })).toThrow(
      expect.objectContaining({ code: 'bad-setting' }),
    );
  });
});

/** Names of the bindings that dispatches add to, each once. */
function addedTo(dispatches: readonly PlannedDispatch[]): string[] {
  const names = dispatches.flatMap(({ program }) =>
    program.bindings.filter(({ access }) => access === 'read-write').map(({ name }) => name),
  );
  return [...new Set(names)];
}

function expectApart({
  forward,
  lossSums,
  backward,
  update,
  tensors,
}: ReturnType<typeof draftTraining>): void {
  const drafts = [...forward, ...lossSums, ...backward, ...update];
  const kept = keptTensors(tensors);
  const { regionOf } = placeDrafts(drafts, kept, GIB);
  const whole = { first: 0, last: drafts.length };
  const used = lifetimes(drafts.map(({ views }) => views.map(({ tensor }) => tensor)));
  const spans = [...used].map(([tensor, span]) => ({ tensor, span: kept.includes(tensor) ? whole : span }));
  for (const [i, a] of spans.entries()) {
    const region = regionOf(a.tensor);
    for (const b of spans.slice(0, i)) {
      const other = regionOf(b.tensor);
      const overlap =
        region.slab === other.slab &&
        region.offset < other.offset + other.bytes &&
        other.offset < region.offset + region.bytes;
      expect(overlap && meet(a.span, b.span), `${a.tensor.name} and ${b.tensor.name}`).toBe(false);
    }
  }
}
