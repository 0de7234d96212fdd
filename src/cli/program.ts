import { Command, CommanderError } from 'commander';
import { version } from '../store/index.js';
import { addAnalyze } from './analyze/command.js';
import { addData } from './data/command.js';
import { addEscape } from './escape/command.js';
import {
  defaultJobs,
  readEngine,
  readDatasets,
  readIds,
  readJobs,
  readProfile,
  readSeed,
} from './options.js';
import type { Catalogue, ReproduceOptions } from './reproduce.js';
import { addStable } from './stable/command.js';
import { wrap } from './terminal.js';
import { addTrain } from './train/command.js';
import { addWalk } from './walk/command.js';

/**
 * Reads the command line and runs the command that it names.
 *
 * @param args - without node and script
 * @param catalogue - the claims that can be run
 * @returns the exit code
 * @throws {UserError} when an option's value is not allowed or its input cannot be used
 */
export async function runProgram(args: readonly string[], catalogue: Catalogue): Promise<number> {
  let code = 0;
  const program = new Command('heavytail')
    .description('Measures and reproduces the heavy-tailed theory of stochastic gradient descent.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(asSentence(text)) });

  program
    .command('reproduce')
    .description('run the experiments, judge the claims, write the report')
    .option('--only <ids>', 'claims to run, separated by commas (default: all)', readIds)
    .option('--profile <name>', 'smoke: a minute; quick: minutes; paper: hours', readProfile, 'quick')
    .option('--seed <n>', 'what all random numbers follow from', readSeed, 1)
    .option('--jobs <n>', 'cells at a time', readJobs, defaultJobs())
    .option('--data <dir>', 'folder with data sets (default: HEAVYTAIL_DATA, then built-in digits)')
    .option(
      '--dataset <names>',
      'data set for claims on networks (default: MNIST where it is found); grids of networks are run on all of a list (paper: and on CIFAR-10 where it is found)',
      readDatasets,
    )
    .option('--out <dir>', 'folder for the report', 'heavytail-report')
    .option('--engine <name>', 'where cells run', readEngine, 'local')
    .option('--json', 'print the report as JSON and nothing else')
    .option('--fresh', 'run everything anew instead of going on where an earlier run ended')
    .option('--plan', 'say what would be run, how long and with how much memory, and run nothing')
    .option('--check', "exit with 3 if a claim's control failed")
    .option('--quiet', 'no progress')
    .addHelpText('after', reproduceNotes(catalogue))
    .action(async (options: ReproduceOptions) => {
      // What draws and writes reports takes longer to load than other commands run.
      const { reproduce } = await import('./reproduce.js');
      code = await reproduce(options, catalogue);
    });
  const finish = (found: number) => {
    code = found;
  };
  addAnalyze(program, finish);
  addEscape(program, finish);
  addWalk(program, finish);
  addTrain(program, finish);
  addData(program, finish);
  addStable(program);
  program.addHelpText('after', '\nExample:\n  heavytail reproduce --profile smoke');

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  return code;
}

/** Commander's "error: unknown option '--x'" as a sentence. */
function asSentence(text: string): string {
  const plain = text.replace(/^error: /, '').replace(/\n\((Did you mean .*)\)/, '.\n$1');
  const closed = plain.trimEnd().replace(/[^.?!]$/, '$&.');
  return `${closed[0].toUpperCase()}${closed.slice(1)}\n`;
}

function reproduceNotes({ claims }: Catalogue): string {
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
