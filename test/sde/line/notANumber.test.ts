import { stream } from 'heavytail/random';
import { exitTimes, flat, levy, Potential, refinement, wellTransitions } from 'heavytail/sde';
import { describe, expect, it } from 'vitest';

/** x^4/4 - x^2/2 on the whole line: far out, where jumps of so small an index lead, its drift overflows. */
const quartic = new Potential({
  breaks: [],
  pieces: [{ center: 0, u: [0, 0, -0.5, 0, 0.25] }],
  minima: [-1, 1],
  saddles: [0],
});
const driver = levy(0.02, 0.1);
const steps = { timeStep: 0.01, start: -1, paths: 300, maximalSteps: 2000 };

describe('a path that leaves all numbers is no exit', () => {
  it('by implicit steps where the domain has no edge', () => {
    const settings = { ...steps, potential: quartic, driver, scheme: 'implicit' as const };
    const run = (low: number, high: number) => () =>
      exitTimes({ ...settings, low, high, stream: stream(1, 'no number') });
    // Infinite where the drift overflowed and its slope did not, which threw the path across the other edge.
    const sentence = /^Path \d+ left all numbers: its place is (NaN|-?Infinity) after \d+ steps\.$/;
    expect(run(-Infinity, 2)).toThrow(sentence);
    expect(run(-2, Infinity)).toThrow(sentence);
  });

  it('nor is one that overflows where the domain has no edge; behind an edge it is', () => {
    const settings = { ...steps, potential: flat(), driver: levy(0.02, 1e250), start: 0, paths: 50 };
    const run = (low: number, high: number) =>
      exitTimes({ ...settings, low, high, stream: stream(2, 'no number') });
    expect(() => run(-Infinity, 1e300)).toThrow(/^Path \d+ left all numbers: its place is -Infinity/);
    expect(() => run(-1e300, Infinity)).toThrow(/^Path \d+ left all numbers: its place is Infinity/);
    const { places, censored } = run(-1e300, 1e300);
    expect(places.some((place, p) => !Number.isFinite(place) && censored[p] === 0)).toBe(true);
  });

  it('nor a stay in the well that it was in', () => {
    const run = () =>
      wellTransitions({
        potential: quartic,
        driver,
        startWell: 0,
        reach: 0.3,
        timeStep: 0.01,
        observations: 2,
        stepsBetween: 2000,
        paths: 20,
        stream: stream(3, 'no number'),
        scheme: 'implicit',
      });
    expect(run).toThrow(/^Path \d+ left all numbers: its place is NaN\.$/);
  });

  it('nor an exit at every time step of a refinement', () => {
    const run = () =>
      refinement({
        potential: quartic,
        driver: levy(0.02, 1),
        low: -1e200,
        high: 2,
        start: -1,
        timeStep: 1e-3,
        levels: 2,
        horizon: 1,
        paths: 50,
        stream: stream(4, 'no number'),
      });
    // Refused before: the curvature of such a domain has no stable time step.
    expect(run).toThrow('The coarsest time step is 0.001, the curvature up to Infinity');
  });
});
