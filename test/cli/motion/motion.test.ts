import { describe, expect, it } from 'vitest';
import { heavytail } from '../command.js';

/** Input of `escape` and `walk` that is refused, before anything is run. */

async function refused(command: string, args: readonly string[], sentence: string): Promise<void> {
  const { code, out, err } = await heavytail([command, ...args]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  // Sentences are broken into lines.
  expect(err.replace(/\s+/g, ' ')).toContain(sentence);
  expect(err).not.toMatch(/ at .*\.js:|defect/);
}

describe('heavytail escape', () => {
  it.each([
    [['--noise-scale=-1'], '--noise-scale is "-1"'],
    [['--alpha', '3'], '--alpha is "3"'],
    [['--start', '5'], 'The start 5 lies outside the domain'],
    [['--domain=-inf,inf'], 'The domain is the whole line'],
    [['--domain', '1'], '--domain is "1"'],
    [['--paths', '0'], '--paths is "0"'],
    [['--time-step', '3'], 'The time step 3 is too coarse'],
    [['--time-step', '0.2'], 'paths settle in the potential within about 0.5'],
    [['--time-step', '0.05', '--noise-scale', '1'], 'its noise moves a path by about 0.14'],
    [
      ['--potential', 'flat', '--driver', 'brownian', '--domain=-1,1', '--time-step', '100'],
      'noise or drift alone takes a path out within a few such steps',
    ],
    [['--step-size', '3', '--sigma', '1'], 'The step size 3 is too coarse'],
    [['--driver', 'brownian', '--noise-scale', '0.14'], 'The run would take about'],
    [['--potential', 'flat', '--domain', '0,inf', '--start', '1'], 'a path leaves after about ∞'],
    [
      ['--time-step', '0.1', '--step-size', '0.1', '--sigma', '1'],
      '--time-step was given beside --step-size',
    ],
    [['--step-size', '0.1'], '--sigma is missing'],
    [['--noise-scale', '1', '--step-size', '0.1', '--sigma', '1'], '--noise-scale was given beside'],
    [['--potential', 'well'], 'There is no potential "well"'],
    [['--right-width', '2'], '--right-width does not go with --potential quadratic'],
    [['--potential', 'flat', '--height', '2'], '--height does not go with --potential flat'],
    [['--potential', 'multi-well'], '--potential multi-well needs --through'],
    [['--driver', 'brownian', '--alpha', '1.2'], '--alpha 1.2 does not go with --driver brownian'],
    [['--potential', 'spline'], '--potential spline needs --through'],
    [['--potential', 'spline', '--through', '0:1,x'], '--through has the point "x"'],
    [['--driver', 'poisson'], 'There is no driver "poisson"'],
    [['--driver', 'brownian', '--clip', '1'], '--clip does not go with --driver brownian'],
    [['--well', '3'], 'There is no well 3'],
    [['--until', '0'], '--until is "0"'],
    [['--scheme', 'bridge'], 'The scheme "bridge" was asked for a Lévy driver'],
    [['--height', '0'], '--height is "0"'],
    [['--hieght', '1'], "Unknown option '--hieght'"],
  ])('refuses %j in a sentence', async (args, sentence) => refused('escape', args, sentence));
});

describe('heavytail walk', () => {
  it.each([
    [['--scheme', 'bridge'], 'The scheme "bridge"'],
    [['--until', '1e9'], 'steps in all are held'],
    [['--until', '0'], '--until is "0"'],
    [['--every', '0.5'], '--every is "0.5"'],
    [['--paths', '0'], '--paths is "0"'],
  ])('refuses %j in a sentence', async (args, sentence) => refused('walk', args, sentence));
});
