import { brownianDimensionEscape } from '#heavytail/claim/brownian/brownian-dimension/escape';
import type { DimensionCell } from '#heavytail/claim/brownian/brownian-dimension/run';
import { barrierTime, needleTime } from '#heavytail/claim/brownian/brownian-dimension/theory';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { arrivals } from './knownSearches.js';

const settings = settingsOf('quick');
const cells = brownianDimensionEscape.plan(settings);

/** Mean times of a world, factor by factor of theory's for one dimension and for the barrier. */
type Times = (cell: DimensionCell) => number;

/** As theory says: so many more ways out. */
const known: Times = (cell) =>
  cell.barrier === undefined ? needleTime(cell) : barrierTime(cell.barrier) / cell.dimension;
/** As the statement says of every landscape. */
const stated: Times = (cell) =>
  cell.barrier === undefined
    ? needleTime(cell)
    : barrierTime(cell.barrier) * Math.exp(0.3 * (cell.dimension - 1));

const judge = (times: Times) =>
  brownianDimensionEscape.judge(
    cells.map((cell) => arrivals(cell, times(cell))),
    settings,
  );
const partsOf = (times: Times) => judge(times).parts!.map(({ verdict }) => verdict);

describe('brownian-dimension-escape', () => {
  it('is refuted as stated where a product has more ways out, with its scope', () => {
    const { verdict, scope, controls } = judge(known);
    expect(verdict).toBe('refuted');
    expect(partsOf(known)).toEqual(['supported', 'supported', 'refuted']);
    expect(scope).toContain('out of a product of double wells the time changes 0.10-fold from 1 to 10');
    expect(controls.map(({ passed }) => passed)).toEqual([true, true]);
  });

  it('is supported in a world where all of it grows exponentially', () => {
    expect(partsOf(stated)).toEqual(['supported', 'supported', 'supported']);
    expect(judge(stated).verdict).toBe('supported');
  });

  it('is refuted where the barrier does not count', () => {
    expect(partsOf((cell) => (cell.barrier === undefined ? needleTime(cell) : cell.barrier))[0]).toBe(
      'refuted',
    );
  });

  it('says what would decide where neither form fits better', () => {
    const unclear: Times = (cell) =>
      cell.barrier === undefined
        ? needleTime(cell)
        : Math.exp(0.15 * cell.dimension) * cell.dimension ** 0.72 * barrierTime(cell.barrier);
    const [, , product] = judge(unclear).parts!;
    expect(product.verdict).toBe('undecided');
    expect(product.open?.needs).toContain('more values of the dimension');
  });

  it('decides nothing where times are not those of the exact integrals', () => {
    const slow = judge((cell) => 1.5 * known(cell));
    expect(slow.verdict).toBe('undecided');
    expect(slow.controls.map(({ passed }) => passed)).toEqual([false, false]);
  });
});

it('a smoke run leaves product and needle in the times of theory', () => {
  const smoke = settingsOf('smoke');
  const dataset = (): never => {
    throw new Error('no data set is needed');
  };
  const some = brownianDimensionEscape
    .plan(smoke)
    .filter(({ dimension, barrier }) => dimension <= 3 && (barrier ?? 0) <= 3);
  for (const cell of some) {
    const { times } = brownianDimensionEscape.run(cell, { seed: 1, dataset });
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    // Exact for one coordinate; crossings of several have some memory, which lengthens the shortest of them.
    const [low, high] = cell.barrier === undefined || cell.dimension === 1 ? [0.95, 1.05] : [0.9, 1.5];
    const allowed = (4 * mean) / Math.sqrt(times.length);
    expect(mean).toBeGreaterThan(low * known(cell) - allowed);
    expect(mean).toBeLessThan(high * known(cell) + allowed);
  }
});
