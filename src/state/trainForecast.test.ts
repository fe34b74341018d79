/** The forecast of the run that Start would begin, over the fake engine. */
import { expect, test } from 'vitest';
import { fakeStudio, settle } from '../testing/fakeStudio';
import { trainingBlocker } from './selectors';

async function readyStudio() {
  const studio = fakeStudio();
  await studio.actions.device.open('webgpu');
  await studio.actions.data.importSample();
  return studio;
}

test('asks for what would be trained, and forgets the answer of settings that were changed meanwhile', async () => {
  const studio = await readyStudio();
  studio.actions.train.setSettings({ tile: 256, validationImages: 1 });
  await studio.actions.train.foresee();
  expect(studio.state().train.forecast?.inputSize).toBe(256);
  expect(studio.callsOf('forecast').at(-1)?.args).toMatchObject([
    { classes: 2, channels: 1, heldOut: [{ width: 16, height: 16 }], settings: { tile: 256 } },
  ]);
  studio.engine.hold('forecast');
  const asked = studio.actions.train.foresee();
  await settle();
  studio.actions.train.setSettings({ tile: 300 });
  studio.engine.release('forecast');
  await asked;
  expect(studio.state().train.forecast?.inputSize).toBe(256);
});

test('a run that does not fit is not offered', async () => {
  const studio = await readyStudio();
  studio.actions.train.setSettings({ tile: 1024 });
  await studio.actions.train.foresee();
  expect(studio.state().train.forecast?.smaller).toEqual({ tile: 512, width: null });
  expect(trainingBlocker(studio.state())).toContain('do not fit the GPU');
  studio.actions.train.setSettings({ tile: 512 });
  await studio.actions.train.foresee();
  expect(trainingBlocker(studio.state())).toBeNull();
});

test('after a lost device the curve goes on from where the run does, and a notice says so', async () => {
  const studio = await readyStudio();
  studio.engine.hold('train');
  const run = studio.actions.train.start();
  await settle();
  for (const step of [1, 2, 3]) {
    studio.engine.emit({
      type: 'train',
      event: {
        type: 'step',
        step,
        loss: 1 / step,
        ms: 1,
        dataWaitMs: 0,
        learningRate: 0.01,
        gradientNorm: 1,
      },
    });
  }
  studio.engine.emit({ type: 'train', event: { type: 'recovered', step: 1 } });
  expect(studio.state().train.curve.losses).toMatchObject([{ step: 1, loss: 1 }]);
  expect(studio.state().shell.notices.at(-1)?.message).toContain('goes on after step 1');
  studio.engine.release('train');
  await run;
});
