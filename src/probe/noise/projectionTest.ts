import { square } from '../../kernel/index.js';
import type { Stream } from '../../law/index.js';
import { gaussianAcceptance, gaussianSurrogate, type NoiseMatrix } from '../../tail/index.js';

/** How many directions pass for Gaussian, beside what Gaussian noise of the same covariance gives. JSON. */
export type ProjectionTest = {
  /** Share of the directions that the Anderson-Darling test accepts at 5 %. */
  readonly acceptance: number;
  /** Mean of the same share over Gaussian surrogates. */
  readonly expected: number;
  /** Its standard deviation over surrogates. */
  readonly spread: number;
  /** Of `acceptance`. It allows for the dependence of directions. */
  readonly standardError: number;
  /**
   * A control: where the acceptance of one more surrogate ranks among all, from 0 to 1, ties counted half.
   * Over tests its mean is 1/2 and its variance at most 1/12, whatever the covariance.
   */
  readonly controlRank: number;
};

const surrogates = 40;
/** Level of the test of one column. */
const falseAlarm = 0.05;
/** Of whether one Gaussian column is accepted. */
const binomialVariance = falseAlarm * (1 - falseAlarm);

/**
 * Tests each column for normality across its rows (Panigrahi et al. 2019, arXiv 1910.09626), and compares
 * the share accepted with that of Gaussian surrogates, which have exactly the covariance of the columns.
 *
 * Columns are different projections of the same minibatches and therefore dependent. The spread of the
 * surrogates' acceptance says how many independent columns they are worth, and the standard error is that
 * of a binomial share of so many. A share of 0 or 1 gets the error of one column more or less.
 *
 * @param noise - rows are minibatches, columns projections or coordinates
 * @param stream - draws the surrogates
 * @returns shares that pass, of the noise and of its surrogates
 * @throws {RangeError} when no column can be tested, or a number is not finite
 */
export function testProjections(noise: NoiseMatrix, stream: Stream): ProjectionTest {
  const acceptance = shareOf(noise);
  // The share leaves out such columns, and their surrogates would be none.
  if (!Float64Array.from(noise.values).every(Number.isFinite)) {
    throw new RangeError('The noise holds NaN or infinite values; leave their rows out.');
  }
  const centred = centre(noise);
  const shares = Array.from({ length: surrogates + 1 }, (_, s) =>
    shareOf({ ...noise, values: gaussianSurrogate(centred, stream.substream(s)) }),
  );
  const control = shares.pop() as number;
  const expected = shares.reduce((sum, share) => sum + share, 0) / surrogates;
  const variance = shares.reduce((sum, share) => sum + square(share - expected), 0) / (surrogates - 1);
  // No less than independent columns give, so that a chance agreement of all surrogates is no certainty.
  const spread = Math.sqrt(Math.max(variance, binomialVariance / noise.columns));
  const independent = binomialVariance / (spread * spread);
  const bounded = Math.min(Math.max(acceptance, 1 / noise.columns), 1 - 1 / noise.columns);
  const standardError = Math.sqrt((bounded * (1 - bounded)) / independent);
  const below = shares.filter((share) => share < control).length;
  const equal = shares.filter((share) => share === control).length;
  const controlRank = (below + (equal + 1) / 2) / (surrogates + 1);
  return { acceptance, expected, spread, standardError, controlRank };
}

function shareOf(noise: NoiseMatrix): number {
  const { share } = gaussianAcceptance(noise);
  if (share === undefined) {
    throw new RangeError(
      'No column of the noise can be tested for normality: all are constant or not finite.',
    );
  }
  return share;
}

function centre({ rows, columns, values }: NoiseMatrix): NoiseMatrix {
  const centred = Float64Array.from(values);
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let p = 0; p < rows; p++) sum += values[p * columns + j];
    for (let p = 0; p < rows; p++) centred[p * columns + j] -= sum / rows;
  }
  return { rows, columns, values: centred };
}
