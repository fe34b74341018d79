/**
 * `npm run layers`: the rules about imports that the compiler's project references (src/X/tsconfig.json) cannot
 * state, checked over every source file. Prints each violation; ends with status 1 where there is one.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findViolations } from './layerRules.mjs';
import { ROOT } from './npm.mjs';

/** @type {Map<string, string>} */
const sources = new Map();
for (const entry of readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
  const file = `src/${entry.replaceAll('\\', '/')}`;
  if (/\.tsx?$/.test(file)) sources.set(file, readFileSync(path.join(ROOT, file), 'utf8'));
}

const violations = findViolations(sources);
for (const violation of violations) process.stderr.write(`${violation}\n`);
process.stdout.write(`${sources.size} files, ${violations.length} violations\n`);
process.exit(violations.length === 0 && sources.size > 0 ? 0 : 1);
