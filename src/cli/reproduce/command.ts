import type { Command } from 'commander';
import type { Claim } from '../../claim/index.js';
import {
  defaultJobs,
  readDatasets,
  readEngine,
  readIds,
  readJobs,
  readProfile,
  readSeed,
} from '../options.js';
import { pathOf } from '../pathOptions.js';
import { wrap } from '../terminal.js';
import type { ReproduceOptions } from './reproduce.js';

/** The claims that the command knows. */
export interface Catalogue {
  /** Loads them, which takes longer than most commands run. */
  readonly claims: () => Promise<readonly Claim[]>;
  /** A module that serves their cells to a sweep; by default that of heavytail's own claims. */
  readonly worker?: URL;
}

/** Gives `reproduce` its options and what it does; `finish` gets the exit code. */
export async function describeReproduce(
  command: Command,
  finish: (code: number) => void,
  { claims: load, worker }: Catalogue,
): Promise<void> {
  const claims = await load();
  command
    .option('--only <ids>', 'claims to run, separated by commas (default: all)', readIds)
    .option(
      '--profile <name>',
      'smoke: a minute; quick: minutes; paper: hours; published: weeks',
      readProfile,
      'quick',
    )
    .option('--seed <n>', 'seed of all random numbers', readSeed, 1)
    .option('--jobs <n>', 'how many cells (single runs) are run at a time', readJobs, defaultJobs())
    .option(
      '--data <dir>',
      'folder with data sets (default: HEAVYTAIL_DATA; without MNIST, built-in digits are used)',
      pathOf('--data'),
    )
    .option('--dataset <names>', datasetText, readDatasets)
    .option('--out <dir>', 'folder for the report', pathOf('--out'), 'heavytail-report')
    .option('--engine <name>', 'where the cells are run', readEngine, 'local')
    .option('--json', 'print the report as JSON and nothing else')
    .option('--fresh', 'run everything again instead of going on where an earlier run ended')
    .option('--plan', 'print what would be run, how long it takes and how much memory it needs; run nothing')
    .option('--check', "exit with code 3 if a claim's control failed")
    .option('--quiet', 'print no progress')
    .addHelpText('after', reproduceNotes(claims))
    .action(async (options: ReproduceOptions) => {
      const { reproduce } = await import('./reproduce.js');
      finish(await reproduce(options, claims, worker));
    });
}

const datasetText =
  'data set for the claims on networks (default: MNIST if it is found). With several names, separated by ' +
  'commas, grids of networks are run on each (profiles paper and published: also on CIFAR-10 if it is found)';

function reproduceNotes(claims: readonly Claim[]): string {
  const ids = wrap(claims.map(({ id }) => id).join(', '), 76);
  return `
Claims:
  ${ids.join('\n  ')}

Exit codes:
  0 done; 1 wrong usage or input; 2 an experiment failed to run;
  3 with --check, a claim's control failed; 130 interrupted, resumable.

Examples:
  heavytail reproduce
  heavytail reproduce --only levy-width,levy-height --profile smoke
  heavytail reproduce --data ~/data --seed 7 --out report-7
  heavytail reproduce --json --quiet > report.json`;
}
