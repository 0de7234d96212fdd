import {
  around,
  control,
  decide,
  intervalVerdict,
  inWords,
  judged,
  percent,
  prose,
  rangeInWords,
  statisticOf,
  tooWide,
  type Control,
  type Evidence,
  type Open,
} from '../../../evidence/index.js';
import { networkClaim, type Seen } from '../../network/networkClaim.js';
import { batchSizesOf, knownAlpha, mixture } from '../averagedExamples.js';
import { placeWords } from '../networks.js';
import { stableFigures, tableOf } from './figure.js';
import { networks, worldSizes } from './plan.js';
import {
  contestBatch,
  indexAt,
  makeWorlds,
  measure,
  riseTo,
  type Look,
  type MeasuredNetwork,
  type Sizes,
  type Worlds,
} from './run.js';

/**
 * Does gradient noise follow an alpha-stable law? A stable law keeps its index under averaging: the index
 * across minibatches is the same at every batch size. And no other law beats it on held-out minibatches.
 */

/** An index that changes by less is kept; by more, it is not. */
const mostChange = 0.1;
/** An index of this and more at the smallest batch size counts as Gaussian. */
const gaussianIndex = 1.9;
/** Share of the snapshots that decides. */
const agreement = 0.9;
const level = 0.99;
const kept = around(0, mostChange);

type SeenLook = Seen<MeasuredNetwork, Look>;

/** Batch sizes beyond the first at which there is an index. */
const later = ({ slopes }: Look) => slopes.slice(1).map((_, i) => i + 1);

/** The noise is not Gaussian already at the smallest batch size. */
const isHeavy = (look: Look) => indexAt(look, 0, level).value < gaussianIndex;

/** It keeps its index at every batch size, below 2, and the contest does not reject it. */
function isStable(look: Look): boolean {
  const others = later(look);
  const keeps = others.every((range) => intervalVerdict(riseTo(look, range, level), kept) === 'supported');
  return isHeavy(look) && others.length > 0 && keeps && !look.stableRejected;
}

/** Its index at the largest batch size is higher by more than what counts as kept. */
function rises(look: Look): boolean {
  return riseTo(look, look.slopes.length - 1, level).low > mostChange;
}

function judge(looks: readonly SeenLook[], worlds: Worlds): Evidence {
  const stable = looks.filter(isStable).length;
  const heavy = looks.filter(isHeavy);
  const risen = heavy.filter(rises).length;
  // Gaussian at the smallest batch size throughout: there is no index below 2.
  const fails = heavy.length === 0 || risen >= agreement * heavy.length;
  const verdict = decide(stable >= agreement * looks.length, fails);
  const batchSizes = batchSizesOf(looks[0].slopes);
  const indices = looks[0].slopes
    .map((_, range) => {
      const values = looks.map((look) => indexAt(look, range, level).value);
      return `${rangeInWords(values, (value) => value.toFixed(2))} at b = ${batchSizes[range]}`;
    })
    .join(', ');
  return judged({
    verdict,
    reason: prose(
      `The index is ${indices}: it rises by more than ${mostChange} in ${risen} of the ${heavy.length}`,
      `snapshots with an index below ${gaussianIndex} at b = ${batchSizes[0]}, and an alpha-stable law holds`,
      `in ${stable} of ${looks.length}. On held-out minibatches of ${contestBatch} the best law is`,
      `${winners(looks)}.`,
    ),
    ...(stable > 0 && { scope: `alpha-stable in ${stable} of ${looks.length} snapshots; index ${indices}` }),
    ...(verdict === 'undecided' && { open: openOf(heavy, risen) }),
    controls: controlsOf(worlds),
    statistics: looks.flatMap((look) =>
      look.slopes.map((_, range) =>
        statisticOf(
          `index at b = ${batchSizes[range]}, ${placeWords(look.network, look.iteration)}`,
          indexAt(look, range, level),
        ),
      ),
    ),
    figures: stableFigures(looks, worlds, level, mostChange),
    tables: [tableOf(looks, level)],
  });
}

/** The first snapshot whose rise is neither kept nor more, or else that too few agree. */
function openOf(heavy: readonly SeenLook[], risen: number): Open {
  const short = heavy.find((look) => later(look).length === 0);
  if (short !== undefined) {
    const rule = `the index is known at b = ${batchSizesOf(short.slopes)[0]} alone`;
    return { rule, needs: 'ten times the examples in the data set' };
  }
  for (const look of heavy) {
    const rise = riseTo(look, look.slopes.length - 1, level);
    const name = `rise of the index, ${placeWords(look.network, look.iteration)}`;
    if (intervalVerdict(rise, kept) === 'undecided') return tooWide([name, rise, kept], 'weights');
  }
  return {
    rule: `the index rises in ${risen} of ${heavy.length} snapshots; ${percent(agreement, 0)} refute`,
    needs: 'networks that agree; more weights do not change it',
  };
}

