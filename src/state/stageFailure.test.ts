import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../common/errors';
import { createFakeEngine } from '../engine/fake';
import { createStudioStore } from './createStudioStore';

const FULL: ErrorData = {
  code: 'out-of-memory',
  message: 'The GPU has no room for this batch.',
  subject: 'batch=8',
  hint: 'Choose a smaller batch.',
};

async function studioWhereTrainingFails() {
  const engine = createFakeEngine();
  const { store, actions } = createStudioStore(engine, { now: () => 0, save: () => undefined });
  await actions.device.open('webgpu');
  await actions.data.importSample();
  engine.fail('train', FULL);
  return { engine, actions, state: store.getState };
}

describe('a failed run', () => {
  it('is a notice while another stage is open, and gone once it is tried again', async () => {
    const { engine, actions, state } = await studioWhereTrainingFails();
    await actions.train.start();
    expect(state().shell.notices).toMatchObject([{ message: FULL.message }]);
    engine.succeed('train');
    await actions.train.start();
    expect(state().train.job.status).toBe('done');
    expect(state().shell.notices).toEqual([]);
  });

  it('is shown by its own stage alone while that is open', async () => {
    const { actions, state } = await studioWhereTrainingFails();
    actions.shell.open('train');
    await actions.train.start();
    expect(state().train.job).toEqual({ status: 'failed', error: FULL });
    expect(state().shell.notices).toEqual([]);
  });
});
