import type { Command } from 'commander';
import { potentialNotes, withMotion } from '../motion/options.js';
import { decimalOf, readPaths, readSeed } from '../options.js';
import type { WalkOptions } from './walk.js';

/** Adds `walk`; `finish` gets the exit code. */
export function addWalk(program: Command, finish: (code: number) => void): void {
  withMotion(program.command('walk').description('paths of Brownian and Levy motion in a landscape'))
    .option('--paths <n>', 'how many', readPaths, 3)
    .option('--until <t>', 'how long (default: 200000 steps)', decimalOf('--until'))
    .option('--seed <n>', 'what all random numbers follow from', readSeed, 1)
    .option('--json', 'print the summary as JSON and nothing else')
    .option('--html <file>', 'write a page with a figure, too')
    .option('--figure <file>', 'write the figure as SVG')
    .option('--csv <file>', 'write places')
    .option('--every <n>', 'of every n-th step (default: so that there are 10000 rows)', decimalOf('--every'))
    .option('--quiet', 'say nothing of files that are written')
    .addHelpText('after', notes)
    .action(async (options: WalkOptions) => {
      const { walk } = await import('./walk.js');
      finish(await walk(options));
    });
}

const notes = `
${potentialNotes}

A value may begin with a minus: --start -1 is the same as --start=-1.

Examples:
  heavytail walk --potential double-well --html walk.html
  heavytail walk --potential asymmetric-double-well --height 2 --right-height 1 --until 5000
  heavytail walk --driver brownian --noise-scale 0.7 --potential double-well --paths 1
  heavytail walk --potential flat --alpha 1.2 --csv path.csv --every 1`;
