/** The current model as files, and from them. Pure but for reading blobs. Used by NetworkSession. */
import type { NamedFile } from '../engine/protocol';
import { layersModelFiles } from '../pipeline/export/layersModelFiles';
import { readLayersModel } from '../pipeline/export/readLayersModel';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import { CurrentModel } from './currentModel';

/** `model.json` and its weights file, as tf.js reads them. */
export function layersFiles({ info, weights }: CurrentModel): NamedFile[] {
  return layersModelFiles(info, weights).map(({ name, bytes }) => ({ name, blob: new Blob([bytes]) }));
}

export function safetensorsFile(model: CurrentModel): NamedFile {
  return { name: 'model.safetensors', blob: new Blob([modelBytes(model)]) };
}

/** As it is kept in a project. */
export function modelBytes({ info, weights }: CurrentModel): Uint8Array<ArrayBuffer> {
  return writeSafetensors(info, weights);
}

/** Throws `bad-model`. */
export async function readLayersFiles(files: readonly NamedFile[]): Promise<CurrentModel> {
  const read = async ({ name, blob }: NamedFile) => ({
    name,
    bytes: new Uint8Array(await blob.arrayBuffer()),
  });
  const { info, weights } = readLayersModel(await Promise.all(files.map(read)));
  return new CurrentModel(info, weights);
}

/** Of what modelBytes gave. Throws `bad-model`. */
export function readKeptModel(bytes: Uint8Array<ArrayBuffer>): CurrentModel {
  const { info, weights } = readSafetensors(bytes, "the project's model");
  return new CurrentModel(info, weights);
}
