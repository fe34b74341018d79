/** Files that are written while their content is made: large results that are never held whole. */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type StudioError, studioError } from '../common/errors';
import type { ByteSink } from '../pipeline/export/byteSink';

/** A file under way. */
export interface StreamedFile extends ByteSink {
  readonly path: string;
  /** Gives it its name, once all is written. */
  keep(): Promise<void>;
  /** Takes it away, whole or not. */
  drop(): Promise<void>;
}

/** Opens DIR/name, which is called NAME.part until it is kept. All may throw `cannot-write` naming the path. */
export async function streamResult(dir: string, name: string): Promise<StreamedFile> {
  const path = join(dir, name);
  const part = `${path}.part`;
  const coded = <T>(work: () => Promise<T>) => withCode(path, work);
  const file = await coded(async () => {
    await mkdir(dirname(path), { recursive: true });
    return open(part, 'w');
  });
  const put = async (at: number, bytes: Uint8Array) => {
    for (let done = 0; done < bytes.length; ) {
      done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
  };
  let length = 0;
  return {
    path,
    append: async (bytes) => {
      await coded(() => put(length, bytes));
      length += bytes.length;
    },
    overwrite: (at, bytes) => coded(() => put(at, bytes)),
    keep: () =>
      coded(async () => {
        await file.close();
        await rename(part, path);
      }),
    drop: () =>
      coded(async () => {
        await file.close();
        await rm(part, { force: true });
      }),
  };
}

/** Does the work, then keeps the files it wrote; where something fails, none of those under way stays. */
export async function keepWhole(files: readonly StreamedFile[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const file of files) await file.keep();
  } catch (thrown) {
    // What failed first is what to tell.
    await Promise.allSettled(files.map((file) => file.drop()));
    throw thrown;
  }
}

async function withCode<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** `cannot-write`: the disk refused the file of a result. */
function cannotWrite(path: string, cause: unknown): StudioError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return studioError(
    'cannot-write',
    `${path} could not be written: ${reason}.`,
    'Choose another --out.',
    path,
    cause,
  );
}
