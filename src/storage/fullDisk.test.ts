import { describe, expect, test } from 'vitest';
import { emptyDisk, heldIn, storeOn } from '../testing/projectHost';
import { makeFileStore } from './fileStore';

const wishes = { takeOver: false, onLost: () => undefined };

describe('a full disk', () => {
  test('refuses the write, keeps all there was, and takes it after room was made', async () => {
    const disk = emptyDisk(20_000);
    const project = await storeOn(disk).create('New', () => undefined);
    await project.addFile('a.png', new Uint8Array(10_000), null);
    await project.putBlob('models/current.safetensors', new Uint8Array(3000).fill(7));
    const before = await heldIn(project);
    const large = () => project.putBlob('models/current.safetensors', new Uint8Array(9000));
    await expect(large()).rejects.toMatchObject({
      code: 'disk-full',
      subject: 'models/current.safetensors',
      message: expect.stringContaining('could not save models/current.safetensors'),
    });
    expect(await heldIn(project)).toEqual(before);
    expect(await makeFileStore(disk).usage('')).toBe(project.summary().bytes);
    expect(await project.removeFiles(['a.png'])).toBe(10_000);
    await large();
    expect((await heldIn(await storeOn(disk).open(project.id, wishes))).blobs).toEqual(
      (await heldIn(project)).blobs,
    );
  });

  test('with not a byte left, files can still be removed', async () => {
    const disk = emptyDisk(30_000);
    const project = await storeOn(disk).create('New', () => undefined);
    await project.addFile('a.png', new Uint8Array(5000), null);
    await makeFileStore(disk).write(
      'ballast',
      new Uint8Array(30_000 - (await makeFileStore(disk).usage(''))),
    );
    await expect(project.rename('Other')).rejects.toMatchObject({ code: 'disk-full' });
    expect(project.document().name).toBe('New');
    expect(await project.removeFiles(['a.png'])).toBe(5000);
    await project.rename('Other');
    const again = await storeOn(disk).open(project.id, wishes);
    expect(await heldIn(again)).toMatchObject({ name: 'Other', files: {} });
  });

  test('a project opens on it', async () => {
    const disk = emptyDisk(30_000);
    const project = await storeOn(disk).create('New', () => undefined);
    await project.addFile('a.png', new Uint8Array(5000).fill(3), null);
    await project.close();
    await makeFileStore(disk).write(
      'ballast',
      new Uint8Array(30_000 - (await makeFileStore(disk).usage(''))),
    );
    expect(await heldIn(await storeOn(disk).open(project.id, wishes))).toEqual(await heldIn(project));
  });
});
