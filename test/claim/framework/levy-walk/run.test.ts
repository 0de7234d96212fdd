import { runWalk } from '#heavytail/claim/framework/levy-walk/run';
import { expect, it } from 'vitest';

it('a Brownian cell has the median displacement of its normal law', () => {
  const { logMedians, bipower } = runWalk({ world: 'Brownian', replicate: 0, steps: 2 ** 17 }, 1);
  logMedians.forEach((value, k) => {
    // The median of n windows has a relative error of 1.17/sqrt(n); five of them.
    const windows = 2 ** (17 - k);
    const expected = 0.6744897501960817 * Math.sqrt(2 ** k);
    expect(Math.abs(Math.exp(value) / expected - 1)).toBeLessThan((5 * 1.17) / Math.sqrt(windows));
  });
  expect(Math.abs(bipower - 1)).toBeLessThan(0.02);
});
