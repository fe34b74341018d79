/** How long a run may take, as the form asks it. Pure. */
import type { TrainSettings } from '../../domain/train';
import { formatNumber } from '../../ui/format';

export const GRANTS = [
  { value: '2', label: '2 min' },
  { value: '10', label: '10 min' },
  { value: '30', label: '30 min' },
  { value: 'until', label: 'Until best' },
  { value: 'steps', label: 'By steps' },
] as const;

/** One of the grants; empty for another number of minutes. */
export function grantOf({ minutes = 0, steps }: Partial<TrainSettings>): string {
  if (steps !== undefined) return 'steps';
  if (minutes === 0) return 'until';
  return GRANTS.some(({ value }) => value === String(minutes)) ? String(minutes) : '';
}

export function grantText(overrides: Partial<TrainSettings>): string {
  const grant = grantOf(overrides);
  if (grant === 'steps') return 'As many steps as you say, however long they take.';
  if (grant === 'until') return 'Until held-out images bring nothing better, however long that takes.';
  return `As many steps as fit into ${formatNumber(overrides.minutes ?? 0)} minutes, scoring included.`;
}

/** "21:45", or with the day where that is another one. */
export function clockText(atMs: number, nowMs: number): string {
  const time = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    atMs,
  );
  const day = (ms: number) => new Date(ms).toDateString();
  if (day(atMs) === day(nowMs)) return time;
  return `${new Intl.DateTimeFormat('en', { weekday: 'short' }).format(atMs)} ${time}`;
}
