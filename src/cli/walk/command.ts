import type { Command } from 'commander';
import { potentialNotes, withMotion } from '../motion/options.js';
import { largestCount, numberOf, wholeOf } from '../numberOptions.js';
import { readPaths, readSeed } from '../options.js';
import { readCsv, readFigure, readHtml } from '../pathOptions.js';
import type { WalkOptions } from './walk.js';

/** Gives `walk` its options and what it does; `finish` gets the exit code. */
export function describeWalk(command: Command, finish: (code: number) => void): void {
  withMotion(command)
    .option('--paths <n>', 'number of paths', readPaths, 3)
    .option('--until <t>', 'length of time (default: 200000 steps)', numberOf('--until', { above: 0 }))
    .option('--seed <n>', 'seed of all random numbers', readSeed, 1)
    .option('--json', 'print the summary as JSON and nothing else')
    .option('--html <file>', 'also write a page with a figure', readHtml)
    .option('--figure <file>', 'also write the figure as SVG', readFigure)
    .option('--csv <file>', 'also write the places of the paths', readCsv)
    .option(
      '--every <n>',
      'with --csv: only every n-th step (default: as many as give 10000 rows)',
      wholeOf('--every', 1, largestCount),
    )
    .option('--quiet', 'do not print which files are written')
    .addHelpText('after', notes)
    .action(async (options: WalkOptions) => {
      const { walk } = await import('./walk.js');
      finish(await walk(options));
    });
}

const notes = `
${potentialNotes}

A value may begin with a minus: --start -1 or --start=-1.

Examples:
  heavytail walk --potential double-well --html walk.html
  heavytail walk --potential asymmetric-double-well --height 2 --right-height 1 --until 5000
  heavytail walk --driver brownian --noise-scale 0.7 --potential double-well --paths 1
  heavytail walk --potential flat --alpha 1.2 --csv path.csv --every 1`;
