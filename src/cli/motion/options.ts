import type { Command } from 'commander';
import { numberOf, wholeOf, type Range } from '../numberOptions.js';
import { potentials } from './potential.js';

/** Squares and fourth powers of a size, and ratios of two, stay within the numbers. */
const anySize: Range = { from: 1e-30, to: 1e30 };

/** Adds the options of a motion. */
export function withMotion(command: Command): Command {
  const number = (flag: string, name: string, what: string, range: Range = anySize) =>
    command.option(`${flag} <${name}>`, what, numberOf(flag, range));
  const whole = (flag: string, name: string, what: string, from: number) =>
    command.option(`${flag} <${name}>`, what, wholeOf(flag, from, 2 ** 31));
  command.option('--potential <name>', potentials.map(({ name }) => name).join(', '), 'quadratic');
  number('--height', 'h', 'of a well below its edge (default: 1)');
  number('--width', 'w', 'from the minimum to the edge (default: 1)');
  number('--right-height', 'h', 'of the right well (default: --height)');
  number('--right-width', 'w', 'of the right well (default: twice --width)');
  command.option('--through <points>', 'of a spline or multi-well: place:level,place:level,...');
  command.option('--driver <name>', 'levy or brownian', 'levy');
  number('--alpha', 'a', 'stability index, 0.1 to 2 (default: 1.5)', { from: 0.1, to: 2 });
  number('--noise-scale', 'e', 'dX = -U dt + e dL (default: levy 0.1, brownian 0.5)');
  number('--clip', 'c', "cut each step's noise to this size");
  number('--step-size', 'eta', "SGD's terms instead: a step is x - eta U' + eta noise,");
  whole('--batch-size', 'b', 'the noise the mean of b examples (default: 1)', 1);
  number('--sigma', 's', "of each example's noise, its scale");
  whole('--well', 'n', 'start at the minimum of this well, from 0 (default: 0)', 0);
  number('--start', 'x', 'start here instead', { from: -1e30, to: 1e30 });
  command.option('--domain <low,high>', 'what is to be left (default: the basin of the well)');
  number('--time-step', 'dt', 'default: short beside what drift and noise take');
  command.option('--scheme <name>', 'euler, bridge (Brownian crossings between steps), implicit, exact');
  return command;
}

/** What names of potentials mean, for the end of a help text. */
export const potentialNotes = `Potentials:
${potentials.map(({ name, description }) => `  ${name.padEnd(23)}${description}`).join('\n')}`;
