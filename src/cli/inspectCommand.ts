/** `inspect`: reads files, pairs them and says what the masks mean, as one JSON object. Trains nothing. */
import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { studioError } from '../common/errors';
import type { Dataset } from '../domain/data';
import type { FileFacts } from '../domain/files';
import type { Finding } from '../domain/findings';
import type { ReadOptions } from '../pipeline/data/readFiles';
import type { SourceFile } from '../pipeline/data/sourceFile';
import { filesAt } from './filesAt';
import { inspectReport } from './inspectReport';
import { report, spacedReport } from './progress';
import { asJson } from './writeResult';

export interface ReadDrop {
  readonly dataset: Dataset;
  /** By path, of every file that could be read. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** What is wrong with single pairs. */
  readonly findings: readonly Finding[];
}

/** Reads and pairs what was given: the same library as the page's. */
export type DropReader = (files: readonly SourceFile[], options: ReadOptions) => Promise<ReadDrop>;

/**
 * Resolves to the report: on one line with --json, else indented. Files are named relative to the folder given, or
 * to the folder that holds all paths where several are given. Throws `bad-option`, `unreadable-file`, `empty-drop`.
 */
export async function inspectCommand(args: readonly string[], read: DropReader): Promise<string> {
  const { json, paths } = readArguments(args);
  const tell = spacedReport(2000);
  const { dataset, facts, findings } = await read(await filesOf(paths), {
    onProgress: ({ done, total }) => tell(() => `read ${done} of ${total} files`, done === total),
  });
  const content = inspectReport(dataset, facts, findings);
  report(`${content.files.length} files, ${content.pairs.length} pairs, ${content.findings.length} findings`);
  return json ? JSON.stringify(content) : asJson(content).trimEnd();
}

function readArguments(args: readonly string[]): { json: boolean; paths: string[] } {
  const options = { json: { type: 'boolean' } } as const;
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind === 'option' && token.name !== 'json') throw unknownOption(token.rawName);
  }
  if (paths.length === 0) throw noPath();
  return { json: tokens.some((token) => token.kind === 'option'), paths };
}

/** Of several paths, names keep the folders below the one that holds all: they tell masks from images. */
async function filesOf(paths: readonly string[]): Promise<SourceFile[]> {
  const [only, another] = paths;
  if (only !== undefined && another === undefined) return filesAt(only);
  const places = [...new Set(paths.map((path) => resolve(path)))];
  const holder = places.map(dirname).reduce(commonFolder);
  const files = new Map<string, SourceFile>();
  for (const place of places) {
    const own = relative(holder, place);
    const found = await filesAt(place);
    const isFolder = (await stat(place)).isDirectory();
    for (const { path, blob } of found) {
      // By name, since a path within another one is the same file twice.
      const name = isFolder ? `${own}/${path}` : own;
      files.set(name, { path: name, blob });
    }
  }
  return [...files.values()];
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (relative(folder, b).split(sep)[0] === '..') folder = dirname(folder);
  return folder;
}

function unknownOption(name: string) {
  return studioError('bad-option', `There is no option "${name}" here.`, 'The only option is --json.', name);
}

function noPath() {
  const hint = 'Name files, folders, stacks or zips.';
  return studioError('bad-option', 'There is no path to inspect.', hint, 'inspect');
}
