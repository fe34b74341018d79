/**
 * `npm run --silent bench -- predict [--json] [--cases LIST]`: what comes after the network, on one core of one Node
 * process without a GPU. Rows go to standard error as they come.
 */
import { runProgram } from './runProgram.mjs';

await runProgram('bench/predictBench.ts');
