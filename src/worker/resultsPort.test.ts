import { expect, it } from 'vitest';
import { crc32 } from '../common/crc32';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { resultsModel } from './resultsPort';

const spec = tinySpec({ width: 2 });

function sumOf(runId: string | undefined, { steps = 1, seed = 9 } = {}): string {
  const info = tinyModelInfo(spec, { steps, ...(runId && { runId }) });
  return resultsModel(info, writeSafetensors(info, initWeights(buildGraph(spec), seed))).sum;
}

it('knows a model by its file, whether that says which run made it or not: older ones do not', () => {
  const older = writeSafetensors(tinyModelInfo(spec), initWeights(buildGraph(spec), 9));
  expect(sumOf(undefined)).toBe(`${crc32(older).toString(16).padStart(8, '0')}-${older.length}`);
  expect(sumOf('run-1')).toBe(sumOf(undefined));
  expect(sumOf('another run, with a name of another length')).toBe(sumOf(undefined));
});

it('tells models apart by their weights and by what they say of themselves', () => {
  expect(sumOf('run-1', { steps: 2 })).not.toBe(sumOf('run-1'));
  expect(sumOf('run-1', { seed: 8 })).not.toBe(sumOf('run-1'));
});
