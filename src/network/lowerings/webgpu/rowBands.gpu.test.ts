/** A plan cut into bands of rows gives the bits of the whole one, statistics of a norm included. */
import { expect, test } from 'vitest';
import { defined } from '../../../common/assert';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../../domain/network';
import { padChannels } from '../../../gpu/padChannels';
import { PlanExecutor } from '../../../gpu/planExecutor';
import { randomNumbers } from '../../../testing/randomNumbers';
import { testPlanDevice } from '../../../testing/testPlanDevice';
import { buildGraph } from '../../buildGraph';
import { initWeights } from '../../initWeights';
import { compilePrediction } from './compilePrediction';
import { packParameters } from './packParameters';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 4,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
  norm: 'instance',
};
/** More than one tile that statistics are taken over, with a rest. */
const SIDE = 18;

test('bands of rows give the bits of the whole', async () => {
  const whole = await logits();
  const banded = await logits(45_000);
  expect(banded.dispatches).toBeGreaterThan(whole.dispatches + 2);
  expect(banded.values).toEqual(whole.values);
});

async function logits(mostMultiplyAdds?: number) {
  const { memory, variants } = await testPlanDevice();
  const graph = buildGraph(SPEC);
  const size = { height: SIDE, width: SIDE, batch: 1, variants, limits: memory.device.limits };
  const plan = compilePrediction(graph, { ...size, ...(mostMultiplyAdds && { mostMultiplyAdds }) });
  const executor = await PlanExecutor.create(memory, plan, { owner: 'test' });
  const input = new Float32Array(SIDE * SIDE * 4);
  padChannels(new Float32Array(randomNumbers(SIDE * SIDE, 1)), 1, input);
  executor.write(plan.regions.input, input);
  executor.write(plan.regions.parameters, packParameters(plan.parameters, initWeights(graph, 2)));
  executor.run(['firstMicroBatch']);
  const [bytes] = await executor.read([plan.regions.logits]);
  executor.dispose();
  return { dispatches: plan.firstMicroBatch.length, values: new Float32Array(defined(bytes, 'logits')) };
}
