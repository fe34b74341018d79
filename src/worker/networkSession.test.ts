/** The network worker's session where it needs no device: whose model it holds. */
import { expose } from 'comlink';
import { expect, it } from 'vitest';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../domain/network';
import { buildGraph } from '../network/buildGraph';
import { initWeights } from '../network/initWeights';
import { tileGeometry } from '../network/tileGeometry';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { NetworkSession } from './networkSession';

const spec: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 1,
  width: 2,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
};
const info = {
  spec,
  classes: [
    { name: 'ground', color: '#4d4d4d' },
    { name: 'cell', color: '#e69f00' },
  ],
  normalisation: { kind: 'zscore' },
  scale: { kind: 'asIs' },
  channelChoice: null,
  inputSize: tileGeometry(spec, 16).inputSize,
  steps: 1,
  meanIou: 0.5,
} as const;

it('holds no model of the project before, where that of the opened one cannot be read', async () => {
  let kept: Uint8Array = writeSafetensors(info, initWeights(buildGraph(spec), 9));
  const { port1, port2 } = new MessageChannel();
  expose({ keptBlob: async () => kept }, port1);
  const session = new NetworkSession();
  session.connect(port2);
  expect(await session.restoreModel()).toEqual(info);
  kept = kept.slice(0, 100);
  await expect(session.restoreModel()).rejects.toMatchObject({ code: 'bad-model' });
  expect(await session.model()).toBeNull();
  port1.close();
});
