import { logOf } from '../../../kernel/index.js';
import { draw, normal, stable, stream, studentT, type Law, type Stream } from '../../../law/index.js';
import { projectExamples } from '../../../probe/index.js';
import { type NoiseMatrix } from '../../../tail/index.js';
import { andersonDarling } from '../../../statistics/index.js';
import type { CellContext } from '../../claim.js';
import type { PublishedRun, Snapshot } from '../../network/trainedNetwork.js';

/**
 * Gradient noise watched for longer and longer at frozen weights: how its mean square grows with the number
 * of fresh minibatches, and how long it passes for Gaussian.
 */

export type Watching = {
  /** Batch size of the fresh minibatches. */
  readonly measured: number;
  /** Minibatches are watched up to ten to this power. */
  readonly decades: number;
  readonly directions: number;
  /** Independent series of minibatches. */
  readonly repetitions: number;
};
/** A network, and how it is watched. */
export type WatchedNetwork = PublishedRun & Watching;

/**
 * What was seen on one series of minibatches after another. The first entry of each list is at 10
 * minibatches, the next at 100, and so on.
 */
export type Watched = {
  /** Mean over directions of the logarithm of the mean square, one list for each series. */
  readonly logSquares: readonly (readonly number[])[];
  /** Share of the directions that a test at 5 % takes for Gaussian, one list for each series. */
  readonly accepted: readonly (readonly number[])[];
};
/** Worlds of known law. */
export type FirstWorlds = Readonly<Record<'gaussian' | 'mixture' | 'stable', Watched>> & {
  /** What the test takes for Gaussian of some laws at the first entry. */
  readonly power: readonly Power[];
};
/** Share of samples of a law that the test takes for Gaussian. */
export type Power = { readonly law: string; readonly accepted: number; readonly samples: number };

export const worldAlpha = 1.5;
/** An index nearer to Gaussian, of which the test accepts more. */
export const milderAlpha = 1.8;
/** Series of a world: its controls are asked at 99.9 %, which takes many. */
export const worldRepetitions = 30;
const powerSamples = 4000;
/** Excess kurtosis of the world of finite variance: that of small minibatches after the fit. */
export const worldKurtosis = 30;
/** The test is made up to ten to this power: beyond it rejects whatever is not drawn. */
export const testedDecades = 4;
/** Level of that test. */
export const falseAlarm = 0.05;

/** How many minibatches have been watched at an entry of the lists: 10 at the first, 100 at the next. */
export function minibatchesAt(entry: number): number {
  return Array.from({ length: entry + 1 }).reduce((product: number) => 10 * product, 1);
}

/** Watches the noise of a network at a snapshot. */
export function watchSnapshot(
  network: WatchedNetwork,
  { source, weights, iteration }: Snapshot,
  { seed }: CellContext,
): Watched[] {
  const { width, replicate, directions, measured } = network;
  const random = (purpose: string) => stream(seed, 'gaussian at first', width, replicate, iteration, purpose);
  const examples = projectExamples(source, weights, directions, random('directions'));
  return [
    watched(network, (repetition) =>
      minibatchNoise(examples, measured, random('minibatches').substream(repetition)),
    ),
  ];
}

/** Watches noise of known law in the same way. */
export function watchWorlds(watching: Watching, { seed }: CellContext): FirstWorlds {
  const world = (law: Law, name: string) =>
    watched({ ...watching, repetitions: worldRepetitions }, (repetition) => {
      const series = stream(seed, 'gaussian at first', name, repetition);
      return (direction, n) => draw(law, n, series.substream(direction));
    });
  // Student's law of 4 + 6/k degrees of freedom has excess kurtosis k.
  const mixture = studentT({ degrees: 4 + 6 / worldKurtosis });
  const power = (name: string, law: Law): Power => ({
    law: name,
    accepted: acceptedOf(law, stream(seed, 'gaussian at first', 'power', name)),
    samples: powerSamples,
  });
  return {
    gaussian: world(normal(), 'gaussian'),
    mixture: world(mixture, 'mixture'),
    stable: world(stable({ alpha: worldAlpha }), 'stable'),
    power: [
      power('Gaussian', normal()),
      power(`finite variance, excess kurtosis ${worldKurtosis}`, mixture),
      power(`α-stable ${milderAlpha}`, stable({ alpha: milderAlpha })),
      power(`α-stable ${worldAlpha}`, stable({ alpha: worldAlpha })),
    ],
  };
}

/** Share of samples as long as the first entry that pass for Gaussian. */
function acceptedOf(law: Law, random: Stream): number {
  const n = minibatchesAt(0);
  const values = draw(law, powerSamples * n, random);
  let accepted = 0;
  for (let i = 0; i < powerSamples; i++) accepted += looksGaussian(values.subarray(i * n, (i + 1) * n));
  return accepted / powerSamples;
}

/** The first n minibatches of a series on a direction; every direction sees the same minibatches. */
type Series = (direction: number, n: number) => Float64Array;

function minibatchNoise({ rows, columns, values }: NoiseMatrix, batchSize: number, random: Stream): Series {
  let members: Uint32Array = new Uint32Array(0);
  return (direction, n) => {
    if (members.length !== n * batchSize) members = random.integers(n * batchSize, rows);
    const noise = new Float64Array(n);
    for (let k = 0, m = 0; k < n; k++) {
      let sum = 0;
      for (let i = 0; i < batchSize; i++) sum += values[members[m++] * columns + direction];
      noise[k] = sum / batchSize;
    }
    return noise;
  };
}

function watched(
  { decades, directions, repetitions }: Watching,
  seriesOf: (repetition: number) => Series,
): Watched {
  const most = minibatchesAt(decades - 1);
  const accepted: number[][] = [];
  const logSquares = Array.from({ length: repetitions }, (_, repetition) => {
    const sums = new Float64Array(decades);
    const passed = new Float64Array(Math.min(decades, testedDecades));
    const series = seriesOf(repetition);
    for (let direction = 0; direction < directions; direction++) {
      const noise = series(direction, most);
      let squares = 0;
      let end = minibatchesAt(0);
      for (let k = 0, decade = 0; k < most; k++) {
        squares += noise[k] * noise[k];
        if (k + 1 < end) continue;
        sums[decade] += logOf(squares / end);
        if (decade < testedDecades) passed[decade] += looksGaussian(noise.subarray(0, end));
        end *= 10;
        decade++;
      }
    }
    accepted.push(Array.from(passed, (count) => count / directions));
    return Array.from(sums, (sum) => sum / directions);
  });
  return { logSquares, accepted };
}

function looksGaussian(noise: Float64Array): number {
  const test = andersonDarling(noise);
  return test.status === 'ok' && test.pValue > falseAlarm ? 1 : 0;
}
