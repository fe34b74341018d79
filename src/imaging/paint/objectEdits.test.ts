/** Growing, shrinking and filling, against what the words say, pixel by pixel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rngStream } from '../../common/rng';
import { paintMapFrom, paintText } from '../../testing/paintText';
import { UNPAINTED } from './ink';
import { Painter, type PainterOptions } from './painter';
import { blankMap, isFree, type PaintMap, type PaintRect } from './paintMap';

const [WIDTH, HEIGHT] = [29, 22];

/** Blobs of a few objects, some touching, and some pixels that somebody ignores. */
function strewnMap(seed: number): PaintMap {
  const rng = rngStream(seed, 'test', 0, 0);
  const map = blankMap(WIDTH, HEIGHT);
  for (let blob = 0; blob < 9; blob++) {
    const [x, y, radius] = [rng.uniform(0, WIDTH), rng.uniform(0, HEIGHT), rng.uniform(0.5, 5)];
    const [classIndex, instance] = [rng.below(3), rng.below(4)];
    const isRing = rng.below(2) === 0;
    for (let at = 0; at < WIDTH * HEIGHT; at++) {
      const far = Math.hypot((at % WIDTH) - x, Math.floor(at / WIDTH) - y);
      if (far > radius || (isRing && far < radius - 1.5)) continue;
      map.classes[at] = classIndex;
      map.instances[at] = classIndex === 0 ? 0 : instance;
    }
  }
  for (let ignored = 0; ignored < 20; ignored++) {
    const at = rng.below(WIDTH * HEIGHT);
    map.classes[at] = 0;
    map.instances[at] = 0;
    map.ignore[at] = 1;
    map.touched[at] = 1;
  }
  return map;
}

function edit(map: PaintMap, draw: (painter: Painter) => PaintRect | null, options?: PainterOptions) {
  const painter = new Painter(map, options);
  painter.begin();
  const rect = draw(painter);
  painter.end();
  return { painter, rect };
}

const copyOf = (map: PaintMap): PaintMap => ({
  ...map,
  classes: map.classes.slice(),
  ignore: map.ignore.slice(),
  instances: map.instances.slice(),
  touched: map.touched.slice(),
});
const places = Array.from({ length: WIDTH * HEIGHT }, (_, at) => at);
const squareBetween = (one: number, other: number) =>
  ((one % WIDTH) - (other % WIDTH)) ** 2 + (Math.floor(one / WIDTH) - Math.floor(other / WIDTH)) ** 2;
const isSame = (map: PaintMap, one: number, other: number) =>
  map.classes[one] === map.classes[other] && map.instances[one] === map.instances[other];
const seeds = fc.nat({ max: 100_000 });
const reach = fc.constantFrom(1, 1.5, 2, 3, 4.3);

/** All that is reached from `start`, itself belonging, over pixels that belong. */
function reached(start: number, corners: boolean, belongs: (at: number) => boolean): Set<number> {
  const found = new Set([start]);
  for (const at of found) {
    for (const other of places) {
      const square = squareBetween(at, other);
      if (square > 0 && square <= (corners ? 2 : 1) && belongs(other)) found.add(other);
    }
  }
  return found;
}

const objectAt = (map: PaintMap, at: number) => reached(at, true, (other) => isSame(map, at, other));
const firstObject = (map: PaintMap) => places.find((at) => map.classes[at] !== 0);

