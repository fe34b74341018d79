/** Files that are needed for a while only: parts of a zip, and the zip itself. In memory here; a disk in the browser. */
import { type ByteSink, MemorySink } from './byteSink';

export interface ScratchFile extends ByteSink {
  /** What was written; nothing can be added after. Bytes are read when somebody asks for them. */
  blob(): Promise<Blob>;
  /** Frees its room. Does nothing the second time. */
  drop(): Promise<void>;
}

/** All methods throw `disk-full` or `storage-failed`. */
export interface Scratch {
  create(): Promise<ScratchFile>;
}

export const memoryScratch: Scratch = {
  create: async () => {
    const sink = new MemorySink();
    return {
      append: (bytes) => sink.append(bytes),
      overwrite: (at, bytes) => sink.overwrite(at, bytes),
      blob: async () => new Blob([sink.bytes()]),
      drop: async () => undefined,
    };
  },
};

/** Remembers what it made, so that none of it is left behind by work that fails. */
export class TrackedScratch implements Scratch {
  private readonly files = new Set<ScratchFile>();

  constructor(private readonly scratch: Scratch) {}

  async create(): Promise<ScratchFile> {
    const file = await this.scratch.create();
    this.files.add(file);
    const drop = () => {
      this.files.delete(file);
      return file.drop();
    };
    return {
      append: (bytes) => file.append(bytes),
      overwrite: (at, bytes) => file.overwrite(at, bytes),
      blob: () => file.blob(),
      drop,
    };
  }

  /** Of files that are dropped already nothing is left to do. */
  async dropAll(): Promise<void> {
    for (const file of this.files) await file.drop();
    this.files.clear();
  }
}
