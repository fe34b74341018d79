/** A model from disk, in either of the studio's formats. Called by predict and by train --init. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { studioError } from '../common/errors';
import { TOPOLOGY_FILE, WEIGHTS_FILE } from '../pipeline/export/layersModelFiles';
import { readLayersModel } from '../pipeline/export/readLayersModel';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import type { SavedModel } from '../pipeline/export/savedModel';

/** A .safetensors file, or a model.json with its weights beside it. Throws `bad-model`, `unreadable-file`. */
export async function readModel(path: string): Promise<SavedModel> {
  const bytes = await bytesOf(path);
  if (!path.endsWith('.json')) return readSafetensors(bytes, path);
  const weights = await bytesOf(join(dirname(path), WEIGHTS_FILE));
  return readLayersModel([
    { name: TOPOLOGY_FILE, bytes },
    { name: WEIGHTS_FILE, bytes: weights },
  ]);
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (cause) {
    throw studioError(
      'unreadable-file',
      `The model ${path} could not be read.`,
      'Check the path.',
      path,
      cause,
    );
  }
}
