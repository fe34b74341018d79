/** The preparation worker's session while a series of runs needs its data as they are. */
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { ImportFile } from '../engine/protocol';
import { memoryDesk } from '../testing/memoryDesk';
import { nodeDataHost } from '../testing/nodeDataHost';
import { PreparationSession } from './preparationSession';

const SIDE = 16;

function png(path: string, edge: number, inside: number): ImportFile {
  const data = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => (at % SIDE > edge ? inside : 0));
  const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
  return { path, blob: new Blob([new Uint8Array(bytes)]) };
}

const FILES = [3, 7].flatMap((edge) => [
  png(`images/${edge}.png`, edge, 180),
  png(`masks/${edge}.png`, edge, 255),
]);

const never = () => new AbortController().signal;

describe('during a series', () => {
  it('refuses every change of the data, and other projects, and allows them after it', async () => {
    const session = new PreparationSession(nodeDataHost, memoryDesk);
    await session.openProject(null, false);
    const before = await session.importFiles(FILES, never());
    const [first] = before.images;
    const coming = session.setScale({ kind: 'factor', factor: 0.5 });
    const ids = await session.beginSeries();
    expect(ids).toEqual(['images/3.png', 'images/7.png']);
    const { scale } = await coming;
    expect(scale).toEqual({ kind: 'factor', factor: 0.5 });
    const changes = {
      importFiles: () => session.importFiles([], never()),
      importSample: () => session.importSample(),
      setReading: () => session.setReading(null),
      setPairs: () => session.setPairs([]),
      setChannels: () => session.setChannels(null),
      setNormalisation: () => session.setNormalisation({ kind: 'percentile', low: 1, high: 99 }),
      setScale: () => session.setScale({ kind: 'asIs' }),
      removeImage: () => session.removeImage(first?.id ?? ''),
      restoreImage: () => session.restoreImage(first?.id ?? ''),
      drawLabels: () => session.drawLabels(first?.id ?? '', null),
      redrawLabels: () => session.redrawLabels(first?.id ?? '', ''),
      clear: () => session.clear(),
      openProject: () => session.openProject(null, false),
      createProject: () => session.createProject('other'),
    };
    for (const [name, change] of Object.entries(changes)) {
      await expect(change(), name).rejects.toMatchObject({ code: 'busy' });
    }
    await expect(session.clear()).rejects.toThrow(/need the images and masks/);
    expect(await session.beginSeries()).toEqual(ids);
    await session.endSeries();
    expect((await session.setScale({ kind: 'asIs' })).scale).toEqual({ kind: 'asIs' });
    expect((await session.removeImage(first?.id ?? '')).images).toHaveLength(before.images.length - 1);
  });
});
