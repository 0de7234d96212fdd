import type { Command } from 'commander';
import { readSeed } from '../options.js';
import { pathOf, readCsv, readHtml, readParquet } from '../pathOptions.js';
import type { AnalyzeOptions } from './options.js';

/** Gives `analyze` its options and what it does; `finish` gets the exit code. */
export function describeAnalyze(command: Command, finish: (code: number) => void): void {
  command
    .argument(
      '<files...>',
      'npy, npz, safetensors, csv, tsv or parquet files, folders of them, or - for standard input',
    )
    .option('--describe', 'print what is in the files and analyse nothing')
    .option('--layer <name>', 'analyse only this layer')
    .option(
      '--full-gradient <file>',
      'gradient over all examples, which is subtracted (default: the mean of the rows)',
      pathOf('--full-gradient'),
    )
    .option('--noise', 'the numbers are noise already: subtract nothing')
    .option('--norms', 'the numbers are norms of noise, one per minibatch')
    .option('--seed <n>', 'seed of random directions and of Gaussian surrogates', readSeed, 1)
    .option('--json', 'print the analysis as JSON and nothing else')
    .option('--html <file>', 'also write a page with figures', readHtml)
    .option('--csv <file>', 'also write a table with one row per tensor', readCsv)
    .option('--parquet <file>', 'also write the same table as Parquet', readParquet)
    .option('--quiet', 'print no progress')
    .addHelpText('after', notes)
    .action(async (paths: string[], options: AnalyzeOptions) => {
      // Readers and figures take longer to load than other commands run.
      const { analyze } = await import('./analyze.js');
      finish(await analyze(paths, options));
    });
}

const notes = `
An array of shape [minibatches, …] holds one gradient per row, all at the same
weights. Files that hold one gradient each and have steps in their names are put
together. Their rows come from different weights, and a scale that drifts then
looks like heavy tails.

Exit codes:
  0 done; 1 wrong usage or no readable input; 2 done, but some input was skipped;
  130 interrupted; what is finished is printed.

Examples:
  heavytail analyze grads/ --html analysis.html
  heavytail analyze step_00001000.safetensors --layer fc1.weight --json
  heavytail analyze grads.npy --full-gradient full.npy
  heavytail analyze dump.npz --describe`;
