import { Option, type Command } from 'commander';
import { readCount, readSeed } from '../options.js';
import { pathOf } from '../pathOptions.js';
import { writeDraws, type DrawOptions } from './drawing.js';
import { evaluate, evaluations, type EvaluateOptions } from './evaluate.js';
import { methods, readMethod, writeFit, type FitCommandOptions } from './fitting.js';
import { withLaw } from './parameters.js';

const numberNotes = `
Numbers come from the arguments, else from --file, else from standard input,
separated by white space or commas; # begins a comment. One value per line is
printed, with as many digits as are needed to read back the same number.`;

/** Gives `stable` its sub-commands. */
export function describeStable(group: Command): void {
  for (const evaluation of evaluations) {
    const { name, description, example } = evaluation;
    withLaw(group.command(name).description(description))
      .argument('[numbers...]', 'also negative ones; -inf has to stand after --')
      .option('--file <path>', 'read numbers from a file', pathOf('--file'))
      .option('--json', 'print law, points and values as JSON')
      .addHelpText('after', `${numberNotes}\n${examplesOf(name, example)}`)
      .action((words: string[], options: EvaluateOptions) => evaluate(evaluation, words, options));
  }
  withLaw(group.command('draw').description('random numbers that have this law'))
    .option('-n, --count <n>', 'how many numbers (must be given)', readCount)
    .option('--seed <n>', 'seed of all random numbers', readSeed, 1)
    .addOption(new Option('--binary', 'write the numbers as float64, little-endian').conflicts('json'))
    .option('--json', 'print law, seed and values as JSON')
    .addHelpText(
      'after',
      `
Examples:
  heavytail stable draw --alpha 1.5 -n 5 --seed 7
  heavytail stable draw --alpha 1.2 --beta 1 -n 1000000 --binary > draws.bin`,
    )
    .action((options: DrawOptions) => writeDraws(options));
  group
    .command('fit')
    .description('fit the law of a sample, with standard errors')
    .argument('[numbers...]', 'also negative ones; -inf has to stand after --')
    .option('--file <path>', 'read numbers from a file', pathOf('--file'))
    .option('--method <name>', `how to fit: ${methods.join(', ')}`, readMethod, 'likelihood')
    .option('--json', 'print the fit as JSON')
    .addHelpText(
      'after',
      `
Examples:
  heavytail stable draw --alpha 1.7 -n 10000 | heavytail stable fit
  heavytail stable fit --file returns.txt --method quantile --json`,
    )
    .action((words: string[], options: FitCommandOptions) => writeFit(words, options));
  group.addHelpText(
    'after',
    `
Examples:
  heavytail stable density --alpha 1.5 -- -1 0 1
  heavytail stable draw --alpha 1.7 -n 10000 | heavytail stable fit`,
  );
}

function examplesOf(name: string, example: string): string {
  const piped = name === 'quantile' ? 'echo 0.5, 0.999' : 'seq 0 5';
  return `
Examples:
  heavytail stable ${name} --alpha 1.5 --beta 0.5 ${example}
  ${piped} | heavytail stable ${name} --alpha 0.9 --scale 2 --json`;
}
