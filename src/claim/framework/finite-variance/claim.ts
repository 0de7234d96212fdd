import {
  control,
  judged,
  percent,
  prose,
  type ClaimVerdict,
  type Control,
  type Evidence,
} from '../../../evidence/index.js';
import { allExamples } from '../../../net/index.js';
import { draw, normal, stable, stream, type Law } from '../../../law/index.js';
import type { CellContext } from '../../claim.js';
import { networkClaim } from '../../network/networkClaim.js';
import type { Snapshot } from '../../network/trainedNetwork.js';
import { tableOf, tailsFigure } from './figure.js';
import { error, infiniteFrom, largestName, largestPart, rangeName, rangePart, verdictOf } from './parts.js';
import { fit, networks } from './plan.js';
import { fewestExcesses, noiseNorms, tailOf, type Look, type SeenTail, type Tail } from './tail.js';

/**
 * Does the assumption of finite variance fail for gradient noise? By the tail of the norms of single
 * examples' gradient noise: a tail of shape (one over tail index) above 1/2 has no variance.
 */

const worldAlpha = 1.2;
/** Sizes drawn in each world of known law: so many that neither comes out wrong by chance. */
const worldSizes = 200_000;

type Worlds = { readonly gaussian: Tail; readonly stable: Tail };

function look(snapshot: Snapshot): Look {
  const { source, weights } = snapshot;
  const accuracy = source.accuracy(weights, allExamples(source.exampleCount));
  return { ...tailOf(noiseNorms(snapshot)), accuracy };
}

function makeWorlds(count: number, { seed }: CellContext): Worlds {
  const world = (law: Law, name: string) => tailOf(draw(law, count, stream(seed, 'finite variance', name)));
  return { gaussian: world(normal(), 'gaussian'), stable: world(stable({ alpha: worldAlpha }), 'stable') };
}

function judge(tails: readonly SeenTail[], worlds: Worlds): Evidence {
  const level = 1 - error / tails.length;
  const first = tails.filter(({ network }) => network === tails[0].network);
  return judged({
    parts: [largestPart(tails, level)],
    asides: [rangePart(tails, level)],
    controls: [
      known(`alpha-stable sizes (${worldAlpha}) have infinite variance`, worlds.stable, level, 'supported'),
      known('Gaussian sizes have finite variance', worlds.gaussian, level, 'refuted'),
    ],
    figures: [
      tailsFigure(first, [
        { label: 'Gaussian', role: 'control', tail: worlds.gaussian },
        { label: `alpha-stable ${worldAlpha}`, role: 'levy', tail: worlds.stable },
      ]),
    ],
    tables: [tableOf(tails, level)],
  });
}

function known(name: string, tail: Tail, level: number, wanted: ClaimVerdict): Control {
  const value = tail.shapes
    .map((shape) => (shape ? `${shape.value.toFixed(2)} ± ${shape.standardError.toFixed(2)}` : 'none'))
    .join(' and ');
  return control(name, verdictOf(tail, level) === wanted, `shapes ${value}`);
}

/** Passes of an example that take as long as its gradient, kept apart, and its length. */
const passesAtSnapshot = 16;

/** Training is over after this share of its iterations, or so. */
const fitShare = 0.6;

export const finiteVariance = networkClaim({
  texts: {
    id: 'finite-variance',
    group: 'framework',
    kind: 'finding',
    title: 'Finite variance frequently fails',
    statement: prose(
      'The assumption that gradient noise has finite variance, on which the classical central limit theorem',
      'rests, frequently fails.',
    ),
    source: 'arXiv 1912.00018, section 1; Gurbuzbalaban, Simsekli, Zhu 2021 (2006.04740)',
    experiment: prose(
      'Networks of the published kind, of two shapes, are trained by SGD until they have learned',
      `${percent(fit.accuracy, 0)} of the examples or for 10,000 iterations. At the start, early, later`,
      'and at the end the gradient of every single training example is taken, and its distance from the',
      'full gradient. The largest 1 % and the largest 2 % of these lengths are each fitted by a',
      'generalised Pareto law, whose shape is one over the tail index. Beside it stands how the length',
      'grows from its largest 20 % to its largest 5 %, with Student’s interval over groups of examples:',
      'without variance by more than a factor 2.',
    ),
    rule: prose(
      `A snapshot has infinite variance when both shapes lie above ${infiniteFrom}, and finite variance`,
      `when both lie below it, with intervals that share a level of ${percent(1 - error, 0)} among the`,
      `snapshots. A tail of fewer than ${fewestExcesses} lengths decides nothing. Supported when at least`,
      'half of the snapshots have infinite variance, refuted when all have finite variance, undecided',
      'otherwise, or when drawn alpha-stable sizes are not found to have infinite variance, or Gaussian',
      'ones not finite. A part that the verdict does not hang on says whether the range from 20 % to 5 %',
      'grows as without variance at the end of training, in every network.',
    ),
    formula: 'P(X>x)\\sim x^{-1/\\xi},\\qquad \\operatorname{Var}X=\\infty\\iff\\xi>\\tfrac12',
    deviation: prose(
      'A data set holds finitely many examples, so all moments of its noise are finite. What is decided is',
      'how its lengths grow over the range that the examples span. The end of training matters: training',
      'for much longer makes all but the hardest examples nearly silent, and moves the cut-off of the tail',
      'beyond the largest 1 %.',
    ),
    answers: [
      {
        question: 'noise',
        part: largestName,
        supported: prose(
          'The noise of single examples frequently has no finite variance: its largest values grow as',
          'those of a law without one.',
        ),
        refuted: prose(
          'The noise of single examples has finite variance wherever it was measured: its largest values are',
          'cut off.',
        ),
      },
      {
        question: 'noise',
        part: rangeName,
        supported: prose(
          'At the end of training the noise of single examples looks as if it had no variance over a range',
          'of sizes, from the largest 20 % to the largest 5 % of the examples.',
        ),
        refuted: prose(
          'Between the largest 20 % and 5 % of the examples, too, the noise grows no faster than with finite',
          'variance.',
        ),
      },
    ],
  },
  networks,
  look: (_network, snapshot) => [look(snapshot)],
  worldSizes: () => worldSizes,
  makeWorlds,
  cost: {
    work: ({ iterations, batchSize, examples, ...network }) => ({
      ...network,
      examples,
      passed:
        fitShare * iterations[iterations.length - 1] * batchSize +
        iterations.length * passesAtSnapshot * examples,
      mixed: 0,
      vectors: 210,
    }),
    worlds: { seconds: 0.35, bytes: 1 << 24 },
  },
  judge,
});
