import { beforeAll, describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { DEFAULT_SPEC_PARTS, type UNetSpec } from '../../domain/network';
import type { ModelInfo } from '../../domain/train';
import { tf } from '../../gpu/tf';
import { TfjsNetwork } from '../../gpu/tfjsNetwork';
import { buildGraph } from '../../network/buildGraph';
import { initWeights } from '../../network/initWeights';
import { parameterTable } from '../../network/parameterTable';
import { tileGeometry } from '../../network/tileGeometry';
import { tinyModelInfo } from '../../testing/tinyModelInfo';
import { layersModelFiles } from './layersModelFiles';
import type { OutputFile } from './outputFile';
import { readLayersModel } from './readLayersModel';
import { readSafetensors } from './readSafetensors';
import { writeSafetensors } from './writeSafetensors';

const SPEC: UNetSpec = {
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 2,
  padding: 'valid',
  inputChannels: 3,
  classes: 2,
};

function modelOf(parts: Partial<UNetSpec>, preparing: Partial<ModelInfo> = {}) {
  const spec = { ...SPEC, ...parts };
  const info = tinyModelInfo(spec, {
    classes: [
      { name: 'ground', color: '#4d4d4d' },
      { name: 'zelle, "größer"', color: '#e69f00' },
    ],
    inputSize: tileGeometry(spec, 60).inputSize,
    steps: 12,
    meanIou: 0.5,
    ...preparing,
  });
  return { info, weights: initWeights(buildGraph(spec), 9) };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function edited(files: readonly OutputFile[], name: string, change: (text: string) => string): OutputFile[] {
  return files.map((file) =>
    file.name === name
      ? { name, bytes: new TextEncoder().encode(change(new TextDecoder().decode(file.bytes))) }
      : file,
  );
}

const LEAKY = { kind: 'leaky', slope: 0.1 } as const;

describe.each<[string, Partial<UNetSpec>]>([
  ['valid padding', { padding: 'valid' }],
  ['same padding', { padding: 'same' }],
  ['instance norm', { padding: 'same', norm: 'instance' }],
  ['instance norm and valid padding', { padding: 'valid', norm: 'instance', upActivation: 'relu' }],
  ['leaky ReLU, dropout and no skips', { padding: 'same', activation: LEAKY, dropout: 0.5, skips: false }],
])('a saved model with %s', (_, parts) => {
  const model = modelOf(parts);

  it('comes back from tf.js files as it was', () => {
    expect(readLayersModel(layersModelFiles(model.info, model.weights))).toEqual(model);
  });

  it('comes back from safetensors as it was', () => {
    expect(readSafetensors(writeSafetensors(model.info, model.weights), 'model.safetensors')).toEqual(model);
  });

  it('is read by stock tf.js, which computes the same', async () => {
    const [json, bin] = layersModelFiles(model.info, model.weights);
    const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(json?.bytes));
    const weightData = bin?.bytes.buffer ?? new ArrayBuffer(0);
    const artifacts = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData };
    const stock = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    const network = new TfjsNetwork(model.info.spec, model.weights);
    const rng = rngStream(1, 'test', 0, 0);
    const { inputSize } = model.info;
    const input = tf.tensor4d(
      new Float32Array(inputSize * inputSize * 3).map(() => rng.normal()),
      [1, inputSize, inputSize, 3],
    );
    const difference = tf.tidy(() => (stock.apply(input) as tf.Tensor).sub(network.apply(input)).abs().max());
    expect((await difference.data())[0]).toBe(0);
    tf.dispose([input, difference]);
    stock.dispose();
    network.dispose();
  });
});

/** The files with another description; undefined fields are left out of it. */
function described(files: readonly OutputFile[], changes: Record<string, unknown>): OutputFile[] {
  return edited(files, 'model.json', (text) => {
    const json = JSON.parse(text);
    Object.assign(json.userDefinedMetadata.unetStudio, changes);
    return JSON.stringify(json);
  });
}

const windows = [
  { low: -5.5, high: 12 },
  { low: 33007, high: 36863 },
  { low: 0, high: 1e-3 },
];

