/**
 * What the tuner may know of a program without knowing convolutions: that it could be computed by other tiles, and
 * the programs these give. `correlate` and `filterGradient` note it beside each program they make.
 */
import { assert } from '../../common/assert';
import type { KernelProgram } from '../program';

/** The tile that each kernel takes, by the key of its shape; a tile as tileName writes it. */
export type KernelTiles = Readonly<Record<string, string>>;

/** Which pass of a layer a program is. */
export type KernelRole = 'forward' | 'inputGradient' | 'filterGradient';

export interface TuningPoint {
  /** Equal for programs that are the same work, whichever layer they belong to. */
  readonly key: string;
  readonly role: KernelRole;
  /** Multiply-adds of the whole op. */
  readonly work: number;
  /** The part of that work that the program does, 0 to 1: a long one is cut into bands of rows. */
  readonly share: number;
  /** The tile of the program that this belongs to. */
  readonly tile: string;
  /** Tiles worth timing, likeliest first; `kind` is the one without (`direct`) or with workgroup memory to begin with. */
  candidates(kind: 'direct' | 'tiled'): readonly string[];
  /** The same work by another tile. */
  build(tile: string): KernelProgram;
}

/** Beside the programs and not in them: those are plain data that tests compare and logs print. */
const points = new WeakMap<KernelProgram, TuningPoint>();

export function noteTuningPoint(program: KernelProgram, point: TuningPoint): KernelProgram {
  points.set(program, point);
  return program;
}

/** Null for a program that there is one way to compute only. */
export function tuningPoint(program: KernelProgram): TuningPoint | null {
  return points.get(program) ?? null;
}

const ROLES: readonly (readonly [text: string, role: KernelRole])[] = [
  [' forward ', 'forward'],
  [' input gradient ', 'inputGradient'],
  [' filter gradient ', 'filterGradient'],
];

/** The role that a program's label states. */
export function roleOf(label: string): KernelRole {
  const found = ROLES.find(([text]) => label.includes(text));
  assert(found !== undefined, `${label} states its pass`);
  return found[1];
}
