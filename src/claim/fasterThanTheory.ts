import { logOf } from '../kernel/index.js';
import type { Claim, Control, Evidence, Part, Settings, Statistic, Verdict } from './claim.js';
import type { Figure } from './figure.js';
import { failedControl, joinVerdicts } from './interval.js';
import {
  runFasterCell,
  targetLoss,
  type FasterCell,
  type FasterResult,
  type Path,
} from './fasterThanTheoryRun.js';

/**
 * Is training far shorter than the Brownian theory allows, if it had to cross the barriers between minima? What the
 * theory says is computed from measured barriers and measured noise.
 */

/** Measured iterations over those of the theory must lie below it. */
const largestRatio = 1e-3;
const logTen = 2.302585092994046;

const designs = {
  smoke: { replicates: 1, examples: 60, iterations: 1500, images: 3, bandIterations: 40 },
  quick: { replicates: 3, examples: 200, iterations: 2000, images: 5, bandIterations: 400 },
  paper: { replicates: 10, examples: 2000, iterations: 20_000, images: 15, bandIterations: 2000 },
} as const;

type Pair = Extract<FasterResult, { kind: 'network' }>;

function plan({ profile, dataset }: Settings): FasterCell[] {
  const { replicates, ...sizes } = designs[profile];
  return [
    ...Array.from(
      { length: replicates },
      (_, replicate): FasterCell => ({
        kind: 'network',
        dataset,
        replicate,
        width: 16,
        depth: 3,
        batchSize: 20,
        ...sizes,
      }),
    ),
    { kind: 'control', dataset },
  ];
}

/** Decimal logarithm of measured iterations over those of the theory; as many as were run where SGD did not arrive. */
function shortfall(pair: Pair, path: Path): number {
  return (logOf(pair.sgd ?? pair.iterations) - path.logBound) / logTen;
}

/** A ratio by its decimal logarithm, in words. */
function timesText(logarithm: number): string {
  return `10^${Math.abs(logarithm).toFixed(1)} times ${logarithm < 0 ? 'fewer' : 'more'}`;
}

function judge(results: readonly FasterResult[]): Evidence {
  const pairs = results.filter((result) => result.kind === 'network');
  const control = results.find((result) => result.kind === 'control');
  const parts = [
    partOf(
      'the straight line between two solutions',
      pairs,
      ({ line }) => line,
      () => true,
    ),
    partOf(
      'the nudged elastic band between them',
      pairs,
      ({ band }) => band,
      ({ band }) => band.converged,
    ),
  ];
  const controls = controlsOf(pairs, control?.logRatios ?? []);
  const worst = (path: (pair: Pair) => Path) => Math.max(...pairs.map((pair) => shortfall(pair, path(pair))));
  const statistics: Statistic[] = pairs.flatMap((pair) =>
    (['line', 'band'] as const).map((name): Statistic => {
      const value = shortfall(pair, pair[name]);
      return {
        name: `decimal logarithm of iterations over theory, ${name}, replicate ${pair.replicate}`,
        value,
        low: value,
        high: value,
        level: 1,
      };
    }),
  );
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `Training took ${timesText(worst(({ line }) => line))} iterations than the Brownian theory says for the barrier on the straight line, ` +
        `and ${timesText(worst(({ band }) => band))} than for the one on the band (the slowest pair).`,
    parts,
    statistics,
    controls,
    figures: [figureOf(pairs)],
    tables: [
      {
        name: 'faster-than-theory',
        caption: `Iterations until the training loss (linear hinge) is ${targetLoss}, and what the theory makes of the barriers between two solutions.`,
        columns: [
          'pair',
          'SGD',
          'gradient descent',
          'barrier, line',
          'barrier, band',
          'band converged',
          'noise variance along the line',
          'log10 theory, line',
          'log10 theory, band',
        ],
        rows: pairs.map(({ replicate, sgd, gradientDescent, line, band }) => [
          replicate,
          sgd ?? '',
          gradientDescent ?? '',
          line.barrier,
          band.barrier,
          band.converged ? 'yes' : 'no',
          line.variance,
          line.logBound / logTen,
          band.logBound / logTen,
        ]),
      },
    ],
  };
}

