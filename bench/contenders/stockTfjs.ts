/** Stock tf.js on one of its own backends, its own device included: training by its tape, and prediction. */
import '@tensorflow/tfjs-backend-webgpu';
import { tf } from '../../src/gpu/tf';
import { TfjsNetwork } from '../../src/gpu/tfjsNetwork';
import { TfjsTrainer } from '../../src/pipeline/train/tfjsTrainer';
import { BENCH_MOMENTUM, BENCH_RATE, logitSample, type OpenContender } from '../contender';
import { wholeImage } from './wholeImage';

export type StockBackend = 'webgpu' | 'webgl';

export function openTfjsTrain(backend: StockBackend): OpenContender {
  return async ({ spec, weights, patch }) => {
    await start(backend);
    const plan = {
      optimizer: 'sgd',
      momentum: BENCH_MOMENTUM,
      weightDecay: 0,
      clipNorm: 0,
      emaDecay: 0,
      loss: 'crossEntropy',
      batch: 1,
      seed: 1,
    } as const;
    const trainer = new TfjsTrainer(new TfjsNetwork(spec, weights), plan);
    return { run: async () => [(await trainer.step([patch], BENCH_RATE)).loss] };
  };
}

export function openTfjsPredict(backend: StockBackend): OpenContender {
  return async ({ spec, side, weights, patch }) => {
    await start(backend);
    const network = new TfjsNetwork(spec, weights);
    const run = async () => {
      const logits = await network.logits(patch.image, 1, side);
      return logitSample((pixel, channel) => logits[pixel * spec.classes + channel] ?? Number.NaN, side);
    };
    return { run };
  };
}

export function openTfjsImage(backend: StockBackend): OpenContender {
  return async (subject) => {
    await start(backend);
    return wholeImage(new TfjsNetwork(subject.spec, subject.weights), subject);
  };
}

/** tf.js goes on with another backend, without a word, where the wanted one is missing. */
async function start(backend: StockBackend): Promise<void> {
  const accepted = await tf.setBackend(backend);
  if (!accepted || tf.getBackend() !== backend) throw new Error(`tf.js did not start on ${backend}`);
}
