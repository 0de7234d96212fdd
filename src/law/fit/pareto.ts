import { binaryUnit, logOf, powOf, square } from '../../kernel/index.js';
import { generalisedPareto, type GeneralisedParetoLaw } from '../generalisedPareto.js';
import { logOfOnePlus } from '../nearOne.js';
import { pareto, type ParetoLaw } from '../pareto.js';
import type { LawFit } from './lawFit.js';
import { sortedSample } from './sample.js';

/**
 * The Pareto law of largest likelihood: the sample's smallest point, and Hill's estimate from all others. The
 * minimum is too large by about its standard error, as smallest points are.
 *
 * @param sample - at least 10 positive finite numbers, not half of them equal
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @example
 * import { draw, fitPareto, pareto, stream } from 'heavytail/law';
 * const sample = draw(pareto({ tailIndex: 1.5 }), 1000, stream(1, 'example'));
 * const found = fitPareto(sample);
 * found.converged && found.law.tailIndex; // → 1.411
 */
export function fitPareto(sample: ArrayLike<number>): LawFit<ParetoLaw, 'tailIndex' | 'minimum'> {
  const { sorted } = sortedSample(sample);
  const minimum = sorted[0];
  if (minimum <= 0) {
    throw new RangeError(`The smallest point of the sample is ${minimum}; a Pareto law has positive points.`);
  }
  const n = sorted.length;
  const logRatio = (x: number) => {
    const excess = (x - minimum) / minimum;
    return excess < Infinity ? logOfOnePlus(excess) : logOf(x) - logOf(minimum);
  };
  const sum = sorted.reduce((total, x) => total + logRatio(x), 0);
  const tailIndex = n / sum;
  return {
    converged: true,
    law: pareto({ tailIndex, minimum }),
    standardErrors: { tailIndex: tailIndex / Math.sqrt(n), minimum: minimum / (n * tailIndex) },
    logLikelihood: n * (logOf(tailIndex) - logOf(minimum)) - (tailIndex + 1) * sum,
  };
}

/** Of the search, in shape/scale and units of the mean excess. */
const nearZero = 1e-5;
/**
 * Largest shape/scale times excess that is tried: so large, both it and the ratio of shape/scale to
 * `nearZero` are numbers.
 */
const farthest = 1e302;
/**
 * Between places farther apart than this the search halves the logarithm of shape/scale before it takes
 * secants.
 */
const widestBracket = 8;
const pointsPerSide = 30;
const mostSteps = 60;

/**
 * The generalised Pareto law of largest likelihood above a threshold, with shape > -1: below, the likelihood
 * is unbounded. The likelihood is maximised over shape at each shape/scale in closed form, and over
 * shape/scale by search for all roots of its derivative. No standard errors for shape <= -1/2.
 *
 * @param sample - at least 10 finite numbers above the threshold, not half of them equal
 * @param options - the threshold, by default 0: the sample is one of excesses
 * @returns the law with standard errors and log-likelihood, or the reason why there is none
 * @throws {RangeError} when the sample is not like that
 * @see Grimshaw 1993; Smith 1985 on standard errors
 * @example
 * import { draw, fitGeneralisedPareto, generalisedPareto, stream } from 'heavytail/law';
 * const sample = draw(generalisedPareto({ shape: 0.5 }), 1000, stream(1, 'example'));
 * const found = fitGeneralisedPareto(sample);
 * found.converged && found.law.shape; // → 0.528867
 */
export function fitGeneralisedPareto(
  sample: ArrayLike<number>,
  options: { readonly threshold?: number } = {},
): LawFit<GeneralisedParetoLaw, 'shape' | 'scale'> {
  const { threshold = 0 } = options;
  const { sorted } = sortedSample(sample);
  if (!(sorted[0] > threshold && Number.isFinite(threshold))) {
    throw new RangeError(
      `The smallest point of the sample is ${sorted[0]}; all must lie above the threshold, ${threshold}.`,
    );
  }
  const n = sorted.length;
  const largest = sorted[n - 1] - threshold;
  // Through the largest excess, so that the mean stays in the number range.
  const mean = largest * (sorted.reduce((sum, x) => sum + (x - threshold) / largest, 0) / n);
  const excesses = sorted.map((x) => (x - threshold) / mean);
  const best = maxima(excesses)
    .map((ratio) => profile(excesses, ratio))
    .reduce<Profile | undefined>((a, b) => (a === undefined || b.value > a.value ? b : a), undefined);
  const scale = mean * (best?.scale ?? 0);
  if (best === undefined || scale === 0) {
    const beyond = best !== undefined || profile(excesses, highestRatio(excesses)).slope > 0;
    return {
      converged: false,
      sentence: beyond ? tooWide(sorted) : 'The likelihood has no maximum with a shape above -1.',
    };
  }
  const { shape } = best;
  return {
    converged: true,
    law: generalisedPareto({ shape, scale, threshold }),
    standardErrors:
      shape > -0.5
        ? { shape: (1 + shape) / Math.sqrt(n), scale: scale * Math.sqrt((2 * (1 + shape)) / n) }
        : undefined,
    logLikelihood: n * (best.value - logOf(mean)),
  };
}

