/** The network worker's session where it needs no device: whose model it holds. */
import { expose } from 'comlink';
import { expect, it } from 'vitest';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { memoryNetworkHost } from '../testing/memoryNetworkHost';
import { tinyModelInfo } from '../testing/tinyModelInfo';
import { tinySpec } from '../testing/tinySpec';
import { NetworkSession } from './networkSession';
import { type ResultsModel, resultsModel } from './resultsPort';

const spec = tinySpec({ width: 2 });
const info = tinyModelInfo(spec);

it('holds no model of the project before, where that of the opened one cannot be read', async () => {
  const weights = initWeights(buildGraph(spec), 9);
  const whole = writeSafetensors(info, weights);
  let kept: Uint8Array<ArrayBuffer> = whole;
  const { port1, port2 } = new MessageChannel();
  expose({ keptBlob: async () => kept }, port1);
  const results = new MessageChannel();
  const told: (string | null)[] = [];
  const restore = async (model: ResultsModel | null) => void told.push(model?.sum ?? null);
  expose({ restore }, results.port1);
  const session = new NetworkSession(memoryNetworkHost);
  session.connect(port2);
  session.connectResults(results.port2);
  expect(await session.restoreModel()).toEqual(info);
  kept = kept.slice(0, 100);
  await expect(session.restoreModel()).rejects.toMatchObject({ code: 'bad-model' });
  expect(await session.model()).toBeNull();
  expect(told).toEqual([null, resultsModel(info, whole).sum, null]);
  port1.close();
  results.port1.close();
});
