import { expOf, log, logOf } from '../../kernel/index.js';
import { scaledBesselK } from '../normalInverseGaussian/besselK.js';
import { exponent, radius } from '../normalInverseGaussian/mixture.js';
import {
  normalInverseGaussian,
  type NormalInverseGaussianLaw,
} from '../normalInverseGaussian/normalInverseGaussian.js';
import type { LawFit } from './lawFit.js';
import { maximise, type Likelihood, type Range } from './newton.js';
import { standardSample } from './sample.js';

/** @inline */
type Parameter = 'steepness' | 'asymmetry' | 'scale' | 'location';

const free: Range = [-Infinity, Infinity];
/** Of artanh(asymmetry/steepness): the ratio stays within 0.9999. */
const skewness: Range = [-4.9, 4.9];
/** Of log(scale sqrt(steepness^2 - asymmetry^2)): from 1e-9, nearly Cauchy, to 1e3, nearly normal. */
const weight: Range = [-20.7, 6.9];

/**
 * The normal inverse Gaussian law of largest likelihood, by Newton's steps in coordinates that stay apart
 * from each other between the limits of Cauchy and normal laws. Standard errors from the observed
 * information; none where the fit ends at one of these limits or at |asymmetry| = 0.9999 steepness.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @see Barndorff-Nielsen 1997; Karlis 2002 on the likelihood
 * @example
 * import { draw, fitNormalInverseGaussian, normalInverseGaussian, stream } from 'heavytail/law';
 * const sample = draw(normalInverseGaussian({ steepness: 2 }), 1000, stream(1, 'example'));
 * const found = fitNormalInverseGaussian(sample);
 * found.converged && found.law.steepness; // → 2.09602
 */
export function fitNormalInverseGaussian(
  sample: ArrayLike<number>,
): LawFit<NormalInverseGaussianLaw, Parameter> {
  const { values, centre, unit } = standardSample(sample);
  const found = maximise(
    (place) => likelihood(values, place),
    [0, logOf(0.6), 0, 0],
    [free, free, skewness, weight],
  );
  if (found === undefined) {
    return { converged: false, sentence: 'The likelihood has no maximum that the search could reach.' };
  }
  const { parameters, slopes } = coordinates(found.place);
  const [steepness, asymmetry, scale, location] = parameters;
  const { covariance } = found;
  const units = [1 / unit, 1 / unit, unit, unit];
  const errors =
    covariance &&
    slopes.map((row, k) => {
      const variance = row.reduce(
        (sum, x, i) => sum + row.reduce((inner, y, j) => inner + x * y * covariance[i][j], 0),
        0,
      );
      return units[k] * Math.sqrt(variance);
    });
  return {
    converged: true,
    law: normalInverseGaussian({
      steepness: steepness / unit,
      asymmetry: asymmetry / unit,
      scale: scale * unit,
      location: centre + unit * location,
    }),
    standardErrors: errors && {
      steepness: errors[0],
      asymmetry: errors[1],
      scale: errors[2],
      location: errors[3],
    },
    logLikelihood: found.value - values.length * logOf(unit),
  };
}

/**
 * Steepness, asymmetry, scale and location, with their derivatives, in the coordinates of the search: a
 * location and log width that tend to median and width of Cauchy's law where scale gamma -> 0 and to mean and
 * deviation where it -> infinity, artanh(asymmetry/steepness), and log(scale gamma), gamma =
 * sqrt(steepness^2 - asymmetry^2).
 */
function coordinates([place, logWidth, skew, logWeight]: readonly number[]) {
  const product = expOf(logWeight);
  const share = product / (1 + product);
  const growth = expOf(skew);
  const [sinh, cosh] = [(growth - 1 / growth) / 2, (growth + 1 / growth) / 2];
  const logCosh = logOf(cosh);
  const scale = Math.sqrt(1 + product) * expOf(logWidth - share * logCosh);
  const gamma = product / scale;
  const [steepness, asymmetry] = [gamma * cosh, gamma * sinh];
  const shift = scale * sinh * share;
  // Of log(scale), in skew and log weight.
  const inSkew = (-share * sinh) / cosh;
  const inWeight = share / 2 - share * (1 - share) * logCosh;
  return {
    parameters: [steepness, asymmetry, scale, place - shift],
    slopes: [
      [0, -steepness, asymmetry - inSkew * steepness, steepness * (1 - inWeight)],
      [0, -asymmetry, steepness - inSkew * asymmetry, asymmetry * (1 - inWeight)],
      [0, scale, scale * inSkew, scale * inWeight],
      [1, -shift, -shift * inSkew - scale * cosh * share, -shift * (inWeight + 1 - share)],
    ],
  };
}

/** In the coordinates of the search. */
function likelihood(values: Float64Array, place: readonly number[]): Likelihood {
  const { parameters, slopes } = coordinates(place);
  const [steepness, asymmetry, scale, location] = parameters;
  const n = values.length;
  const g = Math.sqrt((steepness - asymmetry) * (steepness + asymmetry));
  const shape = { a: steepness * scale, b: asymmetry * scale, g: g * scale };
  let [value, bySteepness, byAsymmetry, byScale, byLocation] = [0, 0, 0, 0, 0];
  const factors = values.map((x) => {
    const y = (x - location) / scale;
    const q = radius(y);
    const { order0, order1 } = scaledBesselK(shape.a * q);
    const ratio = order0 / order1;
    const pull = 2 / (q * q) + (shape.a * ratio) / q;
    value += exponent(y, shape);
    bySteepness += steepness / g - q * ratio;
    byAsymmetry += y - asymmetry / g;
    byScale += 1 + shape.g - pull;
    byLocation += y * pull - shape.b;
    return order1 / q;
  });
  const gradient = [bySteepness * scale, byAsymmetry * scale, byScale / scale, byLocation / scale];
  return {
    value:
      value + log(factors).reduce((sum, x) => sum + x, 0) + n * (logOf(shape.a / Math.PI) - logOf(scale)),
    gradient: [0, 1, 2, 3].map((i) => slopes.reduce((sum, row, k) => sum + row[i] * gradient[k], 0)),
  };
}
