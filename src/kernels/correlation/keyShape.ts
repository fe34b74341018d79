/** What a tuning key says of its shape, read back: the tuner keeps times by keys and fills the gaps between them. Pure. */
import { paddedChannels } from '../program';
import { type KernelRole, roleOf } from './tuning';

export interface KeyShape {
  /** `conv3x3`, `upconv2x2`, `conv1x1`. */
  readonly op: string;
  readonly role: KernelRole;
  /** Channels in memory, all sources together; of an input gradient only those of its source. */
  readonly inputs: number;
  readonly outputs: number;
  /** Of the size that the key states, all samples together. */
  readonly pixels: number;
  /** Multiply-adds, up to a factor that is the same for all shapes of one op and role. */
  readonly work: number;
}

const KEY = /^(\w+) .*?([\d+]+)→(\d+) @(\d+)x(\d+)(?: source (\d))?, batch (\d+),/;

/** Null where the text is no key of correlationKey or filterKey. */
export function keyShape(key: string): KeyShape | null {
  const [, op = '', sources = '', outs, height, width, source, batch] = KEY.exec(key) ?? [];
  if (op === '') return null;
  const all = sources.split('+').map((channels) => paddedChannels(Number(channels)));
  const counted = source === undefined ? all : [all[Number(source)] ?? 0];
  const inputs = counted.reduce((sum, channels) => sum + channels, 0);
  const outputs = paddedChannels(Number(outs));
  const pixels = Number(height) * Number(width) * Number(batch);
  return { op, role: roleOf(key), inputs, outputs, pixels, work: pixels * inputs * outputs };
}
