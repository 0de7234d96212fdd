import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import { estimateTwoScale, estimateVectorTwoScale } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { symmetricStable } from './symmetricStable.js';
import { normalLimit } from '../../falseAlarm.js';

describe('estimateVectorTwoScale', () => {
  it('finds the index of elliptical stable vectors', () => {
    const [rows, columns, alpha] = [20000, 5, 1.4];
    const key = stream(8, 'elliptical');
    // sqrt(A) G with A positive stable of index alpha / 2.
    const factors = draw(
      stable({ alpha: alpha / 2, beta: 1, parameterization: 'S1' }),
      rows,
      stream(8, 'subordinator'),
    );
    const values = key.normals(rows * columns).map((g, i) => g * Math.sqrt(factors[Math.floor(i / columns)]));
    const estimate = estimateVectorTwoScale({ rows, columns, values }, { lower: 4, upper: 40 });
    expect(Math.abs(estimate.inverse! - 1 / alpha)).toBeLessThan(
      normalLimit * estimate.inverseStandardError!,
    );
    expect(estimate.inverseStandardError).toBeLessThan(0.03);
  });

  it('equals the scalar estimate in one dimension', () => {
    const values = symmetricStable(1.3, 3000);
    const scalar = estimateTwoScale(values, { lower: 3, upper: 30 });
    const vector = estimateVectorTwoScale({ rows: 3000, columns: 1, values }, { lower: 3, upper: 30 });
    expect(vector.inverse).toBeCloseTo(scalar.inverse!, 12);
  });
});
