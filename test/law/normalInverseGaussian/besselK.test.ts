import { scaledBesselK } from '#heavytail/law/normalInverseGaussian/besselK';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const { bessel } = JSON.parse(
  readFileSync(new URL('../../reference/normal-inverse-gaussian.json', import.meta.url), 'utf8'),
) as { bessel: { x: number; values: [number, number] }[] };

it.each(bessel)('e^x K_0 and e^x K_1 at $x are those of mpmath to 1e-14', ({ x, values }) => {
  const { order0, order1 } = scaledBesselK(x);
  expect(Math.abs(order0 / values[0] - 1)).toBeLessThan(1e-14);
  expect(Math.abs(order1 / values[1] - 1)).toBeLessThan(1e-14);
});
