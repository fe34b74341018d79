/**
 * `npm run --silent bench -- train | inference [--json] [--host browser|node] [--cases LIST] [--bound SECONDS]`: ours
 * beside its peers, in one run. Rows go to standard error as they come, the result to standard output.
 */
import { parseArgs } from 'node:util';
import { runPeers } from './runPeers.mjs';
import { table } from './table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    host: { type: 'string', default: 'browser' },
    cases: { type: 'string' },
    bound: { type: 'string' },
  },
});

try {
  const { host, bound } = values;
  const result = await runPeers({
    suite: positionals.join(' '),
    cases: values.cases?.split(','),
    host,
    bound,
  });
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : `${table(result)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
process.exit();
