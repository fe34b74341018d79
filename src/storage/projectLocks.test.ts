import { expect, test } from 'vitest';
import { LOCK_CASES } from '../testing/lockConformance';
import { emptyDisk, heldIn, storeOn } from '../testing/projectHost';
import { memoryLocks } from './memoryLocks';

test.each(LOCK_CASES)('in memory: $name', async ({ run }) => {
  const locks = memoryLocks();
  await run(locks, locks);
});

test('a second tab is told; one that takes over goes on where the first was', async () => {
  const disk = emptyDisk();
  const locks = memoryLocks();
  const lost: string[] = [];
  const first = await storeOn(disk, locks).create('Cells', () => lost.push('first'));
  await first.addFile('a.png', Uint8Array.of(1), null);
  const other = storeOn(disk, locks);
  const refused = { code: 'project-open-elsewhere', subject: first.id };
  const onLost = () => lost.push('second');
  await expect(other.open(first.id, { takeOver: false, onLost })).rejects.toMatchObject(refused);
  await expect(other.remove(first.id)).rejects.toMatchObject(refused);
  await expect(other.rename(first.id, 'Steel')).rejects.toMatchObject(refused);

  const second = await other.open(first.id, { takeOver: true, onLost });
  expect(lost).toEqual(['first']);
  await expect(first.addFile('b.png', Uint8Array.of(2), null)).rejects.toMatchObject({
    code: 'project-open-elsewhere',
    message: 'Another tab took the project over: nothing is saved here any more.',
  });
  await second.addFile('c.png', Uint8Array.of(3), null);
  expect((await heldIn(second)).files).toEqual({ 'a.png': [1], 'c.png': [3] });
  await first.close();
  await second.close();
  expect(await storeOn(disk, locks).remove(first.id)).toBeGreaterThan(0);
});

test('a write that the first tab is at when it loses the project harms nothing of the second', async () => {
  const disk = emptyDisk();
  const locks = memoryLocks();
  let goOn = () => undefined as unknown;
  let slow = false;
  const first = await storeOn(
    {
      ...disk,
      append: async (path, bytes) => {
        if (slow && path.includes('journal')) await new Promise<void>((resolve) => (goOn = resolve));
        await disk.append(path, bytes);
      },
    },
    locks,
  ).create('Cells', () => undefined);
  await first.addFile('a.png', Uint8Array.of(1), null);
  slow = true;
  const writing = first.addFile('a.png', Uint8Array.of(2), null);
  const outcome = writing.then(
    () => 'kept',
    (error: { code: string }) => error.code,
  );
  await new Promise((resolve) => setTimeout(resolve, 20));
  const second = await storeOn(disk, locks).open(first.id, { takeOver: true, onLost: () => undefined });
  goOn();
  expect(await outcome).toBe('project-open-elsewhere');
  await second.addFile('b.png', Uint8Array.of(3), null);
  expect((await heldIn(second)).files).toEqual({ 'a.png': [1], 'b.png': [3] });
  await second.close();
  const third = await storeOn(disk, locks).open(first.id, { takeOver: false, onLost: () => undefined });
  expect([(await heldIn(third)).files, third.recovered]).toEqual([{ 'a.png': [1], 'b.png': [3] }, null]);
});
