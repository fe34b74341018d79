/**
 * The run under way as it is kept: its record and its checkpoints while it goes on, its best weights when it has ended.
 * Whatever cannot be kept ends no run. Made by NetworkSession, one a run; what is kept of others is RunBook's.
 */
import { transfer } from 'comlink';
import { type GlimpseReel, withGlimpse } from '../domain/glimpseReel';
import type { ClassInfo } from '../domain/labels';
import type { RunRecord } from '../domain/run';
import type { TrainEvent } from '../domain/trainEvents';
import { writeSafetensors } from '../pipeline/export/writeSafetensors';
import type { Bytes } from '../pipeline/train/checkpointFile';
import {
  CheckpointSlots,
  type FoundCheckpoint,
  SLOTS,
  type Slot,
  type SlotWriter,
} from '../pipeline/train/checkpointSlots';
import { KEPT_REEL, writeGlimpses } from '../pipeline/train/glimpseFile';
import { writeRun } from '../pipeline/train/runFile';
import type { RunState } from '../pipeline/train/runState';
import type { TrainResult } from '../pipeline/train/trainModel';
import type { CurrentModel } from './currentModel';
import type { KeptBlob } from './projectKeeper';
import { glimpsesName, recordName, slotName, slotNames, weightsName } from './runBlobs';
import type { RunBlobs } from './runBook';
import type { RunRecorder } from './runRecorder';

export interface LiveRunOptions {
  readonly recorder: RunRecorder;
  readonly blobs: RunBlobs;
  readonly classes: readonly ClassInfo[];
  /** What a run that goes on has shown before. */
  readonly glimpses: GlimpseReel;
  /** The checkpoint of this run that it goes on from; null for a new run. */
  readonly before: FoundCheckpoint | null;
  readonly onRun: (run: RunRecord) => void;
  readonly onTrain: (event: TrainEvent) => void;
}

export class LiveRun implements SlotWriter {
  private readonly slots: CheckpointSlots;
  /** What holds the newest whole checkpoint. */
  private newest: Slot | null;
  private reel: GlimpseReel;

  constructor(private readonly options: LiveRunOptions) {
    this.slots = new CheckpointSlots(this, options.before);
    this.newest = options.before?.slot ?? null;
    this.reel = options.glimpses;
  }

  get id(): string {
    return this.record().id;
  }

  record(): RunRecord {
    return this.options.recorder.record();
  }

  glimpses(): GlimpseReel {
    return this.reel;
  }

  take(event: TrainEvent): void {
    if (event.type === 'glimpse') this.reel = withGlimpse(this.reel, event.glimpse, KEPT_REEL);
    this.options.recorder.take(event);
    this.options.onTrain(event);
  }

  async begin(): Promise<void> {
    await this.keepRecord();
  }

  async rename(name: string): Promise<void> {
    this.options.recorder.rename(name);
    await this.keepRecord();
  }

  /** Resolves once the state is on disk, to true, or could not be put there, which the user is told. */
  async checkpoint(state: RunState): Promise<boolean> {
    const isKept = await this.slots.write(state);
    if (isKept) this.options.onRun(this.record());
    return isKept;
  }

  /** The checkpoint and a record that says so, in one write: the one is never there without the other. */
  async write(slot: Slot, bytes: Bytes, { training }: RunState): Promise<boolean> {
    const { recorder, blobs, classes } = this.options;
    const run = { ...this.record(), checkpointStep: training.step };
    const kept = [
      { name: slotName(run.id, slot), bytes },
      { name: recordName(run.id), bytes: writeRun({ run, classes }) },
      ...this.reelBlobs(),
    ];
    const isKept = await blobs.offerBlobs(handedOver(kept));
    if (!isKept) return false;
    this.newest = slot;
    recorder.kept(training.step);
    return true;
  }

  /** Keeps what came of it. A run that failed before its first step leaves nothing. */
  async end({ summary, failure }: TrainResult, model: CurrentModel | null): Promise<void> {
    const { recorder } = this.options;
    if (recorder.stepsDone === 0) return await this.vanish();
    recorder.end(statusOf(summary.stopped, failure), summary, model !== null);
    const { id } = this;
    if (model !== null)
      await this.keep({ name: weightsName(id), bytes: writeSafetensors(model.info, model.weights) });
    await this.keepReel();
    await this.keepRecord();
    // Also what never was written: it waits for room no longer.
    await this.options.blobs.removeBlobs(
      SLOTS.filter((slot) => slot !== this.newest).map((slot) => slotName(id, slot)),
    );
  }

  /** The run ended without any result: it was cut off. */
  async abandon(): Promise<void> {
    const { recorder } = this.options;
    if (recorder.stepsDone === 0) return await this.vanish();
    recorder.end('interrupted', null, this.newest !== null);
    await this.keepReel();
    await this.keepRecord();
  }

  private async vanish(): Promise<void> {
    await this.options.blobs.removeBlobs([recordName(this.id), glimpsesName(this.id), ...slotNames(this.id)]);
  }

  private reelBlobs(): readonly KeptBlob[] {
    if (this.reel.length === 0) return [];
    return [{ name: glimpsesName(this.id), bytes: writeGlimpses(this.reel) }];
  }

  private async keepReel(): Promise<void> {
    for (const blob of this.reelBlobs()) await this.keep(blob);
  }

  private async keepRecord(): Promise<void> {
    const run = this.record();
    await this.keep({ name: recordName(run.id), bytes: writeRun({ run, classes: this.options.classes }) });
    this.options.onRun(run);
  }

  private async keep(blob: KeptBlob): Promise<void> {
    await this.options.blobs.keepBlobs(handedOver([blob]));
  }
}

function statusOf(isStopped: boolean, failure: unknown): RunRecord['status'] {
  if (failure !== null) return 'failed';
  return isStopped ? 'stopped' : 'done';
}

/** Across the border without a copy: nobody here looks at the bytes again. */
function handedOver(blobs: readonly KeptBlob[]): readonly KeptBlob[] {
  return transfer(
    blobs,
    blobs.map(({ bytes }) => bytes.buffer),
  );
}
