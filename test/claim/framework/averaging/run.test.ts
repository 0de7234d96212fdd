import { averaged, runAveraging } from '#heavytail/claim/framework/averaging/run';
import { expect, it } from 'vitest';

it('a cell takes the medians of the sizes of means', () => {
  // The mean of b standard normal numbers has median size 0.6745/sqrt(b); of 20,000, known within 1.2 %, so 6 % is 5 errors.
  const { logMedians } = runAveraging({ source: 'Gaussian', replicate: 0, doublings: 3, means: 20_000 }, 1);
  logMedians.forEach((value, k) => {
    expect(Math.abs(Math.exp(value) / (0.6744897501960817 / Math.sqrt(2 ** k)) - 1)).toBeLessThan(0.06);
  });
  // Of Pareto's law with random sign the size of one is its median, 2^(1/1.5).
  const pareto = runAveraging({ source: 'Pareto, index 1.5', replicate: 0, doublings: 0, means: 20_000 }, 1);
  expect(Math.abs(Math.exp(pareto.logMedians[0]!) / 2 ** (1 / 1.5) - 1)).toBeLessThan(0.06);
});

it('slopes are taken from the upper half of the doublings', () => {
  const bent = Array.from({ length: 13 }, (_, k) => (k < 6 ? 0 : -0.25 * (k - 6) * Math.LN2));
  const [{ slope }] = averaged([1, 1].map(() => ({ source: 'Laplace', logMedians: bent }))) as [
    ReturnType<typeof averaged>[0],
  ];
  expect(slope.value).toBeCloseTo(-0.25, 12);
});
