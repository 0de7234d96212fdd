import { logOf } from '../../../kernel/index.js';
import { standardSample } from '../../fit/sample.js';
import type { LawFit } from '../../fit/lawFit.js';
import { stable, type StableLaw } from '../law.js';
import { characteristicMethod } from './characteristicMethod.js';
import { standardErrors } from './information.js';
import { errorsOverInterval, scaleError } from './intervalErrors.js';
import { largestAlpha, leastAlpha, mostPasses } from './climb.js';
import { maximise } from './likelihood.js';
import { logMomentMethod } from './logMomentMethod.js';
import { pointMass } from './pointMass.js';
import { parameterNames, transformed, type ParameterName, type Parameters } from './parameters.js';
import { quantileErrors, quantileMethod } from './quantileMethod.js';
import { logLikelihood } from './scores.js';

/**
 * How a stable law is fitted.
 */
export interface FitOptions {
  /**
   * 'likelihood' (default); 'quantile' (McCulloch 1986); 'characteristic', regression on the empirical
   * characteristic function (Koutrouvelis 1981); 'log-moment', for laws that are symmetric about their
   * location, which is taken to be the median.
   */
  readonly method?: 'likelihood' | 'quantile' | 'characteristic' | 'log-moment';
  /** Parameters held at a value, of a likelihood fit; the location is that of S0. */
  readonly fixed?: Partial<Parameters>;
}

/**
 * Of a law in S0; standard errors of a likelihood fit are from the Fisher information, 0 for parameters that
 * were held.
 */
export type StableFit = LawFit<StableLaw, 'alpha' | 'beta' | 'scale' | 'location'>;

type Estimate = {
  readonly parameters: Parameters;
  readonly standardErrors: Readonly<Record<ParameterName, number>> | undefined;
};

/**
 * Fits an alpha-stable law to a sample of independent draws. The sample is first brought to the origin and a
 * quartile range of 1, so that a fit is equivariant under shift, scale and mirror image.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @param options - the method, and parameters that are held; by default likelihood, and none
 * @returns the law in S0 with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample or a held parameter is not like that
 * @see DuMouchel 1973 and Nolan 2001 (likelihood)
 * @example
 * import { draw, fit, stable } from 'heavytail/stable';
 * import { stream } from 'heavytail/random';
 * const sample = draw(stable({ alpha: 1.5 }), 2000, stream(1, 'example'));
 * const result = fit(sample);
 * result.converged && result.law.alpha; // → 1.49721
 * result.converged && result.standardErrors?.alpha; // → 0.0343677
 */
export function fit(sample: ArrayLike<number>, options: FitOptions = {}): StableFit {
  const { method = 'likelihood', fixed = {} } = options;
  const { sorted, values: standard, centre, unit } = standardSample(sample);
  checkFixed(fixed, method);
  const held = {
    ...fixed,
    ...(fixed.scale === undefined ? {} : { scale: fixed.scale / unit }),
    ...(fixed.location === undefined ? {} : { location: (fixed.location - centre) / unit }),
  };
  const found = estimate(method, standard, held);
  if (found === undefined) return { converged: false, sentence: failures[method] };
  const law = stable({ ...transformed(found.parameters, unit, centre), ...fixed });
  const errors = found.standardErrors;
  const sentence = withoutErrors(sorted, law, errors !== undefined);
  return {
    converged: true,
    law,
    standardErrors:
      errors === undefined || sentence !== undefined
        ? undefined
        : {
            ...errors,
            scale: unit * scaleError(found.parameters.scale, errors.scale),
            location: unit * errors.location,
          },
    logLikelihood: logLikelihood(standard, found.parameters) - standard.length * logOf(unit),
    sentence,
  };
}

/** Why a fit has no standard errors. */
function withoutErrors(sorted: Float64Array, law: StableLaw, have: boolean): string | undefined {
  const mass = pointMass(sorted, law);
  if (mass !== undefined) {
    return (
      `${mass.count} of the ${sorted.length} points are equal (to ${mass.value}), far more than under ` +
      'the fitted law: errors of it would mean nothing.'
    );
  }
  if (have) return undefined;
  const end = law.alpha > 1 ? 'alpha = 2, the normal law' : `alpha = ${leastAlpha}, the least that is sought`;
  return `The fit ends at ${end}: at the end of a range errors are not normal.`;
}

const failures = {
  likelihood:
    `The likelihood has no maximum that the search could reach in ${mostPasses} passes ` + 'over the sample.',
  quantile: 'No stable law has the quantiles of the sample.',
  characteristic:
    'The regression on the characteristic function is singular or does not settle; try the likelihood.',
  'log-moment': `Log|x| about the median has moments that no stable law of alpha from ${leastAlpha} has.`,
} as const;

/** By one method, of a standardised sample in order. */
function estimate(
  method: NonNullable<FitOptions['method']>,
  sorted: Float64Array,
  held: Partial<Parameters>,
): Estimate | undefined {
  if (method === 'log-moment') return logMomentMethod(sorted);
  const start = quantileMethod(sorted);
  if (method === 'quantile') {
    const errorsAt = (alpha: number, beta: number) =>
      quantileErrors({ ...start, alpha, beta }, sorted.length);
    const atEnd = start.alpha === 2 || start.alpha === leastAlpha;
    return {
      parameters: start,
      standardErrors: atEnd ? undefined : errorsOverInterval(start, errorsAt),
    };
  }
  if (method === 'characteristic') return characteristicMethod(sorted, start);
  const free = parameterNames.filter((name) => held[name] === undefined);
  const found = maximise(sorted, { ...start, ...held }, free);
  if (!found.converged) return undefined;
  const { alpha } = found.parameters;
  const atEnd = free.includes('alpha') && (alpha >= largestAlpha || alpha === leastAlpha);
  const errorsAt = (index: number, beta: number) =>
    standardErrors({ ...found.parameters, alpha: index, beta }, free, sorted.length);
  return {
    parameters: found.parameters,
    standardErrors: atEnd ? undefined : errorsOverInterval(found.parameters, errorsAt),
  };
}

function checkFixed(fixed: Partial<Parameters>, method: FitOptions['method']): void {
  if (Object.keys(fixed).length === 0) return;
  if (method !== undefined && method !== 'likelihood') {
    throw new RangeError(`Parameters are held by the method 'likelihood' only, not by '${method}'.`);
  }
  stable({ alpha: 1.5, ...fixed });
  if (fixed.alpha !== undefined && fixed.alpha < leastAlpha) {
    throw new RangeError(`alpha is held at ${fixed.alpha}; a fit needs at least ${leastAlpha}.`);
  }
}
