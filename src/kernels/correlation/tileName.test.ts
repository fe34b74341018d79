import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toErrorData } from '../../common/errors';
import { correlationTileName, filterTileName, parseCorrelationTile, parseFilterTile } from './tileName';

const size = fc.integer({ min: 1, max: 256 });

const correlationTiles = fc.oneof(
  fc.record({ kind: fc.constant('direct' as const), pixels: size, groups: size, rows: size }),
  fc.record({
    kind: fc.constant('tiled' as const),
    pixels: size,
    groups: size,
    down: size,
    across: size,
    channels: size,
    inputs: size,
  }),
);

const filterTiles = fc.oneof(
  fc.record({
    kind: fc.constantFrom('direct' as const, 'lanes' as const),
    groups: size,
    taps: size,
    pixels: size,
  }),
  fc.record({
    kind: fc.constant('tiled' as const),
    groups: size,
    taps: size,
    inputs: size,
    outputs: size,
    splits: size,
    pixels: size,
  }),
);

test('a name gives its tile back, however the plan that held it was stored', () => {
  fc.assert(
    fc.property(correlationTiles, (tile) => {
      expect(parseCorrelationTile(JSON.parse(JSON.stringify(correlationTileName(tile))))).toEqual(tile);
    }),
  );
  fc.assert(
    fc.property(filterTiles, (tile) => {
      expect(parseFilterTile(filterTileName(tile))).toEqual(tile);
    }),
  );
});

test('a name is short text that can be read', () => {
  expect(correlationTileName({ kind: 'direct', pixels: 16, groups: 2, rows: 1 })).toBe(
    'direct pixels=16 groups=2 rows=1',
  );
});

test.each([
  '',
  'direct',
  'lanes groups=1 taps=1 pixels=2',
  'direct pixels=16 groups=2',
  'direct groups=2 pixels=16 rows=1',
  'direct pixels=0 groups=2 rows=1',
  'direct pixels=16 groups=2 rows=1 ',
  'constructor pixels=1',
])('"%s" is refused by name', (name) => {
  let thrown: unknown;
  try {
    parseCorrelationTile(name);
  } catch (error) {
    thrown = error;
  }
  expect(toErrorData(thrown)).toMatchObject({ code: 'bad-setting', subject: name });
});
