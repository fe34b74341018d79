/** What a run is kept under in its project. The names are part of the project's format. */
import { SLOTS, type Slot } from '../pipeline/train/checkpointSlots';

const RECORD = /^runs\/([0-9a-z]+)\.json$/;

export const recordName = (id: string) => `runs/${id}.json`;

/** The best weights of a run that has ended, a model file like any other. */
export const weightsName = (id: string) => `runs/${id}/best.safetensors`;

/** What was seen of the run while it learned. */
export const glimpsesName = (id: string) => `runs/${id}/glimpses`;

export const slotName = (id: string, slot: Slot) => `checkpoints/${id}/${slot}`;

export const slotNames = (id: string) => SLOTS.map((slot) => slotName(id, slot));

/** Ids of the runs among all names of a project's content. */
export function runIds(names: readonly string[]): string[] {
  return names.flatMap((name) => RECORD.exec(name)?.[1] ?? []);
}
