/** The rules about imports inside src, as a pure function over the files' text. Called by layers.mjs and its test. */
import path from 'node:path/posix';
import { parseSync, Visitor } from 'vite';

/** The stages that each stage of the pipeline may import. */
const STAGE_IMPORTS = {
  data: [],
  augment: ['data'],
  train: ['data', 'augment'],
  predict: ['data'],
  export: ['data', 'train', 'predict'],
};

/**
 * @typedef {object} Source
 * @property {string} file its path from the root, such as src/pipeline/data/readPng.ts
 * @property {string[]} targets what it imports: paths of files in src, or names of packages
 * @property {string[]} needs those of its targets that must be loaded before it: no types, nothing imported later
 * @property {boolean} makesWorker whether it constructs a Worker or SharedWorker
 */

/** @type {{sentence: string, isBroken: (from: string, to: string) => boolean}[]} */
const IMPORT_RULES = [
  {
    sentence: 'a stage imports only stages to its left',
    isBroken: (from, to) => !isAllowedStage(part(from, 'pipeline'), part(to, 'pipeline')),
  },
  {
    sentence: 'the network is described without tf.js; only its lowerings know it',
    isBroken: (from, to) => /^src\/network\/[^/]+$/.test(from) && to.startsWith('@tensorflow/'),
  },
  {
    sentence: 'one feature never imports another',
    isBroken: (from, to) => differ(part(from, 'features'), part(to, 'features')),
  },
  {
    sentence: 'only tests import src/testing',
    isBroken: (from, to) => to.startsWith('src/testing/') && !from.startsWith('src/testing/'),
  },
];

/**
 * One line for each broken rule. Tests may import anything; cycles are found among all files.
 * @param {Map<string, string>} texts each file's text by its path from the root
 * @returns {string[]}
 */
export function findViolations(texts) {
  const sources = [...texts].map(([file, text]) => readSource(file, text, texts));
  const product = sources.filter(({ file }) => !isTest(file));
  return [...product.flatMap(brokenImports), ...product.flatMap(strayWorkers), ...findCycles(sources)];
}

/** @param {string} file */
function isTest(file) {
  return /\.(test|bench)\.tsx?$/.test(file);
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Map<string, string>} texts
 * @returns {Source}
 */
function readSource(file, text, texts) {
  const { program, module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const { later, makesWorker } = walk(program);
  const requests = [...importsOf(module), ...later.map((request) => ({ request, loads: false }))];
  const targets = requests.map(({ request, loads }) => ({ target: resolve(file, request, texts), loads }));
  const needs = targets.filter(({ loads }) => loads).map(({ target }) => target);
  return { file, targets: [...new Set(targets.map(({ target }) => target))], needs, makesWorker };
}

/** @param {import('vite').ParseResult['module']} module */
function importsOf(module) {
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    request: moduleRequest.value,
    loads: entries.length === 0 || entries.some((entry) => !entry.isType),
  }));
  const exported = module.staticExports
    .flatMap((item) => item.entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ request: moduleRequest.value, loads: !isType }],
    );
  return [...imported, ...exported];
}

/**
 * What the syntax alone tells: `import()`, `import('x').Type` and workers.
 * @param {import('vite').ESTree.Program} program
 */
function walk(program) {
  /** @type {string[]} */
  const later = [];
  let makesWorker = false;
  const visitor = new Visitor({
    ImportExpression: ({ source }) => {
      if (source.type === 'Literal' && typeof source.value === 'string') later.push(source.value);
    },
    TSImportType: ({ source }) => {
      later.push(source.value);
    },
    NewExpression: ({ callee }) => {
      if (callee.type === 'Identifier' && /^(Shared)?Worker$/.test(callee.name)) makesWorker = true;
    },
  });
  visitor.visit(program);
  return { later, makesWorker };
}

/**
 * @param {string} file
 * @param {string} request what stands in the import, such as ../domain/raster or ./kernel.wgsl?raw
 * @param {Map<string, string>} texts
 */
function resolve(file, request, texts) {
  if (!request.startsWith('.')) return request;
  const target = path.join(path.dirname(file), request.replace(/\?.*$/, ''));
  return [`${target}.ts`, `${target}.tsx`].find((candidate) => texts.has(candidate)) ?? target;
}

/** @param {Source} source */
function brokenImports({ file, targets }) {
  return IMPORT_RULES.flatMap(({ sentence, isBroken }) =>
    targets
      .filter((target) => isBroken(file, target))
      .map((target) => `${file} imports ${target}: ${sentence}`),
  );
}

/** @param {Source} source */
function strayWorkers({ file, makesWorker }) {
  return makesWorker && !file.startsWith('src/app/') ? [`${file} makes a worker: only src/app does`] : [];
}

/**
 * The folder that a file is in below src/LAYER: its stage or feature.
 * @param {string} file
 * @param {string} layer
 */
function part(file, layer) {
  return new RegExp(`^src/${layer}/([^/]+)/`).exec(file)?.[1];
}

/**
 * @param {string | undefined} from
 * @param {string | undefined} to
 */
function differ(from, to) {
  return from !== undefined && to !== undefined && from !== to;
}

/**
 * @param {string | undefined} from
 * @param {string | undefined} to
 */
function isAllowedStage(from, to) {
  if (!differ(from, to)) return true;
  const allowed = Object.entries(STAGE_IMPORTS).find(([stage]) => stage === from)?.[1] ?? [];
  return to !== undefined && allowed.some((stage) => stage === to);
}

/**
 * Each cycle once, as the files on it. Types may refer to each other in a circle: nothing is loaded for them.
 * @param {Source[]} sources
 */
function findCycles(sources) {
  const needs = new Map(sources.map((source) => [source.file, source.needs]));
  const done = new Set();
  /** @type {string[]} */
  const trail = [];
  /** @type {string[]} */
  const cycles = [];
  /** @param {string} file */
  const visit = (file) => {
    const start = trail.indexOf(file);
    if (start >= 0) cycles.push(`import cycle: ${[...trail.slice(start), file].join(' -> ')}`);
    if (start >= 0 || done.has(file)) return;
    trail.push(file);
    for (const target of needs.get(file) ?? []) visit(target);
    trail.pop();
    done.add(file);
  };
  for (const { file } of sources) visit(file);
  return cycles;
}
