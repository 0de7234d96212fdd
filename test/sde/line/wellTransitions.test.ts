import { stream } from 'heavytail/random';
import {
  addTransitions,
  levy,
  levyTransitionRates,
  multiWell,
  path,
  wellTransitions,
  type WellTransitionSettings,
} from 'heavytail/sde';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';

const landscape = multiWell([
  { at: -2, level: 0 },
  { at: 0, level: 1 },
  { at: 1, level: -0.5 },
  { at: 2, level: 1 },
  { at: 3.5, level: 0.2 },
]);

const settings: WellTransitionSettings = {
  potential: landscape,
  driver: levy(1.5, 0.3),
  startWell: 1,
  reach: 0.4,
  timeStep: 0.04,
  observations: 3,
  stepsBetween: 2000,
  paths: 6,
  stream: stream(1, 'wells'),
};

describe('transitions between wells', () => {
  it('are those of the recorded path', () => {
    const { counts, residence, occupancy } = wellTransitions({
      ...settings,
      observations: 1,
      stepsBetween: 20_000,
      paths: 1,
    });
    const places = path({ ...settings, start: 1, steps: 20_000 });
    // The well of each step: that of the nearest minimum if within reach, else that of the step before.
    let well = 1;
    const steps = [0, 0, 0];
    const moves = [0, 1, 2].map(() => [0, 0, 0]);
    for (const x of places.subarray(1)) {
      const distances = landscape.minima.map((minimum) => Math.abs(x - minimum));
      const nearest = distances.indexOf(Math.min(...distances));
      // A stay counts up to and with the step that ends it.
      steps[well] += 1;
      if (distances[nearest] <= 0.4 && nearest !== well) {
        moves[well][nearest] += 1;
        well = nearest;
      }
    }
    expect(counts).toEqual(moves);
    expect(counts.flat().reduce((a, b) => a + b)).toBeGreaterThan(10);
    residence.forEach((time, i) => {
      expect(time).toBeCloseTo(steps[i] * 0.04, 6);
    });
    expect(occupancy[0][well]).toBe(1);
  });

  it('add up over ranges of paths', () => {
    const whole = wellTransitions(settings);
    const parts = [0, 1, 3].map((firstPath, i) =>
      wellTransitions({ ...settings, firstPath, paths: [1, 2, 3][i] }),
    );
    const sum = addTransitions(parts);
    expect(sum.counts).toEqual(whole.counts);
    expect(sum.occupancy).toEqual(whole.occupancy);
    sum.residence.forEach((time, i) => {
      expect(time).toBeCloseTo(whole.residence[i], 6);
    });
    for (const row of whole.occupancy) expect(row.reduce((a, b) => a + b)).toBe(6);
    expect(whole.residence.reduce((a, b) => a + b)).toBeCloseTo(6 * 3 * 2000 * 0.04, 6);
  });

  it('have the rates of small-noise theory', () => {
    const noiseScale = 0.04;
    const { counts, residence } = wellTransitions({
      ...settings,
      driver: levy(1.5, noiseScale),
      observations: 1,
      stepsBetween: 400_000,
      paths: 100,
    });
    const rates = levyTransitionRates(1.5, landscape.minima, landscape.saddles);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 2],
      [2, 0],
      [2, 1],
    ]) {
      const expected = rates[i][j] * noiseScale ** 1.5 * residence[i];
      // Counts are nearly Poisson; travel between wells and the next order in the noise take some percent.
      const margin = normalLimit * Math.sqrt(expected) + 0.08 * expected;
      expect(Math.abs(counts[i][j] - expected)).toBeLessThan(margin);
      expect(margin).toBeLessThan(0.6 * expected);
    }
  });

  it('are refused where they make no sense', () => {
    expect(() => wellTransitions({ ...settings, reach: 1 })).toThrow(/smallest distance to a saddle/);
    expect(() => wellTransitions({ ...settings, startWell: 3 })).toThrow(/start well is 3/);
    expect(() => wellTransitions({ ...settings, paths: 0 })).toThrow(/whole numbers/);
    expect(() => wellTransitions({ ...settings, firstPath: 2 ** 32 })).toThrow(/do not fit/);
  });
});
