import { describe, expect, test } from 'vitest';
import { findViolations } from './layerRules.mjs';

/** @param {Record<string, string>} files */
const check = (files) => findViolations(new Map(Object.entries(files)));

const broken = [
  ['predict imports train', 'src/pipeline/predict/a.ts', "import { b } from '../train/b';", 'to its left'],
  ['data imports augment', 'src/pipeline/data/a.ts', "import type { B } from '../augment/b';", 'to its left'],
  ['an unknown stage imports', 'src/pipeline/more/a.ts', "import { b } from '../data/b';", 'to its left'],
  ['the network knows tf.js', 'src/network/a.ts', "import '@tensorflow/tfjs';", 'without tf.js'],
  [
    'features meet',
    'src/features/data/A.tsx',
    "import { B } from '../train/B'; <B />;",
    'never imports another',
  ],
  ['product code uses a test tool', 'src/gpu/a.ts', "import { d } from '../testing/dataDir';", 'only tests'],
  ['by re-export', 'src/gpu/a.ts', "export * from '../testing/dataDir';", 'only tests'],
  ['by dynamic import', 'src/gpu/a.ts', "const d = () => import('../testing/dataDir');", 'only tests'],
  ['by import type', 'src/gpu/a.ts', "type D = import('../testing/dataDir').D;", 'only tests'],
  ['a worker outside app', 'src/state/a.ts', 'new Worker(url);', 'only src/app'],
];

describe('a violation is found', () => {
  test.each(broken)('%s', (_name, file, text, sentence) => {
    const found = check({ [file]: text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(file);
    expect(found[0]).toContain(sentence);
  });

  test('an import cycle, over three files, once', () => {
    const found = check({
      'src/domain/a.ts': "import { b } from './b';",
      'src/domain/b.ts': "import { type T, c } from './c';",
      'src/domain/c.ts': "export { a } from './a';",
    });
    expect(found).toEqual([
      'import cycle: src/domain/a.ts -> src/domain/b.ts -> src/domain/c.ts -> src/domain/a.ts',
    ]);
  });
});

test.each([
  ['src/pipeline/train/a.ts', "import { b } from '../augment/b'; import { c } from './c';"],
  ['src/pipeline/export/a.ts', "import { b } from '../predict/b'; import { c } from '../../imaging/c';"],
  ['src/network/lowerings/a.ts', "import * as tf from '@tensorflow/tfjs';"],
  ['src/features/data/a.ts', "import { b } from './b'; import { c } from '../../state/c';"],
  ['src/app/a.ts', 'new Worker(url);'],
  ['src/gpu/a.test.ts', "import { d } from '../testing/dataDir'; // new Worker(url)"],
  ['src/gpu/a.ts', "// import { d } from '../testing/dataDir'; new Worker(url)"],
])('%s may contain %s', (file, text) => {
  expect(check({ [file]: text })).toEqual([]);
});

test('types may refer to each other in a circle', () => {
  const files = {
    'src/domain/a.ts': "import type { B } from './b';",
    'src/domain/b.ts': "import { a } from './a';",
  };
  expect(check(files)).toEqual([]);
});

test('a diamond is no cycle', () => {
  const files = {
    'src/domain/a.ts': "import './b'; import './c';",
    'src/domain/b.ts': "import './d';",
    'src/domain/c.ts': "import './d';",
    'src/domain/d.ts': '',
  };
  expect(check(files)).toEqual([]);
});
