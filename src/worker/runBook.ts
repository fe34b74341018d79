/**
 * The runs kept in the open project, as the network worker reads and changes them; it remembers nothing itself, so
 * another project needs no word. The run under way is LiveRun's.
 */
import { StudioError, studioError } from '../common/errors';
import type { GlimpseReel } from '../domain/glimpseReel';
import type { RunRecord } from '../domain/run';
import { readSafetensors } from '../pipeline/export/readSafetensors';
import { type FoundCheckpoint, newestCheckpoint, type SlotReader } from '../pipeline/train/checkpointSlots';
import { readGlimpses } from '../pipeline/train/glimpseFile';
import { modelInfo } from '../pipeline/train/modelInfo';
import { readRun, type StoredRun, writeRun } from '../pipeline/train/runFile';
import { CurrentModel } from './currentModel';
import type { PreparationCalls } from './preparation';
import { glimpsesName, recordName, runIds, slotName, slotNames, weightsName } from './runBlobs';

const LONGEST_NAME = 100;

export type RunBlobs = Pick<
  PreparationCalls,
  'keepBlobs' | 'offerBlobs' | 'removeBlobs' | 'blobNames' | 'keptBlob'
>;

export class RunBook {
  constructor(
    private readonly blobs: RunBlobs,
    /** Told of what cannot be read: a run, which is left out, its files kept; a checkpoint that an older one stands in for. */
    private readonly onProblem: (problem: StudioError) => void,
  ) {}

  /** Newest first. A run that is marked as running, but is not the one of `liveId`, was cut off. */
  async list(liveId: string | null): Promise<RunRecord[]> {
    const ids = runIds(await this.blobs.blobNames());
    const read = await Promise.all(ids.map((id) => this.read(id)));
    const runs = read.flatMap((stored) => (stored === null ? [] : [cutOff(stored.run, liveId)]));
    return runs.sort((one, other) => other.startedMs - one.startedMs);
  }

  /** Throws `no-such-run`. */
  async run(id: string): Promise<StoredRun> {
    const stored = await this.read(id);
    if (stored === null) throw noSuchRun(id);
    return { ...stored, run: cutOff(stored.run, null) };
  }

  async rename(id: string, name: string): Promise<void> {
    const { run, classes } = await this.run(id);
    await this.keep({ run: { ...run, name }, classes });
  }

  async keep(stored: StoredRun): Promise<void> {
    await this.blobs.keepBlobs([{ name: recordName(stored.run.id), bytes: writeRun(stored) }]);
  }

  async remove(id: string): Promise<void> {
    await this.blobs.removeBlobs([recordName(id), weightsName(id), glimpsesName(id), ...slotNames(id)]);
  }

  /** Throws `no-checkpoint` where the run's state is not kept, and as newestCheckpoint. */
  async checkpoint(id: string): Promise<FoundCheckpoint> {
    const found = await newestCheckpoint(this.slots(id));
    if (found !== null) return found;
    throw studioError(
      'no-checkpoint',
      'The state of this run is not kept, so that it cannot go on.',
      'Train a new run from its weights (fine-tune).',
      id,
    );
  }

  /**
   * The run's best weights; of one that was cut off those of its checkpoint: what it was ended with before it went on
   * again is older, and is given, and told, where no checkpoint can be read. Throws `no-model` where it has none.
   */
  async model(id: string): Promise<CurrentModel> {
    const { run, classes } = await this.run(id);
    const kept = await this.blobs.keptBlob(weightsName(id));
    const atCheckpoint = run.status === 'interrupted' ? await this.newestUnless(id, kept !== null) : null;
    if (atCheckpoint !== null && atCheckpoint.state.best.step > 0) {
      const { plan, best } = atCheckpoint.state;
      return new CurrentModel({ ...modelInfo(plan, classes, best, null), runId: id }, best.weights);
    }
    if (kept === null) throw noModel(id);
    const { info, weights } = readSafetensors(kept, "the run's model");
    // Files of older studios do not say it.
    return new CurrentModel({ ...info, runId: id }, weights);
  }

  /** Empty where none are kept, or none can be read, which is told. */
  async glimpses(id: string): Promise<GlimpseReel> {
    const bytes = await this.blobs.keptBlob(glimpsesName(id));
    const read = bytes === null ? [] : readGlimpses(bytes, id);
    if (!(read instanceof StudioError)) return read;
    this.onProblem(read);
    return [];
  }

  /** Told where a damaged one was passed over. Where none can be read it throws, unless older weights stand in for it. */
  private async newestUnless(id: string, hasOlder: boolean): Promise<FoundCheckpoint | null> {
    try {
      const found = await newestCheckpoint(this.slots(id));
      if (found?.problem) this.onProblem(olderWeights(found.problem, id));
      return found;
    } catch (thrown) {
      if (!hasOlder || !(thrown instanceof StudioError) || thrown.code === 'checkpoint-too-new') throw thrown;
      const older = 'The weights it had when it was last stopped are used.';
      this.onProblem(olderWeights(`${thrown.message} ${older}`, id));
      return null;
    }
  }

  /** Of all runs but the newest `count` that have a state, the states are let go. */
  async keepStates(count: number): Promise<RunRecord[]> {
    const withState = (await this.list(null)).filter(({ checkpointStep }) => checkpointStep !== null);
    const dropped: RunRecord[] = [];
    for (const { id } of withState.slice(count)) {
      const { run, classes } = await this.run(id);
      // One that was cut off is resumed from its state, and its weights are nowhere else.
      if (run.status === 'interrupted') continue;
      const without = { ...run, checkpointStep: null };
      await this.keep({ run: without, classes });
      await this.blobs.removeBlobs(slotNames(id));
      dropped.push(without);
    }
    return dropped;
  }

  private slots(id: string): SlotReader {
    return { read: (slot) => this.blobs.keptBlob(slotName(id, slot)) };
  }

  private async read(id: string): Promise<StoredRun | null> {
    const bytes = await this.blobs.keptBlob(recordName(id));
    if (bytes === null) return null;
    const stored = readRun(bytes, id);
    if (!(stored instanceof StudioError)) return stored;
    this.onProblem(stored);
    return null;
  }
}

/** Without blanks around it. Throws `bad-setting` for an empty or very long one. */
export function checkedRunName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length > 0 && trimmed.length <= LONGEST_NAME) return trimmed;
  throw studioError(
    'bad-setting',
    `A run's name has 1 to ${LONGEST_NAME} characters; this one has ${trimmed.length}.`,
    'Choose another name.',
    trimmed.slice(0, LONGEST_NAME),
  );
}

function cutOff(run: RunRecord, liveId: string | null): RunRecord {
  if (run.status !== 'running' || run.id === liveId) return run;
  return { ...run, status: 'interrupted', hasWeights: run.checkpointStep !== null };
}

function olderWeights(problem: string, id: string) {
  return studioError('bad-checkpoint', problem, 'Later steps are lost: train on from these weights.', id);
}

function noSuchRun(id: string) {
  return studioError('no-such-run', 'This run is not in the project any more.', 'Choose another run.', id);
}

function noModel(id: string) {
  return studioError(
    'no-model',
    'This run has no weights: it ended before its first validation.',
    'Choose another run, or train again.',
    id,
  );
}
