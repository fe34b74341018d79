/**
 * A tile as a short text and back: `direct pixels=16 groups=2 rows=1`. Frozen plans hold tiles this way, so that they
 * stay plain data that can be read, shown and forced by hand.
 */
import { studioError } from '../../common/errors';
import type { CorrelationTile, FilterTile } from './tiles';

const CORRELATION_SIZES = {
  direct: ['pixels', 'groups', 'rows'],
  tiled: ['pixels', 'groups', 'down', 'across', 'channels', 'inputs'],
} as const;

const FILTER_SIZES = {
  direct: ['groups', 'taps', 'pixels'],
  lanes: ['groups', 'taps', 'pixels'],
  tiled: ['groups', 'taps', 'inputs', 'outputs', 'splits', 'pixels'],
} as const;

export function correlationTileName(tile: CorrelationTile): string {
  return nameOf(tile, CORRELATION_SIZES[tile.kind]);
}

export function filterTileName(tile: FilterTile): string {
  return nameOf(tile, FILTER_SIZES[tile.kind]);
}

/** Throws `bad-setting` where the name is none that correlationTileName gives. */
export function parseCorrelationTile(name: string): CorrelationTile {
  return parse(name, CORRELATION_SIZES) as unknown as CorrelationTile;
}

/** Throws `bad-setting` where the name is none that filterTileName gives. */
export function parseFilterTile(name: string): FilterTile {
  return parse(name, FILTER_SIZES) as unknown as FilterTile;
}

function nameOf(tile: CorrelationTile | FilterTile, sizes: readonly string[]): string {
  const values = new Map<string, unknown>(Object.entries(tile));
  return [tile.kind, ...sizes.map((size) => `${size}=${values.get(size)}`)].join(' ');
}

function parse(name: string, kinds: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  const [kind = '', ...parts] = name.split(' ');
  const sizes = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!sizes || sizes.length !== parts.length) throw unknownTile(name);
  const values = sizes.map((size, i) => {
    const [, digits = ''] = new RegExp(`^${size}=([1-9]\\d{0,3})$`).exec(parts[i] ?? '') ?? [];
    if (digits === '') throw unknownTile(name);
    return [size, Number(digits)] as const;
  });
  return { kind, ...Object.fromEntries(values) };
}

function unknownTile(name: string) {
  return studioError(
    'bad-setting',
    `"${name}" names no kernel tile of this version.`,
    'Leave the kernel variants of the plan out, and they are chosen anew.',
    name,
  );
}
