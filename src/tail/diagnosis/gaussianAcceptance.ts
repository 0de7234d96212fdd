import { square } from '../../kernel/index.js';
import { normalQuantile } from '../../law/index.js';
import { usualLevel } from '../estimate.js';
import { andersonDarling } from '../../statistics/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';

const usualSignificance = 0.05;

/** How many columns of a matrix pass as Gaussian. */
export interface GaussianAcceptance {
  readonly tested: number;
  /** Columns that could not be tested: constant, or holding values that are not finite. */
  readonly untested: number;
  readonly accepted: number;
  /** accepted / tested with its interval at 95 %; undefined when no column could be tested. */
  readonly share: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Share of true Gaussians of any size that is accepted: 1 - significance. */
  readonly expected: number;
}

/**
 * Share of the columns of a matrix that pass as Gaussian (the protocol of Panigrahi, Somani, Goyal,
 * Netrapalli 2019, with columns the projections of the noise of many minibatches).
 *
 * The interval is Wilson's for independent columns. Columns of one matrix share their rows; random
 * projections in many dimensions of noise are nearly independent, coordinates are not: for those
 * compare with the acceptance of `gaussianSurrogate` of the same matrix, whose columns depend on one
 * another in the same way.
 *
 * @param matrix - at least 8 rows
 * @param significance - of each test, in (0, 1); 0.05 by default
 * @returns how many columns were tested and accepted, with the share and its interval at 95 %
 * @example
 * import { draw, laplace, normal, stream } from 'heavytail/law';
 * import { gaussianAcceptance } from 'heavytail/tail';
 *
 * const ofLaw = (law) => ({ rows: 200, columns: 50, values: draw(law, 200 * 50, stream(1, 'noise')) });
 * gaussianAcceptance(ofLaw(normal())).accepted; // → 49
 * gaussianAcceptance(ofLaw(laplace())).accepted; // → 0
 */
export function gaussianAcceptance(
  matrix: NoiseMatrix,
  significance = usualSignificance,
): GaussianAcceptance {
  const { rows, columns, values } = matrix;
  const column = new Float64Array(rows);
  let tested = 0;
  let accepted = 0;
  for (let j = 0; j < columns; j++) {
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j];
    const test = andersonDarling(column);
    if (test.status !== 'ok') continue;
    tested++;
    if (test.pValue >= significance) accepted++;
  }
  const counts = { tested, untested: columns - tested, accepted, expected: 1 - significance };
  if (tested === 0) return { ...counts, share: undefined, low: undefined, high: undefined };
  const share = accepted / tested;
  const z2 = square(normalQuantile((1 + usualLevel) / 2));
  const centre = (share + z2 / (2 * tested)) / (1 + z2 / tested);
  const half =
    (Math.sqrt(z2) * Math.sqrt((share * (1 - share)) / tested + z2 / (4 * tested * tested))) /
    (1 + z2 / tested);
  return { ...counts, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
