import type { Command } from 'commander';
import { potentialNotes, withMotion } from '../motion/options.js';
import { decimalOf, defaultJobs, readJobs, readPaths, readPathNumber, readSeed } from '../options.js';
import type { EscapeOptions } from './escape.js';

/** Adds `escape`; `finish` gets the exit code. */
export function addEscape(program: Command, finish: (code: number) => void): void {
  withMotion(program.command('escape').description('how long until a path leaves? measured, beside theory'))
    .option('--paths <n>', 'how many', readPaths, 2000)
    .option('--until <t>', 'give a path up after this time (default: wait)', decimalOf('--until'))
    .option('--seed <n>', 'what all random numbers follow from', readSeed, 1)
    .option('--jobs <n>', 'threads; no result depends on them', readJobs, defaultJobs())
    .option('--path <n>', 'replay this path alone, from 0; --csv gets its places', readPathNumber)
    .option('--json', 'print the result as JSON and nothing else')
    .option('--html <file>', 'write a page with figures, too')
    .option('--figure <file>', 'write the figures as SVG')
    .option('--csv <file>', 'write every exit')
    .option('--quiet', 'no progress')
    .addHelpText('after', notes)
    .action(async (options: EscapeOptions) => {
      const { escape } = await import('./escape.js');
      finish(await escape(options));
    });
}

const notes = `
${potentialNotes}

A value may begin with a minus: --domain -1,1 is the same as --domain=-1,1.

Exit codes:
  0 done; 1 wrong usage; 130 interrupted, what is finished is printed.

Examples:
  heavytail escape
  heavytail escape --driver brownian --potential double-well --noise-scale 0.5
  heavytail escape --alpha 1.2 --width 4 --html escape.html
  heavytail escape --step-size 0.1 --batch-size 32 --sigma 1 --alpha 1.7
  heavytail escape --path 17 --csv path-17.csv`;
