import type { Command } from 'commander';
import { largestCount, numberOf, wholeOf, type Range } from '../numberOptions.js';
import { wrap } from '../terminal.js';
import { potentials } from './potential.js';

/** Sizes whose squares, fourth powers and ratios neither overflow nor vanish. */
const anySize: Range = { from: 1e-30, to: 1e30 };

/** Adds the options of a motion. */
export function withMotion(command: Command): Command {
  const number = (flag: string, name: string, what: string, range: Range = anySize) =>
    command.option(`${flag} <${name}>`, what, numberOf(flag, range));
  const whole = (flag: string, name: string, what: string, from: number) =>
    command.option(`${flag} <${name}>`, what, wholeOf(flag, from, largestCount));
  command.option('--potential <name>', potentials.map(({ name }) => name).join(', '), 'quadratic');
  number('--height', 'h', 'height from the minimum of a well to its edge (default: 1)');
  number('--width', 'w', 'distance from the minimum of a well to its edge (default: 1)');
  number('--right-height', 'h', 'height of the right well (default: that of --height)');
  number('--right-width', 'w', 'width of the right well (default: twice --width)');
  command.option('--through <points>', 'points of spline or multi-well: place:level,place:level,...');
  command.option('--driver <name>', 'noise: levy or brownian', 'levy');
  number('--alpha', 'a', 'stability index of the noise, 0.1 to 2 (default: 1.5)', { from: 0.1, to: 2 });
  number('--noise-scale', 'e', "e in dX = -U'(X) dt + e dL (default: levy 0.1, brownian 0.5)");
  number('--clip', 'c', "cut each step's noise to at most this size");
  number('--step-size', 'eta', "SGD's terms instead: steps are x - eta U'(x) + eta noise");
  whole('--batch-size', 'b', 'with --step-size: the noise is the mean over b examples (default: 1)', 1);
  number('--sigma', 's', "with --step-size: scale of a single example's noise");
  whole('--well', 'n', 'start at the minimum of this well, counted from 0 (default: 0)', 0);
  number('--start', 'x', 'start at this place instead', { from: -1e30, to: 1e30 });
  command.option('--domain <low,high>', 'interval that is to be left (default: the basin of the well)');
  number('--time-step', 'dt', 'time step (default: short compared with drift and noise)');
  command.option(
    '--scheme <name>',
    'euler (default for levy), bridge (brownian; sees crossings between steps), implicit, exact',
  );
  return command;
}

const helpWidth = 80;
const nameWidth = 25;

function noteLines(name: string, description: string): string[] {
  return wrap(description, helpWidth - nameWidth).map(
    (line, i) => (i === 0 ? `  ${name}` : '').padEnd(nameWidth) + line,
  );
}

/** What names of potentials mean, for the end of a help text. */
export const potentialNotes = `Potentials:
${potentials.flatMap(({ name, description }) => noteLines(name, description)).join('\n')}`;
