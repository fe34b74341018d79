import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { predictionFile, readPredictionFile } from './predictionFile';
import { type PredictionNote, predictionNote, readPredictionNote } from './predictionNote';

const size = fc.record({
  width: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
  classes: fc.integer({ min: 1, max: 4 }),
});

const prediction = size.chain(({ width, height, classes }) => {
  const pixels = width * height;
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  return fc.record({
    imageId: fc.constant('a.png'),
    width: fc.constant(width),
    height: fc.constant(height),
    classes: fc.constant(classes),
    labels: bytes(pixels).map((values) => new Uint8Array(values)),
    probabilities: bytes(pixels * classes).map((values) => new Uint8Array(values)),
  });
});

describe('the file of pixels', () => {
  it('gives back every byte', async () => {
    await fc.assert(
      fc.asyncProperty(prediction, async (made) => {
        expect(await readPredictionFile(await predictionFile(made), made)).toEqual(made);
      }),
      { numRuns: 30 },
    );
  });

  it('is refused where a bit of it is another, an end is missing, or the size is not that of the note', async () => {
    const broken = { code: 'bad-prediction', subject: 'a.png' };
    await fc.assert(
      fc.asyncProperty(prediction, fc.nat(), fc.nat(7), async (made, at, bit) => {
        const bytes = await predictionFile(made);
        const torn = bytes.slice(0, at % bytes.length);
        await expect(readPredictionFile(torn, made)).rejects.toMatchObject(broken);
        const altered = bytes.slice();
        altered[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << bit);
        await expect(readPredictionFile(altered, made)).rejects.toMatchObject(broken);
        const larger = { ...made, width: made.width + 1 };
        await expect(readPredictionFile(bytes, larger)).rejects.toMatchObject(broken);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the note', () => {
  const note: PredictionNote = {
    sum: '01234567-99',
    stamp: 'aa-bb',
    summary: {
      imageId: 'folder/ä#3.tif',
      width: 3,
      height: 2,
      classes: 2,
      scores: {
        pixelAccuracy: 0.5,
        iou: [0.5, null],
        dice: [0.6, null],
        precision: [1, null],
        recall: [0, null],
        meanIou: 0.5,
        meanDice: null,
      },
      uncertainty: 0.25,
      shares: [0.75, 0.25],
      tiles: 1,
      ms: 12.5,
      options: { tta: true, runIds: ['r1'] },
    },
  };
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('gives back what was noted', () => {
    expect(readPredictionNote(predictionNote(note))).toEqual(note);
    const bare = { ...note, summary: { ...note.summary, scores: null } };
    expect(readPredictionNote(predictionNote(bare))).toEqual(bare);
  });

  it('is nothing where it is torn, altered, unchecked or out of range', () => {
    const whole = predictionNote(note);
    expect(readPredictionNote(whole.slice(0, 40))).toBeNull();
    expect(readPredictionNote(whole.map((byte, at) => (at === 60 ? byte ^ 1 : byte)))).toBeNull();
    expect(readPredictionNote(text({ version: 1, ...note }))).toBeNull();
    const wrong = { ...note, summary: { ...note.summary, uncertainty: 2 } };
    expect(readPredictionNote(predictionNote(wrong))).toBeNull();
  });
});