const lawWords = {
  stable: 'alpha-stable',
  'student-t': 'Student',
  'normal-inverse-gaussian': 'normal inverse Gaussian',
  laplace: 'Laplace',
  'gaussian-mixture': 'Gaussian mixture',
  gaussian: 'Gaussian',
} as const;

/** The laws that were best, the most frequent first. */
function winners(looks: readonly Look[]): string {
  const counts = new Map<string, number>();
  for (const { best } of looks) {
    const name = best === null ? 'none' : lawWords[best];
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} (${count})`)
    .join(', ');
}

function controlsOf({ stable, mixture: mixed }: Worlds): Control[] {
  const words = (look: Look) => {
    const rise = inWords(riseTo(look, look.slopes.length - 1, level), 2);
    return `index ${indexAt(look, 0, level).value.toFixed(2)}, rise ${rise}`;
  };
  return [
    control(
      `drawn alpha-stable noise (${knownAlpha}) keeps its index and is found stable`,
      isStable(stable),
      `${words(stable)}, z ${stable.stableZ.toFixed(1)}`,
    ),
    control('the index of noise from a Gaussian mixture rises', isHeavy(mixed) && rises(mixed), words(mixed)),
  ];
}

/** Passes of an example that take as long as to keep its gradient apart. */
const passesAtSnapshot = 15;
/** Examples that are drawn and summed a second on one core, and what a contest of the laws takes. */
const drawRate = 40e6;
const secondsAContest = 1;

function secondsOf({ coordinates, draws }: Sizes): number {
  return (coordinates * draws) / drawRate + secondsAContest;
}

export const alphaStable = networkClaim({
  texts: {
    id: 'alpha-stable',
    group: 'framework',
    kind: 'finding',
    title: 'The noise is alpha-stable',
    statement: 'Gradient noise follows an alpha-stable law with an index below 2.',
    source: 'arXiv 1912.00018, section 2, assumption on the noise',
    experiment: prose(
      'Networks of the published kind, of two shapes, are trained by SGD. At the start, early, later and',
      'near a fit the gradients of all single examples are taken at random weights of the network, so that',
      'the noise of minibatches of any size can be drawn. The index at batch size b comes from how the',
      'mean log|sum| grows from one minibatch to ten, at b = 2, 20 and 200. A stable law has the same',
      `index at every b. At b = ${contestBatch} alpha-stable, Student, normal inverse Gaussian, Laplace,`,
      'Gaussian mixture and Gaussian laws are fitted to half of the minibatches and scored on the other',
      'half (Vuong’s test).',
    ),
    rule: prose(
      `A snapshot is stable when three things hold: its index at the smallest b is below ${gaussianIndex};`,
      `at every other b it is the same to ${mostChange} (${percent(level, 0)} interval of the difference,`,
      'by a jackknife over weights); and the stable law is not rejected on held-out minibatches (p 0.001).',
      `Supported when at least ${percent(agreement, 0)} of the snapshots are stable. Refuted when the`,
      `index rises by more than ${mostChange} (lower end of the interval) up to the largest b in at least`,
      `${percent(agreement, 0)} of the snapshots with an index below ${gaussianIndex}, or when there are`,
      'no such snapshots. Undecided otherwise, or when drawn stable noise is not found stable, or the',
      `index of a Gaussian mixture (${percent(mixture.share, 0)} of the examples ${mixture.wide} times as`,
      'wide) is not found to rise.',
    ),
    deviation: prose(
      'The noise of a minibatch is the mean of the noise of examples that are drawn with replacement. The',
      'worlds of known law have as many examples as the data set.',
    ),
    answers: [
      {
        question: 'noise',
        supported: prose(
          'Gradient noise is alpha-stable: its index stays the same from small minibatches to large ones.',
        ),
        refuted: prose(
          'Gradient noise is not alpha-stable: where it is heavy-tailed, its index rises with the batch',
          'size, towards that of Gaussian noise.',
        ),
      },
    ],
  },
  networks,
  look: (network, snapshot, context) => [measure(network, snapshot, context)],
  worldSizes,
  makeWorlds,
  cost: {
    work: ({ iterations, batchSize, examples, ...network }) => ({
      ...network,
      examples,
      passed: iterations[iterations.length - 1] * batchSize + iterations.length * passesAtSnapshot * examples,
      mixed: 0,
      vectors: 210,
    }),
    besides: (network) => ({ seconds: network.iterations.length * secondsOf(network), bytes: 0 }),
    worlds: (sizes) => ({
      seconds: 2 * secondsOf(sizes),
      bytes: 8 * (sizes.coordinates * sizes.examples + 4 * sizes.draws),
    }),
  },
  judge,
});
