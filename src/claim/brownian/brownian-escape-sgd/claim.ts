import {
  control,
  inWords,
  judged,
  prose,
  statisticOf,
  table,
  type Evidence,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { addCounts, countExits, meanExitTime } from '../../../sde/index.js';
import { scaledInterval } from '../../../statistics/index.js';
import type { CellCost, Claim, Settings } from '../../claim.js';
import { exponentialVerdict, growthOf, growthOpen } from '../growth.js';
import { escapeSgdFigure, type EscapePoint } from './figure.js';
import {
  runEscapeCell,
  stepSize,
  stillIterations,
  type Escape,
  type EscapeCell,
  type EscapeResult,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * With Gaussian noise of the covariance of minibatches, SGD's escape time grows exponentially with the
 * batch size over the step size, times the barrier. The loss is small and not convex, and made of real
 * images (welschLocation.ts).
 */

const level = 0.99;
/** Reduced barriers, quasi-potential times batch size/step size: from easy to hard. */
const exponents = [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6];
const paths = { smoke: 150, quick: 600, paper: 6000 } as const;
/** About so many iterations leave the easiest barrier, and e times as many a barrier higher by 1. */
const easiestIterations = 700;
/** On one core of a server of 2022. */
const secondsAnIteration = 9e-8;
const bytes = 1 << 26;

/** What a cell takes, by Kramers' law. */
function cost(cell: EscapeCell): CellCost {
  const iterations =
    cell.kind === 'escape'
      ? cell.paths * easiestIterations * expOf(cell.exponent - exponents[0])
      : stillIterations;
  return { seconds: secondsAnIteration * iterations, bytes };
}

function plan({ profile, dataset }: Settings): EscapeCell[] {
  return [
    ...exponents
      .toReversed()
      .map(
        (exponent): EscapeCell => ({ kind: 'escape', dataset, exponent, paths: designFor(paths, profile) }),
      ),
    { kind: 'still', dataset },
    { kind: 'loss', dataset },
  ];
}

function pointOf({ ratio, iterations, censored }: Escape): EscapePoint {
  const counts = countExits({ times: Float64Array.from(iterations), censored: Uint8Array.from(censored) });
  return { ratio, ...meanExitTime(addCounts([counts])) };
}

function judge(results: readonly EscapeResult[]): Evidence {
  const points = results
    .flatMap((result) => (result.kind === 'escape' ? [pointOf(result)] : []))
    .sort((a, b) => a.ratio - b.ratio);
  const loss = results.find((result) => result.kind === 'loss')!;
  const still = results.find((result) => result.kind === 'still')!;
  const growth = growthOf(
    points.map(({ ratio }) => ratio),
    points.map(({ mean }) => logOf(mean)),
    level,
  );
  const { slope } = growth.exponential;
  const share = scaledInterval(slope, 1 / loss.quasiPotential);
  return judged({
    verdict: exponentialVerdict(growth),
    open: growthOpen(growth, 'batch sizes'),
    controls: [
      control(
        'without noise nothing leaves',
        !still.left,
        still.left
          ? 'a path without noise left'
          : `still at the minimum after ${stillIterations.toLocaleString('en')} iterations`,
      ),
    ],
    reason: prose(
      `Log iterations grow by ${inWords(slope)} for each unit of batch size over step size.`,
      `That is ${inWords(share, 2)} of the quasi-potential ${loss.quasiPotential.toFixed(3)}.`,
      `The AIC gain of the exponential over a power is ${growth.gain.toFixed(1)}.`,
    ),
    statistics: [
      statisticOf('growth of log iterations with b/eta', slope, loss.quasiPotential),
      statisticOf('growth over the quasi-potential', share, 1),
    ],
    figures: [escapeSgdFigure(points, loss, growth)],
    tables: [
      table(
        'brownian-escape-sgd',
        `Iterations of SGD, step size ${stepSize}, from the shallower minimum across the saddle.`,
        points,
        [
          ['b/eta', ({ ratio }) => ratio],
          ['quasi-potential times it', ({ ratio }) => ratio * loss.quasiPotential],
          ['iterations', ({ mean }) => mean],
          ['standard error', ({ standardError }) => standardError],
        ],
      ),
    ],
  });
}

export const brownianEscapeSgd: Claim<EscapeCell, EscapeResult> = {
  id: 'brownian-escape-sgd',
  group: 'brownian',
  kind: 'theorem',
  title: 'Brownian escape of SGD: exponential in b/η',
  statement: prose(
    'Under the Brownian assumption the time that SGD takes to escape from a minimum grows exponentially',
    'with the batch size over the step size, times the barrier.',
  ),
  source: 'Jastrzebski et al. 2017 (1711.04623); Freidlin and Wentzell; arXiv 1912.00018, section 1',
  experiment: prose(
    'Where on a line are the images of classes 0 and 1? They are projected on the difference of their',
    'means, and their centre is sought with Welsch’s loss, which has one minimum for each class. SGD',
    'starts in the shallower minimum with step size 0.05. Its noise is Gaussian with the covariance of a',
    'minibatch, which depends on the place. The iterations until it crosses the saddle are counted, for',
    'batch sizes at which the reduced barrier is 2 to 6. Since the noise is Gaussian, a batch size need',
    'not be whole.',
  ),
  rule: prose(
    'Over the ratios of batch size to step size, log mean iterations are fitted by a + c b/eta and by a +',
    'c log(b/eta). Supported when c of the first lies above 0 at 99 % and its AIC is lower than the other',
    'by more than 10. Refuted when c lies below 0 at 99 % or the AIC of the second is lower by more than',
    '10. Undecided otherwise, or when a path leaves without noise. The growth over the quasi-potential is',
    'reported.',
  ),
  formula: "\\log\\mathbb{E}k\\simeq\\frac{b}{\\eta}\\,\\int_{m}^{s}\\frac{2f'(\\mu)}{C(\\mu)}\\,d\\mu",
  deviation: prose(
    'The barrier is that of the quasi-potential, since the noise depends on the place. With noise of',
    'constant variance it is 2 ΔL over the variance. Minibatches themselves are no part of this',
    'experiment.',
  ),
  needsData: true,
  cost,
  plan,
  run: runEscapeCell,
  judge,
};
