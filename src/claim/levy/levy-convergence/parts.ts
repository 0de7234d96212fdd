import {
  around,
  atMost,
  control,
  intervalPart,
  intervalVerdict,
  inWords,
  mustFail,
  type Control,
  type IntervalTest,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { convergenceScale, floorExponent } from '../../../sde/index.js';
import { knownSlope, normalInterval, sharedLevel, type Interval } from '../../../statistics/index.js';
import { upTo } from '../../crossed.js';
import { checkedSteps, meanSquareOf, scalesOf, type Descent, type DescentResult } from './run.js';

/** What the verdict on the floor of SGD is joined from, and its controls. */

export const clip = 3;
export const clippedAlpha = 1.5;
export const scaleTolerance = 0.025;
/** Over these step sizes the exact exponents lie up to 0.011 above (alpha - 1)/alpha. */
export const exponentTolerance = 0.03;
export const varianceTolerance = 0.05;
/** All intervals that the verdict rests on hold together at this level. */
export const jointLevel = 0.99;
/** Level of the intervals of the controls, each of which may fail by chance 1 time in 1000. */
export const controlLevel = 0.999;

/** What ran of one noise, one list for each step size, in order of first appearance. */
function partsOf(results: readonly DescentResult[], alpha: number, limit: number): DescentResult[][] {
  const own = results.filter((cell) => cell.alpha === alpha && cell.clip === limit);
  return [...new Set(own.map(({ stepSize }) => stepSize))].map((stepSize) =>
    own.filter((cell) => cell.stepSize === stepSize),
  );
}

/** Descents of one noise, one for each step size. */
export function descentsOf(results: readonly DescentResult[], alpha: number, limit: number): Descent[] {
  return partsOf(results, alpha, limit).map((parts) => {
    const [{ stepSize }] = parts;
    // Bounded noise makes sums Gaussian: the scale is then that of alpha = 2.
    const points = scalesOf(parts, limit > 0 ? 2 : alpha);
    const descent = { alpha, stepSize, curvature: 1, noiseScale: 1 };
    return { alpha, stepSize, points, exact: points.map(({ steps }) => convergenceScale(descent, steps)) };
  });
}

/** Slope of the logarithms of the last scales in those of the step sizes. */
export function floorOf(descents: readonly Descent[], level: number): Interval {
  const floors = descents.map(({ points }) => points.at(-1)!);
  return knownSlope(
    descents.map(({ stepSize }) => logOf(stepSize)),
    floors.map(({ logScale }) => logScale),
    floors.map(({ standardError }) => standardError),
    level,
  );
}

/** What the descents of one alpha say. */
export interface Group {
  readonly alpha: number;
  readonly descents: readonly Descent[];
  /** Scales over the exact ones, one test for each step size and checkpoint. */
  readonly ratios: readonly IntervalTest[];
  readonly exponent: Interval;
}

/** Scales over the exact ones, and the exponent of the floor. */
export function groupOf(descents: readonly Descent[], level: number): Group {
  const [{ alpha }] = descents;
  const ratios = descents.flatMap(({ stepSize, points, exact }) =>
    points.map(({ steps, logScale, standardError }, i): IntervalTest => {
      const ratio = expOf(logScale) / exact[i];
      return [
        `scale over the exact one, alpha ${alpha}, step size ${stepSize}, step ${steps}`,
        normalInterval(ratio, ratio * standardError, level),
        around(1, scaleTolerance),
        1,
      ];
    }),
  );
  return { alpha, descents, ratios, exponent: floorOf(descents, level) };
}

/** The scale that is farthest from the exact one, and the exponent. */
export function inSentence({ ratios, exponent }: Group): string {
  const distance = ({ value }: Interval) => Math.abs(value - 1);
  const worst = ratios
    .map(([, interval]) => interval)
    .reduce((farthest, ratio) => (distance(ratio) > distance(farthest) ? ratio : farthest));
  return (
    `the scale farthest from the exact one is ${inWords(worst)} times it, ` +
    `the exponent of the floor ${inWords(exponent)}`
  );
}

/** Whether scales and floor of one alpha are those of theory. */
export function partOf(group: Group): MeasuredPart {
  const { alpha, ratios, exponent } = group;
  const theory = floorExponent(alpha);
  const floor: IntervalTest = [
    `exponent of the floor, alpha ${alpha}`,
    exponent,
    around(theory, exponentTolerance),
    theory,
  ];
  return intervalPart(
    `alpha ${alpha}`,
    `Against the exact law: ${inSentence(group)}.`,
    [floor, ...ratios],
    'iterates',
  );
}

/** The mean squares of Gaussian iterates over those of the autoregressive process. */
export function variancesOf(results: readonly DescentResult[]): Interval[] {
  const cells = partsOf(results, 2, 0);
  const level = sharedLevel(cells.length, controlLevel);
  return cells.map((parts) => {
    const [{ stepSize }] = parts;
    const q = 1 - stepSize;
    const steps = checkedSteps(stepSize).at(-1)!;
    // Noise of stable scale 1 has variance 2 at alpha = 2: the sum over its steps of 2 (eta q^j)^2.
    const known = upTo(steps).reduce(({ sum, term }) => ({ sum: sum + term, term: term * q * q }), {
      sum: 0,
      term: 2 * stepSize * stepSize,
    }).sum;
    const { value, standardError } = meanSquareOf(parts);
    return normalInterval(value / known, standardError / known, level);
  });
}

/** Gaussian and clipped noise, whose floors are known. */
export function controlsOf(variances: readonly Interval[], clippedExponent: Interval): Control[] {
  const heavy = floorExponent(clippedAlpha);
  return [
    control(
      'Gaussian noise has the known variance of the autoregressive process',
      variances.every((ratio) => intervalVerdict(ratio, around(1, varianceTolerance)) === 'supported'),
      `over it: ${variances.map((ratio) => inWords(ratio)).join(', ')}`,
    ),
    mustFail(
      'clipped noise does not have the exponent of heavy tails',
      clippedExponent,
      atMost(heavy + exponentTolerance),
      `exponent ${inWords(clippedExponent)}, heavy tails ${heavy.toFixed(3)}`,
    ),
  ];
}