describe('growing and shrinking', () => {
  it('lays what is nobody’s and near enough around one object, nowhere past what is in between', () => {
    fc.assert(
      fc.property(seeds, reach, (seed, px) => {
        const before = strewnMap(seed);
        const start = firstObject(before);
        if (start === undefined) return;
        const object = objectAt(before, start);
        const isNear = (at: number) => [...object].some((own) => squareBetween(own, at) <= px * px);
        const near = new Set(places.filter((at) => isFree(before, 'background', at) && isNear(at)));
        const joins = (at: number) => object.has(at) || near.has(at);
        const expected = reached(start, true, joins);
        const map = copyOf(before);
        edit(map, (painter) => painter.growObject(start % WIDTH, Math.floor(start / WIDTH), px));
        for (const at of places) {
          const from = expected.has(at) ? start : at;
          expect(map.classes[at]).toBe(before.classes[from]);
          expect(map.instances[at]).toBe(before.instances[from]);
          expect(map.ignore[at]).toBe(before.ignore[at]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('takes from one object what is near to anything else', () => {
    fc.assert(
      fc.property(seeds, reach, (seed, px) => {
        const before = strewnMap(seed);
        const start = firstObject(before);
        if (start === undefined) return;
        const object = objectAt(before, start);
        const isLost = (at: number) =>
          object.has(at) && places.some((other) => !object.has(other) && squareBetween(at, other) <= px * px);
        const map = copyOf(before);
        edit(map, (painter) => painter.growObject(start % WIDTH, Math.floor(start / WIDTH), -px));
        for (const at of places) expect(map.classes[at]).toBe(isLost(at) ? 0 : before.classes[at]);
      }),
      { numRuns: 25 },
    );
  });

  it('gives each pixel to the nearest object', () => {
    fc.assert(
      fc.property(seeds, reach, (seed, px) => {
        const before = strewnMap(seed);
        const owned = places.filter((at) => before.classes[at] !== 0);
        const map = copyOf(before);
        edit(map, (painter) => painter.growAll(px));
        for (const at of places) {
          const least = Math.min(...owned.map((other) => squareBetween(at, other)));
          const gains = isFree(before, 'background', at) && least <= px * px;
          const owners = gains ? owned.filter((other) => squareBetween(at, other) === least) : [at];
          const isOne = owners.some(
            (owner) =>
              map.classes[at] === before.classes[owner] && map.instances[at] === before.instances[owner],
          );
          expect(isOne).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('takes from each object what is near to anything else', () => {
    fc.assert(
      fc.property(seeds, reach, (seed, px) => {
        const before = strewnMap(seed);
        const map = copyOf(before);
        edit(map, (painter) => painter.growAll(-px));
        for (const at of places) {
          const isLost = places.some(
            (other) => !isSame(before, at, other) && squareBetween(at, other) <= px * px,
          );
          expect(map.classes[at]).toBe(isLost ? 0 : before.classes[at]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('looks beyond the rows that it takes together', () => {
    const tall = blankMap(5, 600);
    for (const y of [254, 255, 511, 513]) tall.classes[y * 5 + 2] = 1;
    edit(tall, (painter) => painter.growAll(2));
    const rows = () => Array.from({ length: 600 }, (_, y) => y).filter((y) => tall.classes[y * 5 + 2] === 1);
    expect(rows()).toEqual([252, 253, 254, 255, 256, 257, 509, 510, 511, 512, 513, 514, 515]);
    edit(tall, (painter) => painter.growAll(-2));
    expect(rows()).toEqual([254, 255, 511, 513]);
    expect(tall.classes.reduce((sum, one) => sum + one, 0)).toBe(4);
  });

  it('leaves where it shrinks what the eraser leaves, and touches the object', () => {
    const map = paintMapFrom('?????', '?aaa?', '?aaa?', '?aaa?', '?????');
    const { rect } = edit(map, (painter) => painter.growObject(2, 2, -1), {
      unpainted: 'ignored',
      eraser: UNPAINTED,
    });
    expect(paintText(map)).toEqual(['?????', '?????', '??a??', '?????', '?????']);
    expect(map.touched[12]).toBe(1);
    expect(rect).toEqual({ x: 1, y: 1, width: 3, height: 3 });
  });

  it('grows over what nobody painted, and over no ignored pixel that somebody did', () => {
    const map = paintMapFrom('?-a??');
    edit(map, (painter) => painter.growObject(2, 0, 9), { unpainted: 'ignored' });
    expect(paintText(map)).toEqual(['?-aaa']);
    expect(edit(map, (painter) => painter.growObject(1, 0, 3)).rect).toBeNull();
  });
});

describe('filling holes', () => {
  it('fills those of one object: what other objects and ignored pixels are in it stays', () => {
    const lines = ['aaaaaa.', 'a...Ba.', 'a.-..a.', 'a.aaaa.', 'aaa...b', '.b.b...'];
    const map = paintMapFrom(...lines);
    const { rect } = edit(map, (painter) => painter.fillHoles(0, 0));
    expect(paintText(map)).toEqual(['aaaaaa.', 'aaaaBa.', 'aa-aaa.', 'aaaaaa.', 'aaa...b', '.b.b...']);
    expect(rect).toEqual({ x: 0, y: 0, width: 6, height: 5 });
    expect(edit(map, (painter) => painter.fillHoles(0, 0)).rect).toBeNull();
  });

  it('takes a corner for no way out, and the image’s edge for one', () => {
    const map = paintMapFrom('.a.a', 'a.a.', '.a.a', 'a.a.');
    edit(map, (painter) => painter.fillAllHoles());
    expect(paintText(map)).toEqual(['.a.a', 'aaa.', '.aaa', 'a.a.']);
  });

  it('gives what two objects enclose to the inner one', () => {
    const map = paintMapFrom('aaaaaaa', 'a.....a', 'a.BBB.a', 'a.B.B.a', 'a.BBB.a', 'a.....a', 'aaaaaaa');
    edit(map, (painter) => painter.fillAllHoles());
    expect(paintText(map)).toEqual([
      'aaaaaaa',
      'aaaaaaa',
      'aaBBBaa',
      'aaBBBaa',
      'aaBBBaa',
      'aaaaaaa',
      'aaaaaaa',
    ]);
  });

  it('fills of all objects what each of them would, whichever way they hang together', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const before = strewnMap(seed);
        const [all, single] = [copyOf(before), copyOf(before)];
        edit(all, (painter) => painter.fillAllHoles());
        const boxOf = (object: Set<number>) => {
          const [xs, ys] = [
            [...object].map((at) => at % WIDTH),
            [...object].map((at) => Math.floor(at / WIDTH)),
          ];
          return (Math.max(...xs) - Math.min(...xs) + 1) * (Math.max(...ys) - Math.min(...ys) + 1);
        };
        const starts = places.filter((at) => before.classes[at] !== 0);
        const met = new Set<number>();
        const objects = starts.flatMap((at) => {
          if (met.has(at)) return [];
          const object = objectAt(before, at);
          for (const own of object) met.add(own);
          return [{ at, area: boxOf(object) }];
        });
        for (const { at } of objects.sort((a, b) => a.area - b.area)) {
          edit(single, (painter) => painter.fillHoles(at % WIDTH, Math.floor(at / WIDTH)));
        }
        expect(paintText(all)).toEqual(paintText(single));
      }),
      { numRuns: 25 },
    );
  });
});
