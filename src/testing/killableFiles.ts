/** Primitive file operations that stop dead after so many, as those of a killed tab do. For tests of the storage. */
import type { RawFiles } from '../storage/rawFiles';

export interface Kill {
  /** Operations that change something and are done whole before the end. */
  readonly after: number;
  /** How much of the next one is done, 0..1: a part of an append's bytes; of the others all from 0.5 on, else nothing. */
  readonly torn: number;
}

/** Once killed, no call ever settles. `killed` resolves then. `operations` counts those that change something. */
export function killableFiles(raw: RawFiles, { after, torn }: Kill) {
  let operations = 0;
  let end: () => void = () => undefined;
  const killed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const never = () => new Promise<never>(() => undefined);
  const look = <T>(work: () => Promise<T>) => (operations > after ? never() : work());
  const change = async (whole: () => Promise<void>, part: () => Promise<void>) => {
    operations++;
    if (operations <= after) return await whole();
    if (operations === after + 1) await part();
    end();
    return await never();
  };
  const files: RawFiles = {
    read: (path) => look(() => raw.read(path)),
    list: (folder) => look(() => raw.list(folder)),
    append: (path, bytes) =>
      change(
        () => raw.append(path, bytes),
        () => raw.append(path, bytes.slice(0, Math.floor(torn * bytes.length))),
      ),
    move: (from, to) => either(torn, change, () => raw.move(from, to)),
    remove: (path) => either(torn, change, () => raw.remove(path)),
  };
  return { files, killed, operations: () => operations };
}

type Work = () => Promise<void>;

function either(torn: number, change: (whole: Work, part: Work) => Promise<void>, work: Work) {
  return change(work, torn >= 0.5 ? work : async () => undefined);
}
