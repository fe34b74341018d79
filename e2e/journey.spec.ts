/** The main job from end to end: drop images and masks, look at patches, train, predict, take everything away. */
import { decode } from 'fast-png';
import { expect, test } from './fixtures';
import { baselineIou, isbiFolder, isbiPairs, lastTruth, meanIou } from './membranes';
import { StudioPage } from './studioPage';

const STEPS = 60;

test('drops 6 pairs, trains, predicts, downloads, and predicts the same from the saved model', async ({
  page,
}) => {
  const folder = isbiFolder();
  const studio = new StudioPage(page);
  await studio.open();
  if (folder === null) await studio.button('Try a sample').click();
  else await studio.drop(isbiPairs(folder, 6));
  await expect(studio.images()).toHaveCount(folder === null ? 8 : 6);

  await seesPatchesFollow(studio);
  await trainsWhileThePageLives(studio);
  expect(await lossFalls(studio)).toBe(true);
  const heldOut = await studio.number('heldout-iou');

  await studio.button('Predict').click();
  await studio.predictionEnds();
  const shown = await studio.number('predict-iou');
  expect(shown).toBeCloseTo(heldOut, 2);

  await studio.stage('Export');
  const model = await studio.downloads('Download model', 2);
  const weights = await studio.downloads('Download weights', 1);
  const masks = await studio.downloads('Download Masks, PNG', 1);
  expectModel(model);
  expectSafetensors(defined(weights.get('model.safetensors')));
  const labels = onlyMask(masks);
  const truth = lastTruth(folder, 6);
  expect(meanIou(truth, labels)).toBeCloseTo(shown, 2);
  expect(meanIou(truth, labels)).toBeGreaterThan(baselineIou(truth));

  await studio.reload();
  await expect(studio.images()).toHaveCount(folder === null ? 8 : 6);
  await studio.images().last().click();
  expect(await predictedMask(studio)).toEqual(labels);

  await studio.newProject();
  if (folder === null) await studio.button('Try a sample').click();
  else await studio.drop(isbiPairs(folder, 6));
  await studio.images().last().click();
  await studio.stage('Export');
  const saved = [...model].map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer }));
  await page.getByTestId('model-input').setInputFiles(saved);
  await expect(page.getByText('Loaded')).toBeVisible();
  expect(await predictedMask(studio)).toEqual(labels);
});

/** Predicts the selected image with the model at hand. */
async function predictedMask(studio: StudioPage): Promise<number[]> {
  await studio.stage('Predict');
  await studio.button('Predict').click();
  await studio.predictionEnds();
  await studio.stage('Export');
  const masks = await studio.downloads('Download Masks, PNG', 1);
  return onlyMask(masks);
}

/** At least eight patches, and a slider changes their pixels. */
async function seesPatchesFollow(studio: StudioPage): Promise<void> {
  await studio.stage('Augment');
  const patches = studio.page.getByRole('list', { name: 'Augmented patches' });
  await expect(patches.getByRole('listitem').nth(7)).toBeVisible();
  const before = await patches.screenshot();
  await studio.page
    .getByRole('slider', { name: /^Contrast/ })
    .first()
    .press('End');
  await expect.poll(async () => (await patches.screenshot()).equals(before)).toBe(false);
}

/** Pauses and resumes on the way, and uses another stage meanwhile. */
async function trainsWhileThePageLives(studio: StudioPage): Promise<void> {
  await studio.stage('Train');
  for (const [label, value] of Object.entries({ Steps: STEPS, Batch: 1, Depth: 2, Width: 4, Tile: 64 })) {
    await studio.set(label, value);
  }
  await studio.holdOutTheLast();
  await studio.button('Start training').click();
  const status = studio.page.getByTestId('train-status');
  await expect(status).toContainText(/Step \d/, { timeout: 120_000 });
  await studio.stage('Data');
  await expect(studio.images().first()).toBeVisible();
  await studio.stage('Train');
  await studio.button('Pause').click();
  await expect(status).toContainText('Paused');
  await studio.button('Resume').click();
  await studio.trainingEnds();
}

/** The mean of the last third of the losses is well below that of the first, read from the table behind the chart. */
async function lossFalls(studio: StudioPage): Promise<boolean> {
  await studio.page.getByText('Table', { exact: true }).click();
  const rows = studio.page.getByRole('table').first().getByRole('row');
  const losses: number[] = [];
  for (const row of await rows.all()) {
    const loss = Number((await row.getByRole('cell').allInnerTexts())[0]);
    if (Number.isFinite(loss)) losses.push(loss);
  }
  const third = Math.floor(losses.length / 3);
  expect(third).toBeGreaterThan(2);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean(losses.slice(-third)) < 0.9 * mean(losses.slice(0, third));
}

/** model.json names every weight, and weights.bin holds exactly their bytes. */
function expectModel(files: ReadonlyMap<string, Buffer>): void {
  const json = JSON.parse(defined(files.get('model.json')).toString('utf8'));
  expect(json.format).toBe('layers-model');
  const specs: { shape: number[] }[] = json.weightsManifest[0].weights;
  const values = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  expect(defined(files.get('weights.bin')).byteLength).toBe(4 * values);
}

/** A safetensors header of the right length whose offsets cover the data. */
function expectSafetensors(bytes: Buffer): void {
  const length = Number(bytes.readBigUInt64LE(0));
  const { __metadata__: metadata, ...tensors } = JSON.parse(bytes.subarray(8, 8 + length).toString('utf8'));
  expect(metadata).toBeDefined();
  const ends = Object.values(tensors).map(
    (tensor) => (tensor as { data_offsets: [number, number] }).data_offsets[1],
  );
  expect(Math.max(...ends)).toBe(bytes.byteLength - 8 - length);
}

/** Pixel values of the one PNG, which came as it is. */
function onlyMask(files: ReadonlyMap<string, Buffer>): number[] {
  const [name = '', ...others] = files.keys();
  expect(others).toEqual([]);
  expect(name).toMatch(/\.mask\.png$/);
  return Array.from(decode(defined(files.get(name))).data);
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}
