/** What a run of the command line has said that its account is made of, kept beside its checkpoints. Plain data. */
import { TRAIN_PRESETS, type TrainPreset } from '../domain/presets';
import type { TrainEvent } from '../domain/trainEvents';

type KeptEvent = Extract<TrainEvent, { type: 'step' | 'validation' | 'rate' | 'warning' }>;

const KEPT = ['step', 'validation', 'rate', 'warning'];

export class RunHistory {
  /** Which one the plan came from; null where it is not known. */
  preset: TrainPreset | null = null;
  private events: KeptEvent[] = [];

  take(event: TrainEvent): void {
    if (isKept(event)) this.events.push(event);
    // Made again from there on.
    if (event.type === 'recovered') this.events = upTo(event.step, this.events);
  }

  /** What `toJSON` gave, up to a step: the file may say more than the checkpoint beside it. Nothing for anything else. */
  restore(json: unknown, step: number): readonly TrainEvent[] {
    const { preset, events }: { preset?: unknown; events?: unknown } = Object(json);
    this.preset = TRAIN_PRESETS.find((one) => one === preset) ?? null;
    this.events = Array.isArray(events) ? upTo(step, events.filter(isKept)) : [];
    return this.events;
  }

  toJSON(): { readonly preset: TrainPreset | null; readonly events: readonly TrainEvent[] } {
    const { preset, events } = this;
    return { preset, events };
  }
}

function isKept(event: unknown): event is KeptEvent {
  return typeof event === 'object' && event !== null && 'type' in event && KEPT.includes(String(event.type));
}

function upTo(step: number, events: readonly KeptEvent[]): KeptEvent[] {
  return events.filter((event) => (event.type === 'warning' ? event.warning.step : event.step) <= step);
}