describe.each<[string, Partial<ModelInfo>]>([
  [
    'percentiles and a factor',
    {
      normalisation: { kind: 'percentile', low: 0.5, high: 99.9 },
      scale: { kind: 'factor', factor: 0.37 },
    },
  ],
  [
    'windows, a pixel size and chosen channels',
    {
      normalisation: { kind: 'window', windows },
      scale: { kind: 'pixelSize', um: 0.325 },
      channelChoice: [4, 0, 2],
    },
  ],
])('a model prepared for by %s', (_, preparing) => {
  const model = modelOf({ padding: 'same' }, preparing);

  it('comes back from both kinds of file as it was', () => {
    expect(readLayersModel(layersModelFiles(model.info, model.weights))).toEqual(model);
    expect(readSafetensors(writeSafetensors(model.info, model.weights), 'model.safetensors')).toEqual(model);
  });
});

describe('how images are prepared', () => {
  const { info, weights } = modelOf({ padding: 'same' });
  const good = layersModelFiles(info, weights);

  it('is all channels, z-scores and pixels as they are in files from before there was a choice', () => {
    const old = described(good, { normalisation: undefined, scale: undefined, channelChoice: undefined });
    expect(readLayersModel(old).info).toEqual(info);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'an unknown normalisation',
      { normalisation: { kind: 'tanh' } },
      /description does not fit: normalisation/,
    ],
    ['an unknown scale', { scale: { kind: 'fit' } }, /description does not fit: scale/],
    ['a scale of nothing', { scale: { kind: 'factor', factor: 0 } }, /scale\.factor/],
    ['percentiles turned round', { normalisation: { kind: 'percentile', low: 9, high: 1 } }, /turned round/],
    [
      'a window turned round',
      { normalisation: { kind: 'window', windows: [{ low: 2, high: 1 }] } },
      /turned/,
    ],
    ['too few windows', { normalisation: { kind: 'window', windows: [] } }, /0 windows, .* takes 3 channels/],
    ['too few channels', { channelChoice: [1] }, /chooses 1 channels, its network takes 3/],
    ['a channel twice', { channelChoice: [1, 2, 1] }, /channelChoice: a channel is chosen twice/],
  ])('is refused where it is %s', (_, changes, sentence) => {
    expect(() => readLayersModel(described(good, changes))).toThrow(
      expect.objectContaining({ code: 'bad-model', message: expect.stringMatching(sentence) }),
    );
  });
});

describe('readLayersModel', () => {
  const { info, weights } = modelOf({ padding: 'same' });
  const good = () => layersModelFiles(info, weights);
  const reading = (files: OutputFile[]) => () => readLayersModel(files);
  const refusal = (part: RegExp) =>
    expect.objectContaining({ code: 'bad-model', message: expect.stringMatching(part) });

  it('takes a file from before there were norms for the network of the paper', () => {
    const old = edited(good(), 'model.json', (text) => {
      const json = JSON.parse(text);
      const { depth, width, padding, inputChannels, classes } = info.spec;
      json.userDefinedMetadata.unetStudio.spec = { depth, width, padding, inputChannels, classes };
      return JSON.stringify(json);
    });
    expect(readLayersModel(old)).toEqual({ info, weights });
  });

  it('refuses files that are no model, saying why', () => {
    const text = { name: 'model.json', bytes: new TextEncoder().encode('not json') };
    expect(reading([])).toThrow(refusal(/no model\.json/));
    expect(reading([text])).toThrow(refusal(/not JSON/));
    expect(reading(edited(good(), 'model.json', () => '{"a": 1}'))).toThrow(refusal(/that the studio saved/));
    expect(reading(good().slice(0, 1))).toThrow(refusal(/weights\.bin .* missing/));
  });

  it('refuses weights and descriptions that do not belong together', () => {
    const cut = good().map((file) =>
      file.name === 'weights.bin' ? { ...file, bytes: file.bytes.slice(0, -4) } : file,
    );
    expect(reading(cut)).toThrow(refusal(/bytes where model\.json says/));
    const wider = edited(good(), 'model.json', (text) =>
      text.replace('"depth":2,"width":2', '"depth":2,"width":4'),
    );
    expect(reading(wider)).toThrow(refusal(/no weights encoder\.0\.conv1\/kernel of 3 x 3 x 3 x 4/));
    const deep = edited(good(), 'model.json', (text) =>
      text.replace('"depth":2,"width"', '"depth":99,"width"'),
    );
    expect(reading(deep)).toThrow(refusal(/spec\.depth/));
    const classes = edited(good(), 'model.json', (text) =>
      text.replace('{"name":"ground","color":"#4d4d4d"},', ''),
    );
    expect(reading(classes)).toThrow(refusal(/names 1 classes/));
    const size = edited(good(), 'model.json', (text) => text.replace(/"inputSize":\d+/, '"inputSize":61'));
    expect(reading(size)).toThrow(refusal(/cannot have been trained at 61 px/));
    const color = edited(good(), 'model.json', (text) => text.replace('#4d4d4d', 'url(//host)'));
    expect(reading(color)).toThrow(refusal(/classes\.0\.color/));
  });

  it('refuses weights that are not numbers', () => {
    const [name = '', values = new Float32Array()] = [...weights][0] ?? [];
    const poisoned = new Map(weights).set(name, values.with(0, Number.NaN));
    expect(reading(layersModelFiles(info, poisoned))).toThrow(refusal(/not numbers/));
    expect(() => readSafetensors(writeSafetensors(info, poisoned), 'a.safetensors')).toThrow(
      refusal(/not numbers/),
    );
  });
});

