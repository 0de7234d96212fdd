import { expOf, logOf } from '../../../kernel/index.js';
import { convergenceScale, floorExponent } from '../../../sde/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { normalInterval, weightedLine } from '../../../statistics/index.js';
import { levyConvergenceFigure } from './figure.js';
import { type Descent, runDescent, scalesOf, type DescentCell, type DescentResult } from './run.js';

/**
 * Where SGD settles at a minimum, and how that floor falls with the step size, is set by alpha. On a quadratic
 * the law of every iterate is known exactly.
 */

const clip = 3;
const clippedAlpha = 1.5;
const scaleTolerance = 0.02;
const exponentTolerance = 0.03;

const designs = {
  smoke: { indices: [1.5, 2], stepSizes: [0.02, 0.04, 0.08], iterates: 20_000, parts: 1 },
  quick: { indices: [1.2, 1.5, 1.8, 2], stepSizes: [0.02, 0.04, 0.08], iterates: 150_000, parts: 2 },
  paper: {
    indices: [1.2, 1.5, 1.8, 2],
    stepSizes: [0.005, 0.01, 0.02, 0.04, 0.08],
    iterates: 1_000_000,
    parts: 10,
  },
} as const;

function plan({ profile }: Settings): DescentCell[] {
  const { indices, stepSizes, iterates, parts } = designs[profile];
  const worlds = [...indices.map((alpha) => ({ alpha, clip: 0 })), { alpha: clippedAlpha, clip }];
  return worlds.flatMap((world) =>
    stepSizes.flatMap((stepSize) =>
      Array.from({ length: parts }, (_, part) => ({ ...world, stepSize, part, iterates: iterates / parts })),
    ),
  );
}

function run(cell: DescentCell, { seed }: { readonly seed: number }): DescentResult {
  return runDescent(cell, seed);
}

/** Line through the logarithms of the last scales against those of the step sizes. */
function floorOf(descents: readonly Descent[]) {
  return weightedLine(
    descents.map(({ stepSize }) => logOf(stepSize)),
    descents.map(({ points }) => points.at(-1)!.logScale),
    descents.map(({ points }) => points.at(-1)!.standardError),
  );
}