function tooWide(sorted: Float64Array): string {
  const range = `from ${sorted[0]} to ${sorted[sorted.length - 1]}`;
  return (
    `The points above the threshold reach ${range}, over so many powers of ten that the search for ` +
    'the likeliest law leaves the number range.'
  );
}

interface Profile {
  readonly shape: number;
  readonly scale: number;
  /** Largest log-likelihood, a point. */
  readonly value: number;
  /** A number of the sign of the value's derivative in shape/scale. */
  readonly slope: number;
}

/** The shape, and with it the scale, of largest likelihood for a given shape/scale. */
function profile(excesses: Float64Array, ratio: number): Profile {
  const n = excesses.length;
  if (ratio === 0) {
    const square = excesses.reduce((sum, x) => sum + x * x, 0) / n;
    return { shape: 0, scale: 1, value: -1, slope: square / 2 - 1 };
  }
  let [logs, inverses] = [0, 0];
  for (const x of excesses) {
    logs += logOfOnePlus(ratio * x);
    inverses += 1 / (1 + ratio * x);
  }
  const shape = logs / n;
  const scale = shape / ratio;
  return { shape, scale, value: -logOf(scale) - shape - 1, slope: (1 + shape) * (inverses / n) - 1 };
}

/** The shape/scale beyond which there is no maximum (Grimshaw 1993, with a mean of 1), or no number. */
function highestRatio(excesses: Float64Array): number {
  const [smallest, largest] = [excesses[0], excesses[excesses.length - 1]];
  return Math.max(1, Math.min((2 * (1 - smallest)) / (smallest * smallest), farthest / largest));
}

/** How near to its pole, as a share, the derivative is looked at. */
const nearPole = 1e-9;
/** A bracket is narrow enough at this share of the place. */
const narrowBracket = 1e-14;

/** All shape/scale at which the likelihood has a maximum, by the changes of sign of its derivative. */
function maxima(excesses: Float64Array): number[] {
  const highest = highestRatio(excesses);
  const lowest = -1 / excesses[excesses.length - 1];
  const steps = Array.from({ length: pointsPerSide + 1 }, (_, i) => i / pointsPerSide);
  const between = (from: number, to: number) => steps.map((t) => from * powOf(to / from, t));
  const places = [
    ...between(nearPole, 0.5).map((share) => lowest * (1 - share)),
    ...between(0.5, nearZero).map((share) => lowest * share),
    0,
    ...between(nearZero, highest),
  ];
  const found: number[] = [];
  let low = places[0];
  let rising = profile(excesses, low).slope > 0;
  for (const high of places.slice(1)) {
    const goesOn = profile(excesses, high).slope > 0;
    if (rising && !goesOn) found.push(root(excesses, low, high));
    low = high;
    rising = goesOn;
  }
  return found;
}

/**
 * The zero of the falling slope between two places, by secants whose older end is weighed down (Illinois).
 */
function root(excesses: Float64Array, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low > 0 && high / low > widestBracket) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    if (profile(excesses, middle).slope > 0) low = middle;
    else high = middle;
  }
  // A power of two, so that squares stay in the number range and are otherwise the same.
  const unit = low > 1 ? binaryUnit([low]) : 1;
  const slope = (place: number) =>
    profile(excesses, place).slope / Math.max(square(place / unit), nearZero * nearZero);
  let [above, below] = [slope(low), slope(high)];
  let side = 0;
  for (let step = 0; step < mostSteps; step++) {
    const middle = (low * below - high * above) / (below - above);
    if (!(middle > low && middle < high)) break;
    const value = slope(middle);
    if (value > 0) {
      if (side > 0) below /= 2;
      [low, above, side] = [middle, value, 1];
    } else {
      if (side < 0) above /= 2;
      [high, below, side] = [middle, value, -1];
    }
    if (high - low < narrowBracket * Math.max(Math.abs(low), nearZero) || value === 0) break;
  }
  return Math.abs(above) < Math.abs(below) ? low : high;
}
