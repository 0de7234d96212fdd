import {
  control,
  decide,
  judged,
  plainStatistic,
  prose,
  unanimous,
  type Control,
  type Evidence,
  type Part,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { decimal, fasterFigure, fasterTable } from './figure.js';
import {
  runFasterCell,
  targetLoss,
  type FasterCell,
  type FasterResult,
  type Pair,
  type Path,
} from './run.js';
import { designFor } from '../../designs.js';

/**
 * Is training far shorter than the Brownian theory allows, if it had to cross the barriers between minima?
 * What the theory says is computed from measured barriers and measured noise.
 */

/** Measured iterations over those of the theory must lie below it. */
const largestRatio = 1e-3;
/** Where the theory is known to hold, measured iterations lie within this factor of it. */
const worstFactor = 10;

const designs = {
  smoke: { replicates: 1, examples: 60, iterations: 1500, images: 3, bandIterations: 40 },
  quick: { replicates: 3, examples: 200, iterations: 2000, images: 5, bandIterations: 400 },
  paper: { replicates: 10, examples: 2000, iterations: 20_000, images: 15, bandIterations: 2000 },
} as const;
const trained = { width: 16, depth: 3, batchSize: 20 };

function plan({ profile, dataset }: Settings): FasterCell[] {
  const { replicates, ...sizes } = designFor(designs, profile);
  return [
    ...upTo(replicates).map(
      (replicate): FasterCell => ({ kind: 'network', dataset, replicate, ...trained, ...sizes }),
    ),
    { kind: 'control', dataset },
  ];
}

/**
 * Decimal logarithm of measured iterations over those of the theory; as many as were run where SGD did not
 * arrive.
 */
function shortfall(pair: Pair, path: Path): number {
  return decimal(logOf(pair.sgd ?? pair.iterations) - path.logBound);
}

/** A ratio by its decimal logarithm, in words. */
function timesText(logarithm: number): string {
  return `10^${Math.abs(logarithm).toFixed(1)} times ${logarithm < 0 ? 'fewer' : 'more'}`;
}

const lineOf = ({ line }: Pair): Path => line;
const bandOf = ({ band }: Pair): Path => band;

function judge(results: readonly FasterResult[]): Evidence {
  const pairs = results.filter((result) => result.kind === 'network');
  const control = results.find((result) => result.kind === 'control');
  const worst = (pathOf: (pair: Pair) => Path) =>
    timesText(Math.max(...pairs.map((pair) => shortfall(pair, pathOf(pair)))));
  return judged({
    parts: [
      partOf('the straight line between two solutions', pairs, lineOf),
      partOf(
        'the nudged elastic band between them',
        pairs,
        bandOf,
        pairs.every(({ band }) => band.converged),
      ),
    ],
    controls: controlsOf(pairs, control?.logRatios ?? []),
    reason: prose(
      `Training took ${worst(lineOf)} iterations than the Brownian theory says for the barrier on the`,
      `straight line, and ${worst(bandOf)} than for the one on the band (the slowest pair).`,
    ),
    statistics: pairs.flatMap((pair) =>
      (['line', 'band'] as const).map((path) =>
        plainStatistic(
          `decimal logarithm of iterations over theory, ${path}, replicate ${pair.replicate}`,
          shortfall(pair, pair[path]),
        ),
      ),
    ),
    figures: [fasterFigure(pairs)],
    tables: [fasterTable(pairs)],
  });
}

function partOf(name: string, pairs: readonly Pair[], pathOf: (pair: Pair) => Path, known = true): Part {
  const short = pairs.map((pair) => shortfall(pair, pathOf(pair)) < decimal(logOf(largestRatio)));
  const barriers = pairs.map((pair) => pathOf(pair).barrier);
  const [lowest, highest] = [Math.min(...barriers), Math.max(...barriers)].map((x) => x.toPrecision(2));
  return {
    name,
    verdict: known ? unanimous(short.map((each) => decide(each, true))) : 'undecided',
    reason: prose(
      `Training takes less than a thousandth of what the theory says in ${short.filter(Boolean).length} of`,
      `${pairs.length} pairs. The barriers are ${lowest} to ${highest}.`,
      ...(known ? [] : ['Not all bands converged.']),
    ),
  };
}

function controlsOf(pairs: readonly Pair[], logRatios: readonly number[]): Control[] {
  const slow = pairs.filter(({ sgd, gradientDescent }) => sgd === null || gradientDescent === null);
  const worst = logRatios.reduce((most, ratio) => Math.max(most, Math.abs(ratio)), 0);
  return [
    control(
      'all runs arrive at the target loss',
      slow.length === 0,
      `${pairs.length - slow.length} of ${pairs.length}`,
    ),
    control(
      `in a loss of one parameter with Gaussian noise the theory holds within a factor of ${worstFactor}`,
      logRatios.length > 0 && worst < logOf(worstFactor),
      `measured over theory within a factor of ${expOf(worst).toFixed(1)} in ${logRatios.length} settings`,
    ),
  ];
}

export const fasterThanTheory: Claim<FasterCell, FasterResult> = {
  id: 'faster-than-theory',
  group: 'finding',
  kind: 'finding',
  title: 'Training is far shorter than Brownian theory says',
  statement: prose(
    'Training takes far fewer iterations than the Brownian theory says for the barriers between minima:',
    'noise of that kind could not carry it across them.',
  ),
  source: 'arXiv 1912.00018, section 1, by way of Freidlin and Wentzell; Kramers',
  experiment: prose(
    'Two networks (width 16, depth 3, linear hinge loss, batch size 20, step size 0.1) are trained from',
    'different starts to zero loss, or near it. Between them the barrier is measured on the straight line',
    'and on a nudged elastic band. The noise is the variance over examples of the slope along the line,',
    'where it is largest, which is in the theory’s favour. The theory says exp(2 b ΔL/(η σ²))/η',
    'iterations. For comparison: gradient descent, which has no noise at all, and escapes in a loss of one',
    'parameter, where the theory is known to hold.',
  ),
  rule: prose(
    'Two parts, the straight line and the band: supported when in all pairs the iterations of SGD to a',
    `training loss of ${targetLoss} are less than ${largestRatio} of what the theory says, refuted when in`,
    'none, else undecided; undecided also when a band has not converged. The claim needs both; it is',
    'undecided when a run does not arrive, or the theory fails in the loss of one parameter.',
  ),
  formula: '\\log k_{\\text{theory}}=\\frac{2b\\,\\Delta L}{\\eta\\,\\sigma^2}-\\log\\eta',
  deviation: prose(
    'What is refuted, if training is shorter, is only that it has to cross the barriers between its',
    'solutions. Gradient descent arrives as well, so the speed of training is no evidence for jumps.',
  ),
  needsData: true,
  plan,
  run: runFasterCell,
  judge,
};
