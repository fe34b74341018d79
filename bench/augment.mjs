/**
 * `npm run --silent bench -- augment [--json] [--cases LIST] [--patches N]`: patches of the full recipe beside one plain
 * bilinear resampling of the same patch, in one Node process without a GPU. Rows go to standard error as they come.
 */
import { runProgram } from './runProgram.mjs';

await runProgram('bench/augmentBench.ts');