describe('safetensors', () => {
  const { info, weights } = modelOf({ padding: 'valid' });
  const bytes = writeSafetensors(info, weights);
  const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength)));
  const torch = (name: string): Float32Array => {
    const [begin, end] = header[name].data_offsets;
    return new Float32Array(bytes.slice(8 + headerLength + begin, 8 + headerLength + end).buffer);
  };

  it('starts its tensors aligned, without gaps, in table order', () => {
    expect((8 + headerLength) % 8).toBe(0);
    let offset = 0;
    for (const { name, count } of parameterTable(buildGraph(info.spec))) {
      expect(header[name].data_offsets).toEqual([offset, offset + 4 * count]);
      offset += 4 * count;
    }
    expect(8 + headerLength + offset).toBe(bytes.length);
    expect(Object.values(header.__metadata__).every((value) => typeof value === 'string')).toBe(true);
  });

  it('holds convolutions as OIHW and transposed ones as IOHW', () => {
    const conv = weights.get('encoder.1.conv1.weight') ?? new Float32Array();
    expect(header['encoder.1.conv1.weight'].shape).toEqual([4, 2, 3, 3]);
    const [o, i, h, w] = [3, 1, 2, 0];
    const oihw = ((o * 2 + i) * 3 + h) * 3 + w;
    const hwio = ((h * 3 + w) * 2 + i) * 4 + o;
    expect(torch('encoder.1.conv1.weight')[oihw]).toBe(conv[hwio]);

    const up = weights.get('decoder.1.up.weight') ?? new Float32Array();
    expect(header['decoder.1.up.weight'].shape).toEqual([8, 4, 2, 2]);
    const [ui, uo, uh, uw] = [6, 1, 1, 0];
    const iohw = ((ui * 4 + uo) * 2 + uh) * 2 + uw;
    const hwoi = ((uh * 2 + uw) * 4 + uo) * 8 + ui;
    expect(torch('decoder.1.up.weight')[iohw]).toBe(up[hwoi]);
  });

  it.each([
    ['an empty file', () => new Uint8Array(0), /too few/],
    ['a file that is cut off', () => bytes.slice(0, -8), /head\.(weight|bias) are cut off/],
    [
      'a file that is something else',
      () => new TextEncoder().encode('PK plain text file'),
      /not a safetensors file/,
    ],
  ])('refuses %s', (_, make, message) => {
    expect(() => readSafetensors(make(), 'a.safetensors')).toThrow(
      expect.objectContaining({ code: 'bad-model', message: expect.stringMatching(message) }),
    );
  });
});
