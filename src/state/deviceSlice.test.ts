/** The device's state, and what cannot begin without it, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { type FakeStudio, fakeStudio } from '../testing/fakeStudio';
import { predictBlocker, trainingBlocker } from './selectors';

const LOST: ErrorData = {
  code: 'device-lost',
  message: 'The GPU was reset.',
  subject: null,
  hint: 'Reload.',
};

let studio: FakeStudio;
const state = () => studio.state();

beforeEach(() => {
  studio = fakeStudio();
});

describe('device', () => {
  it('stands open with its report, or says why not', async () => {
    studio.engine.fail('openDevice', { ...LOST, code: 'no-webgpu', message: 'This browser has no WebGPU.' });
    await studio.actions.device.open('webgpu');
    expect(state().device.job).toMatchObject({ status: 'failed', error: { code: 'no-webgpu' } });
    studio.engine.succeed('openDevice');
    await studio.actions.device.open('webgl');
    expect(state().device.job).toMatchObject({ status: 'done', report: { backend: 'webgl' } });
  });

  it('shows an error from outside any call once, until it is dismissed', async () => {
    const error: ErrorData = { ...LOST, code: 'device-error', message: 'A buffer is too large.' };
    studio.engine.emit({ type: 'device-error', error });
    studio.engine.emit({ type: 'device-error', error });
    const { code: _, ...shown } = error;
    expect(state().shell.notices).toEqual([{ id: 1, tone: 'error', ...shown }]);
    studio.actions.shell.dismiss(1);
    expect(state().shell.notices).toEqual([]);
  });

  it('has to be opened again once it is lost', async () => {
    await studio.actions.device.open('webgpu');
    studio.engine.emit({ type: 'device-error', error: LOST });
    expect(state().device.job).toEqual({ status: 'failed', error: LOST });
    await studio.actions.device.open('webgpu');
    expect(state().device.job.status).toBe('done');
  });

  it('says what is missing before training and predicting', async () => {
    expect(trainingBlocker(state())).toBe('Add images with masks, or draw labels, first.');
    await studio.actions.data.importSample();
    expect(trainingBlocker(state())).toBe('The GPU is being opened.');
    await studio.actions.device.open('webgpu');
    expect(trainingBlocker(state())).toBeNull();
    studio.actions.train.setSettings({ validationImages: 2 });
    expect(trainingBlocker(state())).toBe('All 2 labelled images are held out: hold out fewer in Train.');
    studio.actions.train.setSettings({ validationImages: 1 });
    expect(predictBlocker(state())).toBe('Train a model or load one first.');
    await studio.actions.train.start();
    expect(predictBlocker(state())).toBeNull();
  });
});
