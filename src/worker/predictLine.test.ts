import { expect, it } from 'vitest';
import { PredictLine } from './predictLine';

/** Work that ends when it is told to. */
class Held {
  readonly begun: string[] = [];
  private readonly ends = new Map<string, { resolve: () => void; reject: (reason: Error) => void }>();

  readonly work = (name: string) =>
    new Promise<void>((resolve, reject) => {
      this.begun.push(name);
      this.ends.set(name, { resolve, reject });
    });

  end(name: string): Promise<void> {
    this.ends.get(name)?.resolve();
    return settled();
  }

  fail(name: string): Promise<void> {
    this.ends.get(name)?.reject(new Error(name));
    return settled();
  }
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

function lineOf(images: readonly number[]) {
  const [line, held] = [new PredictLine(), new Held()];
  const results = images.map((image) =>
    line.through(
      () => held.work(`read ${image}`),
      () => held.work(`compute ${image}`),
      () => held.work(`keep ${image}`),
    ),
  );
  return { held, results };
}

it('reads the next image and keeps the one before while one is computed, and goes no further ahead', async () => {
  const { held, results } = lineOf([1, 2, 3, 4]);
  await settled();
  expect(held.begun).toEqual(['read 1']);
  await held.end('read 1');
  await held.end('read 2');
  expect(held.begun.slice(1)).toEqual(['compute 1', 'read 2']);
  await held.end('compute 1');
  expect(held.begun.slice(3)).toEqual(['keep 1', 'compute 2', 'read 3']);
  await held.end('read 3');
  await held.end('compute 2');
  // The third has to wait for the second, which waits for the first: nobody reads the fourth.
  expect(held.begun.slice(6)).toEqual([]);
  await held.end('keep 1');
  expect(held.begun.slice(6)).toEqual(['keep 2', 'compute 3', 'read 4']);
  for (const rest of ['read 4', 'keep 2', 'compute 3', 'keep 3', 'compute 4', 'keep 4']) await held.end(rest);
  await Promise.all(results);
});

it('lets the others pass where one fails, in whichever place', async () => {
  for (const place of ['read', 'compute', 'keep']) {
    const { held, results } = lineOf([1, 2]);
    const failed = expect(results[0]).rejects.toThrow(`${place} 1`);
    await settled();
    for (const step of ['read', 'compute', 'keep']) {
      await (step === place ? held.fail(`${step} 1`) : held.end(`${step} 1`));
      if (step === place) break;
    }
    await failed;
    for (const step of ['read', 'compute', 'keep']) await held.end(`${step} 2`);
    await results[1];
  }
});
