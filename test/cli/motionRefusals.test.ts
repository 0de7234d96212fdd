import { describe, expect, it } from 'vitest';
import { heavytail } from './command.js';
import { program } from './inProcess.js';

/** Input of `escape` and `walk` that is refused, before anything is run. */

describe('heavytail escape', { timeout: 60_000 }, () => {
  it.each([
    [['--noise-scale=-1'], 'The noise scale is -1'],
    [['--alpha', '3'], 'The index alpha is 3'],
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
    [['--until', '0'], '--until is 0'],
    [['--scheme', 'bridge'], 'The scheme "bridge" was asked for a Levy driver'],
    [['--height', '0'], '--height is 0'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    await expect(program(['escape', ...args])).rejects.toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringContaining(sentence) as string }),
    );
  });

  it.each([
    [['--time-step', '3'], 'The time step 3 is too coarse'],
    [['--hieght', '1'], "Unknown option '--hieght'"],
  ])('says %j at the command line, with exit code 1 and without a stack trace', async (args, sentence) => {
    const { code, out, err } = await heavytail(['escape', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/ at .*\.js:/);
  });
});

describe('heavytail walk', () => {
  it.each([
    [['--scheme', 'bridge'], 'The scheme "bridge"'],
    [['--until', '1e9'], 'steps in all are held'],
    [['--until', '0'], '--until is 0'],
    [['--every', '0.5'], '--every is 0.5'],
    [['--paths', '0'], '--paths is "0"'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    await expect(program(['walk', ...args])).rejects.toThrow(sentence);
  });
});
