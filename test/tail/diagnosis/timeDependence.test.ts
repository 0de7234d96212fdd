import { draw, normal, stream } from 'heavytail/law';
import { timeDependence } from 'heavytail/tail';
import { withoutDrift } from '#heavytail/tail/diagnosis/timeDependence';
import { describe, expect, it } from 'vitest';

const ones = (rows: number) => new Float64Array(rows).fill(1);

/** Correlation of neighbours, as books have it (Box and Jenkins): sums over one mean. */
function lagOne(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const centred = values.map((x) => x - mean);
  const products = centred.slice(1).reduce((sum, x, p) => sum + x * centred[p], 0);
  return products / centred.reduce((sum, x) => sum + x * x, 0);
}

describe('timeDependence', () => {
  it('has the correlation of neighbours, as a mean over the columns that vary', () => {
    const rows = 40;
    const values = Float64Array.from({ length: rows * 3 }, (_, i) => {
      const p = Math.floor(i / 3);
      return [p % 2 ? 6 : 4, p, 5][i % 3];
    });
    const found = timeDependence({ rows, columns: 3, values }, ones(rows), stream(1));
    const ramp = lagOne(Array.from({ length: rows }, (_, p) => p));
    expect(ramp).toBeGreaterThan(0.9);
    expect(found.columnCorrelation).toBeCloseTo((-39 / 40 + ramp + 0) / 3, 12);
  });

  it('has the correlation of logarithms of norms, and none where all are equal', () => {
    const rows = 40;
    const noise = { rows, columns: 1, values: draw(normal(), rows, stream(1)) };
    const norms = Float64Array.from({ length: rows }, (_, p) => Math.exp((p * p) / 300));
    const { normCorrelation, normZ } = timeDependence(noise, norms, stream(2));
    expect(normCorrelation).toBeCloseTo(lagOne(Array.from(norms, (norm) => Math.log(norm))), 12);
    expect(normZ).toBeGreaterThan(4);
    expect(timeDependence(noise, ones(rows), stream(2))).toMatchObject({ normCorrelation: 0, normZ: 0 });
  });

  it('takes a norm of 0 for the smallest number', () => {
    const noise = { rows: 20, columns: 1, values: draw(normal(), 20, stream(1)) };
    const norms = Float64Array.from({ length: 20 }, (_, p) => (p % 2 ? 0 : 1));
    expect(timeDependence(noise, norms, stream(2)).normCorrelation).toBeCloseTo(-19 / 20, 12);
  });

  it('has z against 40 random orders of the rows', () => {
    const [rows, columns] = [30, 2];
    const values = draw(normal(), rows * columns, stream(1));
    const found = timeDependence({ rows, columns, values }, ones(rows), stream(2));
    const ofOrder = (order: ArrayLike<number>) => {
      const column = (j: number) => Array.from(order, (p) => values[p * columns + j]);
      return (lagOne(column(0)) + lagOne(column(1))) / 2;
    };
    const nulls = Array.from({ length: 40 }, (_, s) => ofOrder(stream(2).substream(s).permutation(rows)));
    const mean = nulls.reduce((sum, x) => sum + x, 0) / 40;
    const variance = nulls.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39;
    // Of one more order beside 40: its own variance, and that of their mean.
    const identity = Array.from({ length: rows }, (_, p) => p);
    expect(found.columnZ).toBeCloseTo((ofOrder(identity) - mean) / Math.sqrt(variance + variance / 40), 9);
    // The mean over all orders is -1/n (Moran 1948), the deviation of two columns about sqrt(1/(2n)).
    expect(Math.abs(mean + 1 / rows)).toBeLessThan(5 * Math.sqrt(1 / (2 * rows * 40)));
  });
});

describe('withoutDrift', () => {
  const ramp = (rows: number) => Float64Array.from({ length: rows }, (_, p) => p + 1);
  const divisors = (norms: Float64Array) => {
    const { values } = withoutDrift(
      { rows: norms.length, columns: 2, values: new Float64Array(2 * norms.length).fill(1) },
      norms,
    );
    return Array.from(norms, (_, p) => {
      expect(values[2 * p]).toBe(values[2 * p + 1]);
      return 1 / values[2 * p];
    });
  };

  it.each([
    [40, 5],
    [239, 5],
    [240, 6],
    [400, 10],
  ])('divides %i rows by the median norm of %i on each side', (rows, half) => {
    const found = divisors(ramp(rows));
    found.forEach((divisor, p) => {
      // At the ends the window stays whole, so that its middle is not the row.
      const middle = Math.min(Math.max(p, half), rows - 1 - half);
      expect(divisor).toBeCloseTo(middle + 1, 9);
    });
  });

  it('is not moved by single large norms', () => {
    const norms = ramp(60).fill(1);
    norms[30] = 1e6;
    expect(divisors(norms)[30]).toBe(1);
  });

  it('leaves rows among zeros as they are', () => {
    const norms = ramp(60);
    norms.fill(0, 0, 30);
    const found = divisors(norms);
    expect(found[0]).toBe(1);
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found[59]).toBe(55);
  });

  it('does not change what it is given', () => {
    const values = ramp(60);
    withoutDrift({ rows: 60, columns: 1, values }, ramp(60));
    expect(values).toEqual(ramp(60));
  });
});
