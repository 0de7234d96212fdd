import { onGrid, quasiPotential, welschLocation } from '#heavytail/claim/well/welschLocation';
import { loadDataset } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';

const dataset = 'procedural-digits';

const digits = loadDataset(dataset);

describe('the place of two classes', () => {
  const location = welschLocation(digits);

  it('has the loss, slope and variance of its definition', () => {
    const { places, grid } = location;
    for (const mu of [-1.2, -0.3, 0.4, 1.5]) {
      const losses = Array.from(places, (x) => 1 - Math.exp(-((x - mu) ** 2) / (2 * 0.5 ** 2)));
      const slopes = Array.from(places, (x, i) => (-(x - mu) / 0.5 ** 2) * (1 - losses[i]!));
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const slope = mean(slopes);
      const variance = mean(slopes.map((value) => (value - slope) ** 2));
      // The grid is linear between points 0.002 apart: errors of the second derivative times 5e-7.
      expect(Math.abs(onGrid(grid, grid.loss, mu) - mean(losses))).toBeLessThan(1e-5);
      expect(Math.abs(onGrid(grid, grid.slope, mu) - slope)).toBeLessThan(1e-5);
      expect(Math.abs(onGrid(grid, grid.variance, mu) - variance)).toBeLessThan(1e-4);
    }
  });

  it('lies near the means of the classes, with a saddle between', () => {
    const { minimum, saddle, deeper, grid } = location;
    expect(Math.sign(minimum)).toBe(-Math.sign(deeper));
    expect((minimum - saddle) * (deeper - saddle)).toBeLessThan(0);
    const loss = (mu: number) => onGrid(grid, grid.loss, mu);
    expect(loss(deeper)).toBeLessThan(loss(minimum));
    expect(loss(minimum)).toBeLessThan(loss(saddle));
    for (const mu of [minimum, saddle, deeper])
      expect(Math.abs(onGrid(grid, grid.slope, mu))).toBeLessThan(0.01);
    expect(quasiPotential(location)).toBeGreaterThan(0.05);
  });
});
