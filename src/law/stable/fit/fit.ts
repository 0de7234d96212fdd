import { stable, type StableLaw } from '../law.js';
import { standardErrors } from './information.js';
import { leastAlpha, maximise } from './likelihood.js';
import { parameterNames, transformed, type ParameterName, type Parameters } from './parameters.js';
import { quantileMethod, sampleQuantiles } from './quantileMethod.js';

export interface FitOptions {
  /** 'likelihood' (default) or the quantile method of McCulloch (1986). */
  readonly method?: 'likelihood' | 'quantile';
  /** Parameters held at a value (likelihood only); the location is that of S0. */
  readonly fixed?: Partial<Parameters>;
}

/** A fit that came to its end, or the reason why it did not. */
export type StableFit =
  | {
      readonly converged: true;
      /** In S0. */
      readonly law: StableLaw;
      /**
       * Of a likelihood fit of that law, from the Fisher information; 0 for fixed parameters. Undefined at the
       * ends alpha = 2 and |beta| = 1, where errors are not normal, and for other methods.
       */
      readonly standardErrors: Readonly<Record<ParameterName, number>> | undefined;
      readonly logLikelihood: number;
    }
  | { readonly converged: false; readonly sentence: string };

const fewestPoints = 10;

/**
 * Fits an alpha-stable law to a sample of independent draws. The sample is first brought to the origin and a
 * quartile range of 1, so that a fit is equivariant under shift, scale and mirror image.
 *
 * @param sample - at least 10 finite numbers, not half of them equal
 * @throws {RangeError} when the sample or a fixed parameter is not like that
 * @see DuMouchel 1973 and Nolan 2001 (likelihood), McCulloch 1986 (quantiles)
 * @example
 * const result = fit(draw(stable({ alpha: 1.5 }), 10000, stream(1, 'example')));
 * if (result.converged) result.law.alpha // about 1.5
 */
export function fit(sample: ArrayLike<number>, options: FitOptions = {}): StableFit {
  const { method = 'likelihood', fixed = {} } = options;
  const sorted = checkedSample(sample);
  checkFixed(fixed);
  const [q25, q50, q75] = sampleQuantiles(sorted, [0.25, 0.5, 0.75]);
  const unit = q75 - q25;
  if (!(unit > 0)) {
    throw new RangeError(
      `Half of the ${sorted.length} points are equal (to ${q50}): no continuous law fits them.`,
    );
  }
  const standard = sorted.map((x) => (x - q50) / unit);
  const start = quantileMethod(standard);
  if (method === 'quantile') {
    return {
      converged: true,
      law: stable(transformed(start, unit, q50)),
      standardErrors: undefined,
      logLikelihood: NaN,
    };
  }
  const held = {
    ...fixed,
    ...(fixed.scale === undefined ? {} : { scale: fixed.scale / unit }),
    ...(fixed.location === undefined ? {} : { location: (fixed.location - q50) / unit }),
  };
  const free = parameterNames.filter((name) => fixed[name] === undefined);
  const found = maximise(standard, { ...start, ...held }, free);
  if (!found.converged) {
    return { converged: false, sentence: 'The likelihood has no maximum that the search could reach.' };
  }
  const parameters = { ...transformed(found.parameters, unit, q50), ...fixed };
  return {
    converged: true,
    law: stable(parameters),
    standardErrors: errorsOf(parameters, free, sorted.length),
    logLikelihood: found.logLikelihood - sorted.length * Math.log(unit),
  };
}

function errorsOf(parameters: Parameters, free: readonly ParameterName[], n: number) {
  const { alpha, beta } = parameters;
  const atEnd =
    (free.includes('alpha') && (alpha === 2 || alpha === leastAlpha)) ||
    (free.includes('beta') && Math.abs(beta) === 1);
  return atEnd ? undefined : standardErrors(parameters, free, n);
}

function checkedSample(sample: ArrayLike<number>): Float64Array {
  if (sample.length < fewestPoints) {
    throw new RangeError(`The sample has ${sample.length} points; a fit needs at least ${fewestPoints}.`);
  }
  const sorted = Float64Array.from(sample);
  const wrong = sorted.findIndex((x) => !Number.isFinite(x));
  if (wrong >= 0) throw new RangeError(`Point ${wrong} of the sample is ${sorted[wrong]}; it must be finite.`);
  return sorted.sort();
}

function checkFixed(fixed: Partial<Parameters>): void {
  stable({ alpha: 1.5, ...fixed });
  if (fixed.alpha !== undefined && fixed.alpha < leastAlpha) {
    throw new RangeError(`alpha is fixed at ${fixed.alpha}; a fit needs at least ${leastAlpha}.`);
  }
}