function judge(results: readonly DescentResult[], { profile }: Settings): Evidence {
  const { indices, stepSizes } = designs[profile];
  const descentsOf = (alpha: number, limit: number) =>
    stepSizes.map((stepSize): Descent => {
      const parts = results.filter(
        (cell) => cell.alpha === alpha && cell.clip === limit && cell.stepSize === stepSize,
      );
      // Bounded noise makes sums Gaussian: the scale is then that of alpha = 2.
      const points = scalesOf(parts, limit > 0 ? 2 : alpha);
      const exact = points.map(({ steps }) =>
        convergenceScale({ alpha, stepSize, curvature: 1, noiseScale: 1 }, steps, 1),
      );
      return { alpha, stepSize, points, exact };
    });
  const groups = indices.map((alpha) => {
    const descents = descentsOf(alpha, 0);
    const tests = descents.reduce((sum, { points }) => sum + points.length, 0);
    const ratios = descents.flatMap(({ points, exact }) =>
      points.map(({ logScale, standardError }, i) => {
        const ratio = expOf(logScale) / exact[i];
        return {
          usual: normalInterval(ratio, ratio * standardError),
          joint: normalInterval(ratio, ratio * standardError, 1 - 0.05 / tests),
        };
      }),
    );
    const worst = ratios.reduce((a, b) =>
      Math.abs(b.usual.value - 1) > Math.abs(a.usual.value - 1) ? b : a,
    );
    const scaleVerdict = scaleVerdictOf(ratios);
    const exponent = floorOf(descents).slope;
    const theory = floorExponent(alpha);
    const verdict = joinVerdicts(
      [scaleVerdict, intervalVerdict(exponent, [theory - exponentTolerance, theory + exponentTolerance])],
      [],
    );
    return { alpha, descents, worst: worst.usual, exponent, theory, verdict };
  });
  const clipped = descentsOf(clippedAlpha, clip);
  const clippedExponent = floorOf(clipped).slope;
  const heavy = floorExponent(clippedAlpha);
  const gaussian = groups.find(({ alpha }) => alpha === 2)!;
  const controls = [
    {
      name: 'Gaussian noise has the known variance of the autoregressive process',
      passed: gaussian.verdict === 'supported' || (profile === 'smoke' && gaussian.verdict !== 'refuted'),
      value: `scale at most ${inWords(gaussian.worst)} of it, exponent ${inWords(gaussian.exponent)}`,
    },
    {
      name: 'clipped noise does not have the exponent of heavy tails',
      passed: clippedExponent.low > heavy + exponentTolerance,
      value: `exponent ${inWords(clippedExponent)}, heavy tails ${heavy.toFixed(3)}`,
    },
  ];
  const sentence = ({ worst, exponent }: (typeof groups)[number]) =>
    `scale farthest from the exact one ${inWords(worst)} times it, exponent of the floor ${inWords(exponent)}`;
  return {
    verdict: joinVerdicts(
      groups.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `${groups.map((group) => `alpha ${group.alpha}: ${sentence(group)}`).join('; ')}.`,
    parts: groups.map(
      (group): Part => ({
        name: `alpha ${group.alpha}`,
        verdict: group.verdict,
        reason: `Against the exact law: ${sentence(group)}.`,
      }),
    ),
    statistics: [
      ...groups.flatMap(({ alpha, worst, exponent, theory }) => [
        statisticOf(`scale over the exact one, farthest of all, alpha ${alpha}`, worst, 1),
        statisticOf(`exponent of the floor, alpha ${alpha}`, exponent, theory),
      ]),
      statisticOf(`exponent of the floor, alpha ${clippedAlpha} clipped`, clippedExponent, 0.5),
    ],
    controls,
    figures: [
      levyConvergenceFigure(
        groups.map(({ descents }) => descents),
        clipped,
      ),
    ],
    tables: [
      {
        name: 'levy-convergence',
        caption: 'Scale of the iterate of SGD on w^2/2 from a start of scale 1, noise of scale 1.',
        columns: ['alpha', 'step size', 'steps', 'scale', 'standard error', 'exact'],
        rows: groups.flatMap(({ descents }) =>
          descents.flatMap(({ alpha, stepSize, points, exact }) =>
            points.map(({ steps, logScale, standardError }, i) => {
              const scale = expOf(logScale);
              return [alpha, stepSize, steps, scale, scale * standardError, exact[i]];
            }),
          ),
        ),
      },
    ],
  };
}

/** Every interval inside supports; one interval outside, at a level for all of them together, refutes. */
function scaleVerdictOf(ratios: readonly { usual: Ends; joint: Ends }[]): Verdict {
  const [from, to] = [1 - scaleTolerance, 1 + scaleTolerance];
  if (ratios.some(({ joint }) => intervalVerdict(joint, [from, to]) === 'refuted')) return 'refuted';
  return ratios.every(({ usual }) => intervalVerdict(usual, [from, to]) === 'supported')
    ? 'supported'
    : 'undecided';
}

type Ends = { readonly low: number; readonly high: number };

export const levyConvergence: Claim<DescentCell, DescentResult> = {
  id: 'levy-convergence',
  group: 'levy',
  title: 'Lévy noise: the floor of SGD',
  statement:
    'How closely SGD converges to a local minimum depends on the tail index: the scale of its iterate falls with the step size as stepSize^((alpha - 1)/alpha) only.',
  source: 'arXiv 1912.00018, convergence to a local minimum under heavy tails; exact on a quadratic',
  experiment:
    'SGD on w^2/2 under symmetric stable noise, independent iterates; their scale from the mean of log|w| at six times up to five relaxation times, for step sizes over a factor of four or more; the same with noise clipped at three scales, at alpha 1.5.',
  rule: 'For each alpha: supported when the 95 % interval of every scale lies within 2 % of the exact one and that of the exponent within 0.03 of (alpha - 1)/alpha; refuted when the interval of a scale lies outside at a level that holds for all of them together (Bonferroni), or that of the exponent does; undecided otherwise. The claim is supported when all are, refuted when any is, undecided otherwise or when a control fails: Gaussian noise must be supported (in smoke: not refuted), and the interval of the exponent of clipped noise must lie above 0.03 more than that of heavy tails.',
  formula:
    'c_k^\\alpha = q^{\\alpha k} c_0^\\alpha + (\\eta\\sigma)^\\alpha\\,\\frac{1-q^{\\alpha k}}{1-q^\\alpha},\\quad q=|1-\\eta\\lambda|,\\quad c_\\infty\\sim\\eta^{(\\alpha-1)/\\alpha}',
  deviation:
    'On a quadratic, where the law of the iterate is exact; the source treats more general objectives by bounds.',
  needsData: false,
  plan,
  run,
  judge,
};
