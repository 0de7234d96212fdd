import type { Command } from 'commander';
import { potentialNotes, withMotion } from '../motion/options.js';
import { numberOf } from '../numberOptions.js';
import { defaultJobs, readJobs, readPaths, readPathNumber, readSeed } from '../options.js';
import { readCsv, readFigure, readHtml } from '../pathOptions.js';
import type { EscapeOptions } from './escape.js';

/** Gives `escape` its options and what it does; `finish` gets the exit code. */
export function describeEscape(command: Command, finish: (code: number) => void): void {
  withMotion(command)
    .option('--paths <n>', 'number of paths', readPaths, 2000)
    .option(
      '--until <t>',
      'give a path up after this time (default: wait until it leaves)',
      numberOf('--until', { above: 0, infinite: true }),
    )
    .option('--seed <n>', 'seed of all random numbers', readSeed, 1)
    .option('--jobs <n>', 'number of threads; the results do not depend on it', readJobs, defaultJobs())
    .option(
      '--path <n>',
      'run only this path again, counted from 0; --csv then gets its places',
      readPathNumber,
    )
    .option('--json', 'print the result as JSON and nothing else')
    .option('--html <file>', 'also write a page with figures', readHtml)
    .option('--figure <file>', 'also write the figures as SVG', readFigure)
    .option('--csv <file>', 'also write every exit', readCsv)
    .option('--quiet', 'print no progress')
    .addHelpText('after', notes)
    .action(async (options: EscapeOptions) => {
      const { escape } = await import('./escape.js');
      finish(await escape(options));
    });
}

const notes = `
${potentialNotes}

A value may begin with a minus: --domain -1,1 or --domain=-1,1.

Exit codes:
  0 done; 1 wrong usage; 130 interrupted, what is finished is printed.

Examples:
  heavytail escape
  heavytail escape --driver brownian --potential double-well --noise-scale 0.5
  heavytail escape --alpha 1.2 --width 4 --html escape.html
  heavytail escape --step-size 0.1 --batch-size 32 --sigma 1 --alpha 1.7
  heavytail escape --path 17 --csv path-17.csv`;
