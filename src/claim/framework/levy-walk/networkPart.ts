import {
  around,
  decide,
  intervalVerdict,
  inWords,
  prose,
  statisticOf,
  type Part,
  type Statistic,
} from '../../../evidence/index.js';
import { studentInterval, type Interval } from '../../../statistics/index.js';
import { kinds, lagDoublings, type SgdWalkCell, type SgdWalkResult } from './network.js';

/** What the noise of a trained network says as a walk: a part that the verdict does not hang on. */

/** Exponents this near to 1/2 are those of diffusion. */
const tolerance = 0.03;
const [slowest, fastest] = around(1 / 2, tolerance);
/** The longer half of the lags begins here. */
const firstLateLag = 1 << (lagDoublings >> 1);
const longestLag = 1 << lagDoublings;

/** What the runs of one kind of noise say together; intervals over their replicates. */
export interface SgdWalk {
  readonly noise: SgdWalkCell['noise'];
  readonly exponent: Interval;
  readonly lateExponent: Interval;
  readonly rawExponent: Interval;
  readonly inverse: Interval;
  readonly bipower: Interval;
  readonly points: readonly number[];
}

/** Minibatches first, then Gaussian noise. */
export function sgdWalksOf(results: readonly SgdWalkResult[]): SgdWalk[] {
  return kinds.map((noise) => {
    const own = results.filter((result) => result.noise === noise);
    const of = (value: (result: SgdWalkResult) => number) => studentInterval(own.map(value));
    return {
      noise,
      exponent: of(({ exponent }) => exponent),
      lateExponent: of(({ lateExponent }) => lateExponent),
      rawExponent: of(({ rawExponent }) => rawExponent),
      inverse: of(({ inverse }) => inverse),
      bipower: of(({ bipower }) => bipower),
      points: own[0].logMedians.map((_, k) => of(({ logMedians }) => logMedians[k]).value),
    };
  });
}

/** The rule of the part, for the report. */
export const sgdWalkRule = prose(
  'A part on a trained network, which the verdict does not depend on, asks whether the noise of its steps,',
  `summed up, spreads faster than diffusion at the longer half of the lags (${firstLateLag} to`,
  `${longestLag} steps), where sums of finite variance have slowed down. It is supported when the 95 %`,
  `interval of that exponent over replicates lies above ${fastest} and that of Gaussian noise of the same`,
  `covariance does not; refuted when it lies within ${tolerance} of 1/2; undecided otherwise.`,
);

/** Whether the noise of the network's steps walks with heavy tails. */
export function sgdWalkPart([minibatches, gaussian]: readonly SgdWalk[]): Part {
  const fast = ({ lateExponent }: SgdWalk) => lateExponent.low > fastest;
  const diffuses = intervalVerdict(minibatches.lateExponent, [slowest, fastest]) === 'supported';
  const index = ({ inverse }: SgdWalk) => (1 / inverse.value).toFixed(2);
  const bipower = (walk: SgdWalk) => walk.bipower.value.toFixed(2);
  return {
    name: 'the noise of a network trained with minibatches (no part of the verdict)',
    verdict: decide(fast(minibatches) && !fast(gaussian), diffuses),
    reason: prose(
      `Summed up it spreads as lag to the power ${inWords(minibatches.exponent)} over all lags and`,
      `${inWords(minibatches.lateExponent)} over the longer half. For Gaussian noise of the same`,
      `covariance these are ${inWords(gaussian.exponent)} and ${inWords(gaussian.lateExponent)}. Sums of`,
      `steps give the index ${index(minibatches)} (Gaussian ${index(gaussian)}), bipower over realised`,
      `variance is ${bipower(minibatches)} (${bipower(gaussian)}). With the descent in it the trajectory`,
      `itself spreads with the power ${inWords(minibatches.rawExponent)}; with Gaussian noise,`,
      `${inWords(gaussian.rawExponent)}.`,
    ),
  };
}

/** Exponents with their intervals. */
export function sgdWalkStatistics(walks: readonly SgdWalk[]): Statistic[] {
  return walks.flatMap(({ noise, exponent, lateExponent }) => {
    const name = noise === 'minibatches' ? 'noise of minibatches' : 'Gaussian noise of the same covariance';
    return [
      statisticOf(`exponent of displacement, network, ${name}`, exponent),
      statisticOf(`exponent of displacement at the longer lags, network, ${name}`, lateExponent),
    ];
  });
}
