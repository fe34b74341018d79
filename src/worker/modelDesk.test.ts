import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_TRAIN, type ModelInfo } from '../domain/train';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { tileGeometry } from '../network/tileGeometry';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import { specOf } from '../pipeline/train/runShape';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { CurrentModel } from './currentModel';
import { ModelDesk } from './modelDesk';
import { modelBytes } from './modelFiles';
import type { PreparationCalls } from './preparation';
import type { ResultsCalls, ResultsModel } from './resultsPort';

// As training makes it: the keys of its spec are in another order than those of one that was read from a file.
const spec = specOf({ ...DEFAULT_TRAIN, width: 4, depth: 1 }, 1, 2);
const { inputSize } = tileGeometry(spec, 32);

function trained(changes: Partial<ModelInfo> = {}, seed = 9): CurrentModel {
  return new CurrentModel(
    tinyModelInfo(spec, { inputSize, ...changes }),
    initWeights(buildGraph(spec), seed),
  );
}

/** As a run's kept weights come back. */
function readAgain(model: CurrentModel, runId: string): CurrentModel {
  const { info, weights } = readSafetensors(modelBytes(model), 'the run');
  return new CurrentModel({ ...info, runId }, weights);
}

let kept: Uint8Array<ArrayBuffer> | null;
/** What results were told to go by, in order; another sum drops what was predicted. */
let sums: (string | null)[];
let desk: ModelDesk;

beforeEach(() => {
  kept = null;
  sums = [];
  const tell = async (model: ResultsModel | null) => void sums.push(model?.sum ?? null);
  const results = { useModel: tell, restore: tell } as unknown as ResultsCalls;
  const preparation = {
    keepBlobs: async ([blob]: { bytes: Uint8Array<ArrayBuffer> }[]) => {
      kept = blob?.bytes.slice() ?? null;
    },
    keptBlob: async () => kept?.slice() ?? null,
  } as unknown as PreparationCalls;
  desk = new ModelDesk({
    preparation: () => preparation,
    results: () => results,
    runModel: () => Promise.reject(new Error('no run')),
  });
});

it('keeps what the model in use predicted when its run is used, and over a reload', async () => {
  const model = trained();
  await desk.adopt(model);
  await desk.adopt(readAgain(model, 'run1'));
  expect(sums).toHaveLength(1);
  expect(desk.info?.runId).toBe('run1');
  expect(await desk.restore()).toMatchObject({ runId: 'run1', steps: model.info.steps });
  expect(sums).toEqual([sums[0], null, sums[0]]);
  // And again, of the one that was restored.
  await desk.adopt(readAgain(model, 'run1'));
  expect(sums).toHaveLength(3);
});

it('takes other weights, or the same that say something else, for another model', async () => {
  await desk.adopt(trained());
  await desk.adopt(readAgain(trained({}, 8), 'run1'));
  await desk.adopt(readAgain(trained({ steps: 7 }), 'run1'));
  expect(new Set(sums).size).toBe(3);
});
