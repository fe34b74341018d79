/** Where finished files go: into a zip that is written as they come, or, where there is only one, to the user as it is. */
import { BlobReader, configure, ZipWriter } from '@zip.js/zip.js';
import { defined } from '../../common/assert';
import type { Scratch, ScratchFile } from './scratch';

// This already runs in a worker; zip.js would start more of them from other addresses.
configure({ useWebWorkers: false });

export interface FinishedFile {
  /** Its path in a zip. */
  readonly name: string;
  readonly blob: Blob;
  /** False where it is compressed already. */
  readonly deflate: boolean;
  /** Frees what its bytes are kept in. */
  drop(): Promise<void>;
}

export interface ResultOutlet {
  take(file: FinishedFile): Promise<void>;
  /** All that was taken. */
  end(): Promise<Blob>;
}

/** A file is freed once it is in the zip: no more than one of them is held beside it. */
export async function zipOutlet(scratch: Scratch): Promise<ResultOutlet> {
  const file = await scratch.create();
  const zip = new ZipWriter(writableOf(file));
  return {
    take: async ({ name, blob, deflate, drop }) => {
      await zip.add(name, new BlobReader(blob), { level: deflate ? 6 : 0 });
      await drop();
    },
    end: async () => {
      await zip.close();
      return new Blob([await file.blob()], { type: 'application/zip' });
    },
  };
}

/** Hands over the one file it takes. */
export function singleOutlet(): ResultOutlet {
  let taken: Blob | null = null;
  return {
    take: async ({ blob }) => {
      taken = blob;
    },
    end: async () => defined(taken, 'the file'),
  };
}

function writableOf(file: ScratchFile): WritableStream<Uint8Array> {
  return new WritableStream({ write: (bytes) => file.append(bytes) });
}