function partOf(
  name: string,
  pairs: readonly Pair[],
  pathOf: (pair: Pair) => Path,
  found: (pair: Pair) => boolean,
): Part {
  const short = pairs.map((pair) => shortfall(pair, pathOf(pair)) < logOf(largestRatio) / logTen);
  const known = pairs.every(found);
  const verdict: Verdict = !known
    ? 'undecided'
    : short.every(Boolean)
      ? 'supported'
      : short.some(Boolean)
        ? 'undecided'
        : 'refuted';
  const barriers = pairs.map((pair) => pathOf(pair).barrier);
  return {
    name,
    verdict,
    reason: `Below a thousandth in ${short.filter(Boolean).length} of ${pairs.length} pairs; barriers ${Math.min(...barriers).toPrecision(2)} to ${Math.max(...barriers).toPrecision(2)}${known ? '' : '; not all bands converged'}.`,
  };
}

function controlsOf(pairs: readonly Pair[], logRatios: readonly number[]): Control[] {
  const slow = pairs.filter(({ sgd, gradientDescent }) => sgd === null || gradientDescent === null);
  const worst = logRatios.reduce((most, ratio) => Math.max(most, Math.abs(ratio)), 0);
  return [
    {
      name: 'all runs arrive at the target loss',
      passed: slow.length === 0,
      value: `${pairs.length - slow.length} of ${pairs.length}`,
    },
    {
      name: 'in a loss of one parameter with Gaussian noise the theory holds within a factor of 10',
      passed: logRatios.length > 0 && worst < logTen,
      value: `measured over theory within a factor of ${(10 ** (worst / logTen)).toFixed(1)} in ${logRatios.length} settings`,
    },
  ];
}

function figureOf(pairs: readonly Pair[]): Figure {
  const at = (pair: Pair) => pair.replicate + 1;
  const xs = pairs.map(at);
  return {
    name: 'faster-than-theory',
    title: 'Iterations to train, and what the Brownian theory says',
    caption:
      'For each pair of solutions: iterations that SGD and gradient descent took to the target loss, and the iterations that the theory says for the barrier on the straight line and on the nudged elastic band (decimal logarithms).',
    panels: [
      {
        x: { label: 'pair of solutions', scale: 'linear', domain: [0.5, pairs.length + 0.5] },
        y: { label: 'log₁₀ iterations', scale: 'log' },
        layers: [
          {
            mark: 'points',
            label: 'theory, straight line',
            role: 'theory',
            x: xs,
            y: pairs.map(({ line }) => line.logBound / logTen),
          },
          {
            mark: 'points',
            label: 'theory, elastic band',
            role: 'brownian',
            x: xs,
            y: pairs.map(({ band }) => band.logBound / logTen),
          },
          {
            mark: 'points',
            label: 'SGD',
            role: 'measured',
            x: xs,
            y: pairs.map(({ sgd, iterations }) => logOf(sgd ?? iterations) / logTen),
          },
          {
            mark: 'points',
            label: 'gradient descent',
            role: 'control',
            x: xs,
            y: pairs.map(({ gradientDescent, iterations }) => logOf(gradientDescent ?? iterations) / logTen),
          },
        ],
      },
    ],
  };
}

export const fasterThanTheory: Claim<FasterCell, FasterResult> = {
  id: 'faster-than-theory',
  group: 'finding',
  title: 'Training is far shorter than Brownian theory says',
  statement:
    'Training takes far fewer iterations than the Brownian theory says for the barriers between minima: noise of that kind could not carry it across them.',
  source: 'arXiv 1912.00018, section 1, by way of Freidlin and Wentzell; Kramers',
  experiment:
    'Two networks (width 16, depth 3, linear hinge loss, batch size 20, step size 0.1) are trained from different starts to zero loss, or near it. Between them the barrier is measured on the straight line and on a nudged elastic band, and the variance over examples of the slope along the line where it is largest, which is to the theory’s favour. The theory says exp(2 b ΔL/(η σ²))/η iterations. Beside it: gradient descent, which has no noise at all, and escapes in a loss of one parameter, where the theory is known to hold.',
  rule: `Two parts, the straight line and the band: supported when in all pairs the iterations of SGD to a training loss of ${targetLoss} are less than ${largestRatio} of what the theory says, refuted when in none, else undecided; undecided also when a band has not converged. The claim needs both; it is undecided when a run does not arrive, or the theory fails in the loss of one parameter.`,
  formula: '\\log k_{\\text{theory}}=\\frac{2b\\,\\Delta L}{\\eta\\,\\sigma^2}-\\log\\eta',
  deviation:
    'What is refuted, if training is shorter, is only that it has to cross the barriers between its solutions. Gradient descent arrives as well, so that the speed of training is no evidence for jumps.',
  needsData: true,
  plan,
  run: runFasterCell,
  judge,
};
