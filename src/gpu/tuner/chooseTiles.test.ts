import { expect, test } from 'vitest';
import { DEFAULT_SPEC_PARTS } from '../../domain/network';
import { buildGraph } from '../../network/buildGraph';
import { compilePrediction } from '../../network/lowerings/webgpu/compilePrediction';
import { uniformVariants } from '../../network/lowerings/webgpu/kernelVariants';
import { chooseTiles } from './chooseTiles';
import { frozenVariants } from './frozenVariants';
import { tuningTasks } from './tuningTasks';

const GRAPH = buildGraph({
  ...DEFAULT_SPEC_PARTS,
  depth: 2,
  width: 8,
  padding: 'same',
  inputChannels: 1,
  classes: 2,
});
const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };
const BASE = uniformVariants('tiled');
const compile = (variants = BASE) =>
  compilePrediction(GRAPH, { height: 64, width: 64, batch: 1, variants, limits });
const plan = compile();
const tasks = tuningTasks(plan);

test('tasks are shapes, each once, the heaviest work first', () => {
  expect(new Set(tasks.map(({ key }) => key)).size).toBe(tasks.length);
  // Two of the decoder's convolutions have the shapes of two of the encoder's.
  const layers = plan.firstMicroBatch.filter(({ op }) => /conv|up|head/.test(op) && !op.startsWith('pool'));
  expect(tasks.length).toBe(layers.length - 2);
  expect(tasks[0]?.key).toBe('conv3x3 forward 8→8 @64x64, batch 1, pad 1');
});

test('nothing timed leaves everything as it was', () => {
  expect(chooseTiles(tasks, {}, BASE)).toEqual({ ...BASE, tiles: {} });
});

test('the fastest tile wins its shape, and its kind the shapes that were not timed', () => {
  const [heaviest] = tasks;
  const fast = 'direct pixels=8 groups=1 rows=1';
  const times = {
    [heaviest?.key ?? '']: { [heaviest?.tile ?? '']: 2, [fast]: 1 },
    'another network': { x: 0 },
  };
  const chosen = chooseTiles(tasks, times, BASE);
  expect(chosen).toEqual({ ...BASE, forward: 'direct', tiles: { [heaviest?.key ?? '']: fast } });
  const tiles = tuningTasks(compile(chosen)).map(({ tile }) => tile);
  expect(tiles).toContain(fast);
  expect(tiles.every((tile) => tile.startsWith('direct'))).toBe(true);
});

test('a frozen choice names every tile, and gives the same plan from any base', () => {
  const frozen = frozenVariants(plan, BASE);
  expect(Object.keys(frozen.tiles).length).toBe(tasks.length);
  expect(compile({ ...uniformVariants('direct'), tiles: frozen.tiles })).toEqual(plan);
});
