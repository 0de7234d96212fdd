import type { Command } from 'commander';
import { readSeed } from '../options.js';
import { pathOf, readCsv, readHtml, readParquet } from '../pathOptions.js';
import type { AnalyzeOptions } from './options.js';

/** Gives `analyze` its options and what it does; `finish` gets the exit code. */
export function describeAnalyze(command: Command, finish: (code: number) => void): void {
  command
    .argument('<files...>', 'npy, npz, safetensors, csv, tsv, parquet; folders of them; - for standard input')
    .option('--describe', 'say what is in the files and analyse nothing')
    .option('--layer <name>', 'only this layer')
    .option(
      '--full-gradient <file>',
      'the gradient over all examples, to subtract (default: the mean)',
      pathOf('--full-gradient'),
    )
    .option('--noise', 'the numbers are noise already: subtract nothing')
    .option('--norms', 'the numbers are norms of noise, one a minibatch')
    .option('--seed <n>', 'what directions and surrogates follow from', readSeed, 1)
    .option('--json', 'print the analysis as JSON and nothing else')
    .option('--html <file>', 'write a page with figures, too', readHtml)
    .option('--csv <file>', 'write a table with a row a tensor, too', readCsv)
    .option('--parquet <file>', 'the same as Parquet', readParquet)
    .option('--quiet', 'no progress')
    .addHelpText('after', notes)
    .action(async (paths: string[], options: AnalyzeOptions) => {
      // Readers and figures take longer to load than other commands run.
      const { analyze } = await import('./analyze.js');
      finish(await analyze(paths, options));
    });
}

const notes = `
An array of shape [minibatches, …] holds one gradient a row, all at the same weights.
Files of one gradient each, with steps in their names, are put together; then the
rows come from different weights, and a drift of the scale looks like heavy tails.

Exit codes:
  0 done; 1 wrong usage or no readable input; 2 done, but some input was skipped;
  130 interrupted, what is finished is printed.

Examples:
  heavytail analyze grads/ --html analysis.html
  heavytail analyze step_00001000.safetensors --layer fc1.weight --json
  heavytail analyze grads.npy --full-gradient full.npy
  heavytail analyze dump.npz --describe`;
