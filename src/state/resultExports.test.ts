/** Exports are asked for, told of and given up, over the fake engine. */
import { beforeEach, describe, expect, it } from 'vitest';
import { RESULT_KINDS, type ResultsRequest } from '../domain/exports';
import { emptyFile, type FakeStudio, fakeStudio, settle } from '../testing/fakeStudio';
import { switchBlocker } from './projectSession';
import { madeNow } from './resultExports';
import { unsavedWork } from './selectors';

let studio: FakeStudio;
const state = () => studio.state();
const requests = () => studio.callsOf('exportResults').map(({ args }) => args[0] as ResultsRequest);

describe('results', () => {
  beforeEach(async () => {
    studio = fakeStudio();
    await studio.actions.data.importFiles(['a.png', 'b.png', 'c.png'].map(emptyFile));
    await studio.actions.train.start();
    // In another order than that of the set.
    await studio.actions.predict.run(['c.png', 'a.png']);
  });

  it('asks for exactly the predicted images, in the order of the set, as they are drawn', async () => {
    studio.actions.predict.setOpacity(0.3);
    await studio.actions.export.downloadResults('masks');
    expect(requests()[0]).toMatchObject({
      kinds: ['masks'],
      imageIds: ['a.png', 'c.png'],
      overlay: { opacity: 0.3, outlines: true },
      channels: 1,
    });
    expect(studio.saved.map(({ name }) => name)).toEqual(['results.zip']);
  });

  it('puts what is chosen into the one zip', async () => {
    studio.actions.export.toggleKind('probabilityTiff');
    await studio.actions.export.downloadResults('everything');
    expect(requests()[0]?.kinds).toEqual(RESULT_KINDS.filter((kind) => kind !== 'probabilityTiff'));
    studio.actions.export.toggleKind('probabilityTiff');
    await studio.actions.export.downloadResults('everything');
    expect(requests()[1]?.kinds).toEqual(RESULT_KINDS);
  });

  it('can be held to the selected image', async () => {
    studio.actions.export.exportImages('selected');
    studio.actions.data.select('c.png');
    await studio.actions.export.downloadResults('coco');
    expect(requests()[0]?.imageIds).toEqual(['c.png']);
  });

  it('says what was made until that would come out another way', async () => {
    await studio.actions.export.downloadResults('masks');
    expect(madeNow(state(), 'masks')).toMatchObject({ name: 'results.zip', files: 2, leftOut: [] });
    expect(madeNow(state(), 'coco')).toBeNull();
    studio.actions.export.toggleKind('coco');
    expect(madeNow(state(), 'masks')).not.toBeNull();
    await studio.actions.predict.run(['b.png']);
    expect(madeNow(state(), 'masks')).toBeNull();
  });

  it('tells how far it is, one at a time, and is idle again once it is cancelled', async () => {
    studio.engine.hold('exportResults');
    const made = studio.actions.export.downloadResults('everything');
    studio.engine.emit({ type: 'export', done: 3, total: 26, imageId: 'a.png' });
    expect(state().export.resultsJob).toMatchObject({
      status: 'running',
      done: 3,
      total: 26,
      imageId: 'a.png',
    });
    await studio.actions.export.downloadResults('masks');
    expect(requests()).toHaveLength(1);
    studio.actions.export.cancelResults();
    studio.engine.release('exportResults');
    await made;
    await settle();
    expect(state().export.resultsJob.status).toBe('idle');
    expect(studio.saved).toEqual([]);
  });

  it('is given up with the model, hands nothing over, and the next one waits for the worker', async () => {
    studio.engine.hold('exportResults');
    const made = studio.actions.export.downloadResults('masks');
    await settle();
    await studio.actions.export.loadModel([]);
    expect(state().export.resultsJob.status).toBe('idle');
    await studio.actions.predict.run(['b.png']);
    const next = studio.actions.export.downloadResults('coco');
    await settle();
    expect(requests()).toHaveLength(1);
    studio.engine.release('exportResults');
    await made;
    await settle();
    expect(state().export).toMatchObject({ resultsCard: 'coco', resultsJob: { status: 'running' } });
    expect(studio.saved).toEqual([]);
    expect(requests()[1]?.imageIds).toEqual(['b.png']);
    studio.engine.release('exportResults');
    await next;
    expect(studio.saved).toHaveLength(1);
  });

  it('holds up another project and is asked about before the page is left', async () => {
    studio.engine.hold('exportResults');
    const made = studio.actions.export.downloadResults('masks');
    await settle();
    expect(switchBlocker(state())).toBe('An export is under way.');
    expect(unsavedWork(state())).toBe('An export is under way.');
    studio.engine.release('exportResults');
    await made;
    expect(switchBlocker(state())).toBeNull();
  });
});
