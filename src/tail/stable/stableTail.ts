import { fitStable, normalQuantile, type StableFit } from '../../law/index.js';
import { missing, usualLevel, type TailEstimate } from '../estimate.js';

/** The alpha of a fitted stable law as a tail index, with the rest of the law; see `estimateStableTail`. */
export type StableTailEstimate = TailEstimate<{
  readonly sampleSize: number;
  /** The fitted law in S0; undefined without an estimate. */
  readonly beta?: number;
  readonly scale?: number;
  readonly location?: number;
}>;

/** Fewest values that a stable law is fitted to. */
const fewestValues = 10;

/** Most fits for the end of an interval, and how near to z the root of the likelihood ratio must come. */
const mostFits = 8;
const nearness = 0.03;
/** Until the end lies between two fits, each is at most so many times as far from the best as the last. */
const longestStep = 3;

/** The profile likelihood is not followed below this alpha. */
const leastAlpha = 0.5;

/**
 * The alpha of a stable law fitted to a whole sample, by likelihood or by regression on the empirical
 * characteristic function (Koutrouvelis 1981), as a tail index. All of the sample counts, most of it near
 * the centre: for samples from another law the fit says which stable law looks most like them, not how
 * their tails fall, and alpha below 2 is no evidence of an infinite variance.
 *
 * alpha is at most 2, and so is `high`. The interval is normal in alpha where it ends below 2. Where it
 * would pass 2, a likelihood fit is given the interval of its profile likelihood instead, of all alpha
 * whose largest likelihood is within z^2 / 2 of the best, and `inverseStandardError` is what would give
 * that interval's lower end; the regression, which has no likelihood, is cut off at 2 and gives no estimate
 * where it ends there.
 *
 * @param sample - independent draws of one quantity, at least 10
 * @param settings - method: 'likelihood' (the default) or 'characteristic'; level of the interval, in (0, 1)
 * @returns an estimate; `not-enough-data` for fewer than 10 values, `invalid` for values that are not finite,
 * for samples that no continuous law fits, and for fits that do not come to an end
 * @example
 * import { draw, stable, stream } from 'heavytail/law';
 * import { estimateStableTail } from 'heavytail/tail';
 *
 * const sample = draw(stable({ alpha: 1.5 }), 1000, stream(1, 'example'));
 * const { tailIndex, low, high } = estimateStableTail(sample);
 * tailIndex; // → 1.5
 * [low < 1.5, high > 1.5]; // → [true,true]
 */
export function estimateStableTail(
  sample: ArrayLike<number>,
  settings: { readonly method?: 'likelihood' | 'characteristic'; readonly level?: number } = {},
): StableTailEstimate {
  const { method = 'likelihood', level = usualLevel } = settings;
  const details = { sampleSize: sample.length };
  const refusal = refused(sample);
  if (refusal !== undefined) return { ...missing(refusal.status, refusal.sentence, level), ...details };
  const fit = fitStable(sample, { method });
  if (!fit.converged) return { ...missing('invalid', fit.sentence, level), ...details };
  const { alpha, beta, scale, location } = fit.law;
  const z = normalQuantile((1 + level) / 2);
  const error = fit.standardErrors?.alpha;
  let interval: { low: number; high: number };
  if (error !== undefined && alpha + z * error < 2) {
    interval = { low: Math.max(alpha - z * error, 0), high: alpha + z * error };
  } else if (method === 'likelihood') {
    const low = profileEnd(sample, fit, z);
    if (low === undefined) {
      const sentence =
        `The likelihood stays near its largest value down to alpha = ${leastAlpha}: ` +
        'the sample does not say.';
      return { ...missing('invalid', sentence, level), ...details };
    }
    // The upper end is left at 2: between the estimate and 2 the profile is nearly flat.
    interval = { low, high: 2 };
  } else if (error === undefined) {
    const sentence = 'The regression ends at alpha = 2, where its errors are not known; fit by likelihood.';
    return { ...missing('invalid', sentence, level), ...details };
  } else {
    interval = { low: alpha - z * error, high: 2 };
  }
  const inverseStandardError =
    error === undefined || interval.high === 2 ? (1 / interval.low - 1 / alpha) / z : error / (alpha * alpha);
  return {
    status: 'ok',
    tailIndex: alpha,
    ...interval,
    level,
    inverse: 1 / alpha,
    inverseStandardError,
    ...details,
    beta,
    scale,
    location,
  };
}

/**
 * The alpha below the estimate at which the profile likelihood has fallen by z^2 / 2. The root of the
 * likelihood ratio is nearly linear in alpha, so a few secants suffice; each costs a fit.
 */
function profileEnd(
  sample: ArrayLike<number>,
  best: StableFit & { converged: true },
  z: number,
): number | undefined {
  const rootAt = (alpha: number): number | undefined => {
    const held = fitStable(sample, { fixed: { alpha } });
    if (!held.converged) return undefined;
    return Math.sqrt(2 * Math.max(0, best.logLikelihood - held.logLikelihood));
  };
  let inside = { alpha: best.law.alpha, root: 0 };
  let outside: typeof inside | undefined;
  // Near 2 the error of alpha is about 1 / sqrt(n) or less: two of them are near the end that is sought.
  let alpha = inside.alpha - 2 / Math.sqrt(sample.length);
  for (let fits = 0; fits < mostFits && alpha >= leastAlpha; fits++) {
    const root = rootAt(alpha);
    if (root === undefined) return undefined;
    if (Math.abs(root / z - 1) < nearness) return alpha;
    const before = inside;
    if (root < z) inside = { alpha, root };
    else outside = { alpha, root };
    const from = outside ?? before;
    const slope = (inside.root - from.root) / (inside.alpha - from.alpha);
    const linear = inside.alpha - (z - inside.root) / Math.max(-slope, 0);
    alpha = outside
      ? linear
      : Math.max(linear, best.law.alpha - longestStep * (best.law.alpha - inside.alpha));
  }
  return outside?.alpha;
}

function refused(
  sample: ArrayLike<number>,
): { status: 'not-enough-data' | 'invalid'; sentence: string } | undefined {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  // NaN is sorted to the end.
  if (n > 0 && !(Number.isFinite(sorted[0]) && Number.isFinite(sorted[n - 1]))) {
    return { status: 'invalid', sentence: 'The sample holds NaN or infinite values; leave them out.' };
  }
  if (n < fewestValues) {
    const sentence = `${n} values; a stable law needs at least ${fewestValues}.`;
    return { status: 'not-enough-data', sentence };
  }
  const lower = sorted[Math.floor(n / 4) + 1];
  const upper = sorted[Math.floor((3 * n) / 4) - 1];
  if (!(upper - lower > 0 && upper - lower < Infinity)) {
    const sentence =
      `Half of the ${n} values are equal, or too far apart for the number range: ` +
      'no stable law fits them.';
    return { status: 'invalid', sentence };
  }
  return undefined;
}
