import { draw, normal, stream } from 'heavytail/law';
import { covarianceFactor } from '#heavytail/tail/surrogate/covarianceFactor';
import { describe, expect, it } from 'vitest';

describe('covarianceFactor', () => {
  it.each([
    [500, 20],
    [10, 30],
  ])('has the covariance of %d rows of %d columns', (rows, columns) => {
    const values = draw(normal(), rows * columns, stream(1, rows));
    // The last column depends on the others.
    for (let p = 0; p < rows; p++) {
      values[p * columns + columns - 1] = values[p * columns] - values[p * columns + 1];
    }
    const factor = covarianceFactor({ rows, columns, values });
    expect(factor.rows).toBeLessThanOrEqual(Math.min(rows, columns));
    const product = (matrix: typeof factor, i: number, j: number) => {
      let sum = 0;
      for (let p = 0; p < matrix.rows; p++) {
        sum += matrix.values[p * columns + i] * matrix.values[p * columns + j];
      }
      return sum / (matrix.rows - 1);
    };
    const whole = { rows, columns, values };
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) expect(product(factor, i, j)).toBeCloseTo(product(whole, i, j), 10);
    }
  });
});
