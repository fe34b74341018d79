/** The diagnostics page over the fake engine. */
import { expect, test } from 'vitest';
import { fakeStudio } from '../testing/fakeStudio';

test('opening asks for the device of now, each time', async () => {
  const studio = fakeStudio();
  await studio.actions.diagnostics.open();
  studio.actions.diagnostics.close();
  await studio.actions.diagnostics.open();
  expect(studio.callsOf('deviceDetails')).toHaveLength(2);
  expect(studio.state().diagnostics).toMatchObject({
    open: true,
    details: { status: 'done', details: { features: ['timestamp-query'] } },
  });
});

test('check and benchmark keep their results, and failures stand where they were asked for', async () => {
  const studio = fakeStudio();
  await studio.actions.diagnostics.selfCheck();
  expect(studio.state().diagnostics.check).toMatchObject({ status: 'done', checks: [{ passed: true }, {}] });
  studio.engine.fail('benchmark', { code: 'busy', message: 'Busy training.', subject: null, hint: 'Wait.' });
  await studio.actions.diagnostics.benchmark();
  expect(studio.state().diagnostics.benchmark).toMatchObject({ status: 'failed', error: { code: 'busy' } });
  expect(studio.state().shell.notices).toEqual([]);
});

test('kernels are chosen and times forgotten with the details of then; a refusal is told and changes nothing', async () => {
  const studio = fakeStudio();
  const { diagnostics } = studio.actions;
  await diagnostics.open();
  await diagnostics.setKernels('direct');
  expect(studio.state().diagnostics.details).toMatchObject({ details: { kernels: 'direct' } });
  await diagnostics.forgetTimings();
  expect(studio.callsOf('forgetTimings')).toHaveLength(1);
  const busy = { code: 'busy', message: 'Busy training.', subject: null, hint: 'Wait.' } as const;
  studio.engine.fail('setKernels', busy);
  await diagnostics.setKernels('tiled');
  expect(studio.state().diagnostics.details).toMatchObject({ details: { kernels: 'direct' } });
  expect(studio.state().shell.notices).toMatchObject([{ message: 'Busy training.' }]);
});
