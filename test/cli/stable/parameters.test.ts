import { expect, test } from 'vitest';
import { heavytail } from '../command.js';

test.each<[string[], string]>([
  [
    ['density', '--alpha', '2.3', '1'],
    '--alpha is "2.3".\nIt must be a number from 0.0001 to 2, for example --alpha 0.5.\n',
  ],
  [
    ['draw', '--alpha', '1', '--beta', '-2', '-n', '1'],
    '--beta is "-2".\nIt must be a number from −1 to 1, for example --beta 0.5.\n',
  ],
  [
    ['density', '--alpha', '1', '--parameterization', 'S2', '1'],
    '--parameterization is "S2".\nIt can be S0, S1.\n',
  ],
  [
    ['density', '--alpha', 'x', '1'],
    '--alpha is "x".\nIt must be a number from 0.0001 to 2, for example --alpha 0.5.\n',
  ],
  [['density', '1'], '--alpha is missing.\nA stable law needs its index, for example --alpha 1.5.\n'],
  [['draw', '--alpha', '1'], '-n is missing.\nSay how many numbers to draw, for example -n 1000.\n'],
  [['density', '--alhpa', '1'], "Unknown option '--alhpa'.\nDid you mean --alpha?\n"],
  [['densty', '--alpha', '1'], "Unknown command 'densty'.\nDid you mean density?\n"],
  [
    ['draw', '--alpha', '1', '-n', '1', '--json', '--binary'],
    "Option '--binary' cannot be used with option '--json'.\n",
  ],
  [['density', '--alpha', '1', '1', '0x10'], 'Argument 2 holds "0x10".\nIt must be a number, or inf.\n'],
  [['quantile', '--alpha', '1', '0.5', '1.5'], 'Argument 2 holds "1.5".\nIt must be a number from 0 to 1.\n'],
  [
    ['density', '--alpha', '1', '--file', 'nowhere', '1'],
    'Numbers are given as arguments and with --file.\nGive them in one way.\n',
  ],
  [['fit', '1', '2'], 'The sample has 2 points; a fit needs at least 10.\n'],
  [
    ['fit', '--method', 'moment'],
    'There is no method "moment".\nThe methods are likelihood, quantile, characteristic, log-moment.\n',
  ],
])('%j is refused with a sentence', async (args, sentence) => {
  expect(await heavytail(['stable', ...args])).toEqual({ code: 1, out: '', err: sentence });
});
