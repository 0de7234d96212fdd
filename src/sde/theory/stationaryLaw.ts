import { UserError } from '../../error.js';

/** How far a row may sum from zero, relative to its diagonal. */
const rowTolerance = 1e-9;

/**
 * Stationary law pi of a Markov chain in continuous time, pi Q = 0 and sum pi = 1, by the elimination of
 * Grassmann, Taksar and Heyman (1985). It adds, multiplies and divides numbers that are not negative and
 * never subtracts, so that every probability, however small, has a relative error of about n^3 roundings
 * (O'Cinneide 1993). Diagonals are taken from the sums of the rows, not from the matrix.
 *
 * @param generator - Q, rates from row to column off the diagonal, for example of `levyTransitionRates`
 * @throws {UserError} when Q is empty or not square, a rate is negative or not finite, a diagonal is not
 *   minus
 * the sum of its row, or states cannot reach one another, so that the law is not unique
 */
export function stationaryLaw(generator: readonly (readonly number[])[]): Float64Array {
  const rates = checkedRates(generator);
  const n = rates.length;
  for (let k = n - 1; k > 0; k--) {
    let leaving = 0;
    for (let j = 0; j < k; j++) leaving += rates[k][j];
    if (!(leaving > 0)) {
      throw new UserError(
        `From state ${k} no state of smaller number can be reached, ` +
          'so that the stationary law is not unique or is zero on some states.',
        'Give a generator all of whose states can reach one another.',
      );
    }
    for (let i = 0; i < k; i++) rates[i][k] /= leaving;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) if (i !== j) rates[i][j] += rates[i][k] * rates[k][j];
    }
  }
  const law = new Float64Array(n);
  law[0] = 1;
  let total = 1;
  for (let k = 1; k < n; k++) {
    for (let i = 0; i < k; i++) law[k] += law[i] * rates[i][k];
    if (law[k] === 0) {
      throw new UserError(
        `State ${k} is never entered, so that its stationary probability is zero.`,
        'Leave it out, or give a generator all of whose states can reach one another.',
      );
    }
    total += law[k];
  }
  return law.map((weight) => weight / total);
}

function checkedRates(generator: readonly (readonly number[])[]): Float64Array[] {
  const n = generator.length;
  if (n === 0 || !generator.every((row) => row.length === n)) {
    throw new UserError(
      `A generator of ${n} rows with ${generator.map((row) => row.length).join(', ')} entries is not square.`,
      'Give one row and one column a state.',
    );
  }
  generator.forEach((row, i) => {
    const leaving = row.reduce((sum, rate, j) => (i === j ? sum : sum + rate), 0);
    if (!row.every((rate, j) => Number.isFinite(rate) && (i === j || rate >= 0))) {
      throw new UserError(
        `Row ${i} of the generator holds a rate that is negative or not finite.`,
        'Rates between different states must be 0 or positive.',
      );
    }
    if (Math.abs(row[i] + leaving) > rowTolerance * Math.max(leaving, -row[i])) {
      throw new UserError(
        `The diagonal of row ${i} is ${row[i]}, the other rates of the row sum to ${leaving}.`,
        'Put minus the sum of the other rates on the diagonal.',
      );
    }
  });
  return generator.map((row) => Float64Array.from(row));
}
