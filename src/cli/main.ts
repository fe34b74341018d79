/**
 * Entry of the command line: the same pipeline as the page, in Node with Dawn. Standard output carries the
 * result alone, progress goes to standard error, a failure is one line `error CODE: sentence` and status 1.
 */
import './installWebGpu';
import { toErrorData } from '../common/errors';
import { exportCommand } from './exportCommand';
import { inspectCommand } from './inspectCommand';
import { inspectFiles } from './inspectFiles';
import { predictCommand } from './predictCommand';
import { previewCommand } from './previewCommand';
import { trainCommand } from './trainCommand';
import { usage } from './usage';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<string>>> = {
  inspect: (args) => inspectCommand(args, inspectFiles),
  preview: previewCommand,
  train: trainCommand,
  predict: predictCommand,
  export: exportCommand,
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  try {
    const command = COMMANDS[name];
    process.stdout.write(`${await (command ? command(args) : usage(name))}\n`);
    return 0;
  } catch (thrown) {
    const { code, message, hint } = toErrorData(thrown);
    process.stderr.write(`error ${code}: ${[message, hint].filter(Boolean).join(' ')}\n`);
    return 1;
  }
}

// Dawn keeps the process alive, so that it has to be ended; only once both streams have taken everything.
const status = await main();
process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
