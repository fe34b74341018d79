/** From timings to a choice. Pure: the same timings give the same choice, on any device. */
import { kindOfTile } from '../../kernels/correlation/kindOfTile';
import type { KernelRole, KernelTiles, TuningPoint } from '../../kernels/correlation/tuning';
import type { KernelVariants } from '../../network/lowerings/webgpu/kernelVariants';
import type { KernelTimes } from './tuningStore';

/**
 * The fastest tile of every shape that was timed. A shape that was not takes the default tile of the variant that won
 * the heaviest timed shape of the same pass. `tasks` are in the order of their weight.
 */
export function chooseTiles(
  tasks: readonly TuningPoint[],
  times: KernelTimes,
  base: KernelVariants,
): KernelVariants {
  const fastest = tasks.flatMap(({ key, role }) => {
    const tile = fastestTile(times[key]);
    return tile === null ? [] : [{ key, role, tile }];
  });
  const variantOf = <Role extends KernelRole>(role: Role): KernelVariants[Role] | 'direct' | 'tiled' => {
    const winner = fastest.find((one) => one.role === role);
    if (!winner) return base[role];
    return kindOfTile(winner.tile);
  };
  const tiles: KernelTiles = Object.fromEntries(fastest.map(({ key, tile }) => [key, tile]));
  return {
    ...base,
    forward: variantOf('forward'),
    inputGradient: variantOf('inputGradient'),
    filterGradient: variantOf('filterGradient'),
    tiles: { ...base.tiles, ...tiles },
  };
}

/** The first named of equally fast ones; null where none was timed. */
function fastestTile(times: Readonly<Record<string, number>> | undefined): string | null {
  const sorted = Object.entries(times ?? {}).toSorted(([, a], [, b]) => a - b);
  return sorted[0]?.[0] ?? null;
}
