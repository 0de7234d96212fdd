import { averaged, runAveraging, sources, theorySlope } from '#heavytail/claim/framework/averaging/run';
import { expect, it } from 'vitest';

/** E log|z| of a standard normal number: half of digamma(1/2) + log 2. */
const gaussianLog = (-1.9635100260214235 + Math.LN2) / 2;

it('a cell takes the mean log size of means', () => {
  const { logSizes } = runAveraging({ source: 'Gaussian', doublings: 3, means: 40 }, 1);
  expect(logSizes).toHaveLength(32);
  [0, 1, 2, 3].forEach((k) => {
    const mean = logSizes.reduce((sum, row) => sum + row[k]! / logSizes.length, 0);
    // From 5120 means and more, whose logarithms scatter by 1.11: five errors are 0.08.
    expect(Math.abs(mean - (gaussianLog - (k * Math.LN2) / 2))).toBeLessThan(0.08);
  });
  // log|x| of Pareto's law is exponential with mean 1/1.2, whatever its sign. Of 20,480 draws, five errors are 0.03.
  const pareto = runAveraging({ source: 'Pareto, index 1.2', doublings: 0, means: 40 }, 1);
  const mean = pareto.logSizes.reduce((sum, [first]) => sum + first! / 32, 0);
  expect(Math.abs(mean - 1 / 1.2)).toBeLessThan(0.03);
});

it('Student’s law of 4 degrees is drawn as its quotient', () => {
  const { logSizes } = runAveraging({ source: 'Student, 4 degrees', doublings: 0, means: 40 }, 1);
  const mean = logSizes.reduce((sum, [first]) => sum + first! / 32, 0);
  // log|t| = log|z| - (log E - log 2)/2 with E of Gamma's law of shape 2, whose log has mean digamma(2).
  const expected = gaussianLog - (0.42278433509846713 - Math.LN2) / 2;
  // Of 40,960 draws, whose logarithms scatter by 1.2: five errors are 0.03.
  expect(Math.abs(mean - expected)).toBeLessThan(0.03);
});

it('a slope is fitted from the smallest b of its law on, each point by its number of means', () => {
  const [{ slope }] = averaged(
    // Laplace's law is fitted from 2^4 on.
    [
      {
        source: 'Laplace',
        logSizes: [1, 1].map(() =>
          Array.from({ length: 8 }, (_, k) => (k < 4 ? 0 : -0.25 * (k - 4) * Math.LN2)),
        ),
      },
    ],
    0.95,
  ) as [ReturnType<typeof averaged>[0]];
  expect(slope.value).toBeCloseTo(-0.25, 12);
  const [bent] = averaged([{ source: 'Laplace', logSizes: [1, 1].map(() => [0, 0, 0, 0, 0, 1, 1]) }], 0.95);
  // Weights 4, 2, 1 at 0, 1, 2 doublings: x lies around 4/7, so that the sums are 16/7 and 26/7.
  expect(bent!.slope.value * Math.LN2).toBeCloseTo(8 / 13, 12);
});

it('slopes of theory are those of the indices', () => {
  expect(sources.map(({ index }) => Number(theorySlope(index).toFixed(3)))).toEqual([
    -0.5, -0.5, -0.5, -0.444, -0.333, -0.167, -0.167,
  ]);
});
