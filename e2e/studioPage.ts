/** The studio as a user handles it: stages, settings, downloads. Knows accessible names, no internals. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from 'playwright/test';

type Stage = 'Data' | 'Augment' | 'Train' | 'Predict' | 'Export';

/** Hang guard for work on the software GPU, ms. */
const LONG = 9 * 60_000;

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class StudioPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto('./');
    await expect(this.button('Try a sample')).toBeVisible();
  }

  /** Loads the page anew, after the second within which everything is promised to be kept. */
  async reload(): Promise<void> {
    await this.saved();
    await this.page.waitForTimeout(1000);
    await this.page.reload();
    await expect(this.page.getByRole('contentinfo')).toContainText(/saved/, { timeout: LONG });
  }

  /** The status bar's word that the project holds everything. */
  async saved(): Promise<void> {
    await expect(this.page.getByRole('contentinfo')).toContainText(/saved/);
  }

  async newProject(): Promise<void> {
    await this.page.getByRole('button', { name: 'Projects', exact: true }).click();
    await this.button('New project').click();
    await expect(this.button('Try a sample')).toBeVisible();
  }

  async stage(name: Stage): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name }).click();
  }

  /** A button that is not the rail's: its stages carry the names of what they do. */
  button(name: string) {
    return this.page.getByRole('button', { name, exact: true }).and(this.page.locator(':not(nav *)'));
  }

  /** Real drag events with real File objects, on whatever is under the middle of the page. */
  async drop(files: readonly DroppedFile[]): Promise<void> {
    const encoded = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    const transfer = await this.page.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const { name, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    }, encoded);
    for (const type of ['dragenter', 'dragover', 'drop']) {
      await this.page.getByRole('main').dispatchEvent(type, { dataTransfer: transfer });
    }
  }

  async pickFolder(path: string): Promise<void> {
    await this.page.getByTestId('folder-input').setInputFiles(path);
  }

  images() {
    return this.page.getByRole('listbox', { name: 'Images' }).getByRole('option');
  }

  /** The viewer's pixels with one image selected, once the image is drawn. */
  async picture(index: number): Promise<Buffer> {
    const option = this.images().nth(index);
    await option.click();
    const name = `${await option.getAttribute('title')}, `;
    const canvas = this.page.getByRole('main').getByRole('img', { name });
    await expect(canvas).toBeVisible();
    // The canvas draws in the frame after it got its image.
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    return canvas.screenshot();
  }

  /** Sets one number of the inspector, opening its group first. */
  async set(label: string, value: number): Promise<void> {
    if (label === 'Steps') await this.page.getByText('By steps', { exact: true }).click();
    const field = this.page.getByLabel(label, { exact: true });
    await this.unfold(field);
    await field.fill(String(value));
    await field.blur();
  }

  /** Holds out the last image and no other. */
  async holdOutTheLast(): Promise<void> {
    const field = this.page.getByLabel('Who is held out', { exact: true });
    await this.unfold(field);
    await field.selectOption('last');
    await this.set('Held-out images', 1);
  }

  /** Opens the inspector's group around a field, where it is folded. */
  private async unfold(field: Locator): Promise<void> {
    const group = this.page.locator('details').filter({ has: field });
    if ((await group.count()) > 0 && (await group.getAttribute('open')) === null) {
      await group.locator('summary').click();
    }
  }

  /** A network that steps in some 20 ms on a software GPU, for a run of so many steps. */
  async makeRunSmall(steps: number): Promise<void> {
    await expect(this.images()).not.toHaveCount(0, { timeout: LONG });
    await this.stage('Train');
    for (const [label, value] of Object.entries({ Steps: steps, Batch: 1, Depth: 1, Width: 4, Tile: 48 })) {
      await this.set(label, value);
    }
  }

  async trainToTheEnd(): Promise<void> {
    await this.button('Start training').click();
    await this.trainingEnds();
  }

  async trainingEnds(): Promise<void> {
    await expect(this.page.getByTestId('train-status')).toContainText(/Finished|Stopped/, { timeout: LONG });
  }

  async predictionEnds(): Promise<void> {
    await expect(this.page.getByTestId('predict-iou')).toBeVisible({ timeout: LONG });
  }

  /** What is laid over a prediction. */
  async overlay(name: 'Labels' | 'Probability' | 'Uncertainty' | 'Truth' | 'Errors'): Promise<void> {
    await this.page.getByLabel('Overlay', { exact: true }).first().click();
    await this.page.getByRole('option', { name, exact: true }).click();
  }

  /** The number that an element shows. */
  async number(testId: string): Promise<number> {
    return Number(await this.page.getByTestId(testId).innerText());
  }

  /** The files that a click downloads, by name. */
  async downloads(button: string, count: number): Promise<Map<string, Buffer>> {
    const files = new Map<string, Buffer>();
    const arrived = new Promise<void>((resolve, reject) => {
      this.page.on('download', (download) => {
        const save = async () => {
          files.set(download.suggestedFilename(), await readFile(await download.path()));
          if (files.size === count) resolve();
        };
        save().catch(reject);
      });
    });
    await this.button(button).click();
    await arrived;
    this.page.removeAllListeners('download');
    return files;
  }
}
