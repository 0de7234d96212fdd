import { expOf, log, logOf } from '../../kernel/index.js';
import { fewestDegrees, mostDegrees, studentT, type StudentLaw } from '../studentT.js';
import { halfRatioSlope, logHalfRatio } from '../studentTail.js';
import type { LawFit } from './lawFit.js';
import { maximise, type Likelihood } from './newton.js';
import { standardSample } from './sample.js';

const free = [-Infinity, Infinity] as const;
/** Standardised points whose squares are kept out of the number range. */
const far = 1e150;

/**
 * The Student law of largest likelihood, by Newton's steps in location, log scale and log degrees. Standard
 * errors from the observed information; none where the degrees end at 0.1 or 1000.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @see Lange, Little and Taylor 1989
 * @example
 * import { draw, fitStudentT, stream, studentT } from 'heavytail/law';
 * const sample = draw(studentT({ degrees: 3 }), 1000, stream(1, 'example'));
 * const found = fitStudentT(sample);
 * found.converged && found.law.degrees; // → 2.8512
 */
export function fitStudentT(sample: ArrayLike<number>): LawFit<StudentLaw, 'degrees' | 'location' | 'scale'> {
  const { values, centre, unit } = standardSample(sample);
  const range = [logOf(fewestDegrees), logOf(mostDegrees)] as const;
  const found = maximise(
    (place) => likelihood(values, place),
    [0, logOf(0.6), logOf(4)],
    [free, free, range],
  );
  if (found === undefined) {
    return { converged: false, sentence: 'The likelihood has no maximum that the search could reach.' };
  }
  const [location, logScale, logDegrees] = found.place;
  const scale = unit * expOf(logScale);
  // The logarithms of the ends of the range are rounded.
  const degrees =
    logDegrees === range[0] ? fewestDegrees : logDegrees === range[1] ? mostDegrees : expOf(logDegrees);
  const errors = found.covariance?.map((row, i) => Math.sqrt(row[i]));
  return {
    converged: true,
    law: studentT({ degrees, location: centre + unit * location, scale }),
    standardErrors: errors && {
      degrees: degrees * errors[2],
      location: unit * errors[0],
      scale: scale * errors[1],
    },
    logLikelihood: found.value - values.length * logOf(unit),
  };
}

/** In location, log scale and log degrees. */
function likelihood(values: Float64Array, [location, logScale, logDegrees]: readonly number[]): Likelihood {
  const [n, scale, degrees] = [values.length, expOf(logScale), expOf(logDegrees)];
  const zs = values.map((x) => (x - location) / scale);
  const logSpreads = log(zs.map((z) => (Math.abs(z) < far ? 1 + (z * z) / degrees : Math.abs(z))));
  let [spreads, pulls, squares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const z = zs[i];
    if (Math.abs(z) >= far) {
      spreads += 2 * logSpreads[i] - logDegrees;
      pulls += (degrees + 1) / z;
      squares += degrees + 1;
      continue;
    }
    const weight = (degrees + 1) / (degrees + z * z);
    spreads += logSpreads[i];
    pulls += weight * z;
    squares += weight * z * z;
  }
  const constant = logHalfRatio(degrees / 2) - 0.5 * logOf(degrees * Math.PI);
  const slope = n * (halfRatioSlope(degrees / 2) - 1 / degrees) - spreads + squares / degrees;
  return {
    value: n * (constant - logScale) - ((degrees + 1) / 2) * spreads,
    gradient: [pulls / scale, squares - n, (degrees / 2) * slope],
  };
}
