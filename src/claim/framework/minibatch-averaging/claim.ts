import {
  control,
  inWords,
  judged,
  percent,
  prose,
  type ClaimVerdict,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { networkClaim } from '../../network/networkClaim.js';
import { knownAlpha, mixture, type RangeSlopes } from '../averagedExamples.js';
import { averagingFigures, tableOf } from './figure.js';
import {
  error,
  largestName,
  largestPart,
  largestVerdict,
  scopeOf,
  straightName,
  straightPart,
  straightVerdict,
  tolerance,
  type SeenLook,
} from './parts.js';
import { networks, worldSizes } from './plan.js';
import { makeWorlds, measure, slopeOver, type Worlds } from './run.js';

/**
 * Which central limit theorem do means of per-example gradients obey? The classical one says that their
 * size falls with the slope -1/2 in the end, the generalised one that it falls with one higher slope at
 * every b.
 */

function judge(looks: readonly SeenLook[], worlds: Worlds): Evidence {
  const level = 1 - error / looks.length;
  return judged({
    parts: [largestPart(looks, level), straightPart(looks, level)],
    scope: scopeOf(looks, level),
    controls: controlsOf(worlds, level),
    figures: averagingFigures(looks, level),
    tables: [tableOf(looks, level)],
  });
}

function controlsOf({ stable, mixture: mixed, gaussian }: Worlds, level: number): Control[] {
  const inRanges = (slopes: RangeSlopes) =>
    `slopes ${slopes.map((_, range) => inWords(slopeOver(slopes, range, level), 2)).join(', ')}`;
  const both = (slopes: RangeSlopes) => [largestVerdict(slopes, level), straightVerdict(slopes, level)];
  const found = (slopes: RangeSlopes, ...wanted: readonly ClaimVerdict[]) =>
    both(slopes).every((verdict, part) => verdict === wanted[part]);
  return [
    control(
      `drawn alpha-stable noise (${knownAlpha}) obeys the generalised theorem`,
      found(stable, 'supported', 'supported'),
      inRanges(stable),
    ),
    control(
      'drawn noise of a Gaussian mixture is bent, and classical at the largest b',
      found(mixed, 'refuted', 'refuted'),
      inRanges(mixed),
    ),
    control('drawn Gaussian noise is classical', found(gaussian, 'refuted', 'supported'), inRanges(gaussian)),
  ];
}

/** Passes of an example that take as long as to keep its gradient apart. */
const passesAtSnapshot = 15;
/** A projection takes this share of the time of a mixture. */
const projectionShare = 0.25;
/** Examples that are drawn and summed a second on one core. */
const drawRate = 40e6;

export const minibatchAveraging = networkClaim({
  texts: {
    id: 'minibatch-averaging',
    group: 'framework',
    kind: 'finding',
    title: 'Minibatch means obey the generalised limit theorem',
    statement: prose(
      'Minibatch means of per-example gradients obey the generalised, not the classical, central limit',
      'theorem.',
    ),
    source: 'arXiv 1912.00018, section 2; 1901.06053, section 2',
    experiment: prose(
      'A network of the published kind is trained by SGD. At the start, early and near a fit the gradient',
      'noise of every single example is taken, at random weights of the network and on random directions.',
      'Means of b = 2, 20, 200 and 2000 examples are drawn with replacement, with b up to a tenth of the',
      'examples. Their mean log size gives a slope from each b to the next. The classical theorem says −1/2;',
      'the generalised one −(1 − 1/alpha), the same at every b.',
    ),
    rule: prose(
      'A setting is a snapshot with single weights or directions. Two parts must both hold in every',
      `setting. First, over the largest range of b the slope lies above −1/2 + ${tolerance}; the part is`,
      `refuted where it lies within ${tolerance} of −1/2 in any setting. Second, the slope over the first`,
      `range and that over the last differ by at most ${2 * tolerance}; the part is refuted where they`,
      'differ by more in any setting. Intervals are Student’s over weights or directions; those of a part',
      `share a level of ${percent(1 - error, 0)}. Undecided otherwise, or when drawn noise of known law is`,
      `mistaken: stable (${knownAlpha}), Gaussian, and a Gaussian mixture (${percent(mixture.share, 0)} of`,
      `the examples ${mixture.wide} times as wide).`,
    ),
    formula:
      '\\exp\\mathbb{E}\\log|\\bar g_b-\\nabla F|\\propto b^{-(1-1/\\alpha)}\\quad\\text{or}\\quad b^{-1/2}',
    deviation: prose(
      'A data set holds finitely many examples. Drawn stable noise for as many examples is told from',
      'classical noise all the same.',
    ),
    answers: [
      {
        question: 'noise',
        part: largestName,
        supported:
          'Even over thousands of examples the noise shrinks more slowly than by b to the power −1/2.',
        refuted: prose(
          'In large minibatches the noise shrinks as the classical central limit theorem says, as b to the',
          'power −1/2, in some or all of the settings.',
        ),
      },
      {
        question: 'noise',
        part: straightName,
        supported: 'One power of b describes how the noise shrinks, from two examples to thousands.',
        refuted: prose(
          'No single power of b describes how the noise shrinks: in small minibatches it shrinks more slowly',
          'than in large ones.',
        ),
      },
    ],
  },
  networks,
  look: measure,
  worldSizes,
  makeWorlds,
  cost: {
    work: ({ iterations, batchSize, examples, directions, ...network }) => ({
      ...network,
      examples,
      passed: iterations[iterations.length - 1] * batchSize + iterations.length * passesAtSnapshot * examples,
      mixed: iterations.length * projectionShare * directions * examples,
      vectors: 210,
      directions,
    }),
    besides: ({ iterations, draws }) => ({ seconds: (2 * iterations.length * draws) / drawRate, bytes: 0 }),
    worlds: ({ columns, examples, draws }) => ({
      seconds: (3 * draws) / drawRate,
      bytes: 8 * (columns * examples + (4 * draws) / columns),
    }),
  },
  judge,
});
