import { cubeRoot, hypotenuse, powOf, square } from '../../kernel/index.js';
import { normalQuantile, quantile, studentT } from '../../law/index.js';
import type { Exits } from '../line/exit.js';
import { type ExitCounts, type MeanExitTime, meanExitTime } from './exitSummary.js';
import type { TimeStepBias } from '../line/timeStepBias.js';

/** A mean exit time with its 95 % interval. */
export interface MeanExitInterval extends MeanExitTime {
  readonly low: number;
  readonly high: number;
}

const level = 0.975;
/** Of the exponential law. */
const exponentialSkewness = 2;

/**
 * The mean exit time with its 95 % interval: Student's, turned by Hall's cubic transformation (1992, Journal
 * of the Royal Statistical Society B 54, 221) as the skewness of the times asks; under censoring with that of
 * the exponential law.
 *
 * With a bias, the mean is that without it, and the interval also holds the bias's error: what chance adds
 * joins in squares, what the extrapolation may miss is added.
 *
 * @param exits - of which at least two left
 * @param counts - of the same exits
 * @param bias - of their time step
 */
export function meanInterval(exits: Exits, counts: ExitCounts, bias?: TimeStepBias): MeanExitInterval {
  const sample = meanExitTime(counts);
  const censored = counts.exits < counts.paths;
  const skewness = censored ? exponentialSkewness : sampleSkewness(exits.times, sample.mean);
  const studentised = studentQuantile(counts.exits - 1);
  const [below, above] = [studentised, -studentised].map(
    (t) => Math.abs(hallTurned(t, skewness, counts.exits)) * sample.standardError,
  );
  if (bias === undefined)
    return { ...sample, low: Math.max(0, sample.mean - below), high: sample.mean + above };
  const mean = sample.mean - bias.bias;
  const chance = studentised * bias.standardError;
  return {
    mean,
    standardError: hypotenuse(sample.standardError, bias.standardError),
    low: Math.max(0, mean - hypotenuse(below, chance) - bias.systematicError),
    high: mean + hypotenuse(above, chance) + bias.systematicError,
  };
}

/** Beyond so many degrees of freedom Student's law is normal to four digits. */
const mostDegrees = 1000;

function studentQuantile(degrees: number): number {
  return degrees > mostDegrees ? normalQuantile(level) : quantile(studentT({ degrees }), [level])[0];
}

function sampleSkewness(times: Float64Array, mean: number): number {
  let [squares, cubes] = [0, 0];
  for (const time of times) {
    squares += square(time - mean);
    cubes += (time - mean) * square(time - mean);
  }
  const n = times.length;
  return squares > 0 ? cubes / n / powOf(squares / n, 1.5) : 0;
}

/** The inverse of Hall's transformation: the studentised mean whose transform is t. */
function hallTurned(t: number, skewness: number, n: number): number {
  const a = skewness / 3;
  const root = Math.sqrt(n);
  if (Math.abs(a) < 1e-6) return t;
  return (root / a) * (cubeRoot(1 + 3 * a * (t / root - skewness / (6 * n))) - 1);
}
