import {
  around,
  atMost,
  control,
  decide,
  intervalVerdict,
  inWords,
  joinVerdicts,
  judged,
  mustFail,
  prose,
  statisticOf,
  table,
  type ClaimVerdict,
  type Evidence,
  type MeasuredPart,
  type Table,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { convergenceScale, floorExponent } from '../../../sde/index.js';
import { normalInterval, weightedLine, type Interval } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { levyConvergenceFigure } from './figure.js';
import { runDescent, scalesOf, type Descent, type DescentCell, type DescentResult } from './run.js';
import { designFor } from '../../designs.js';

/**
 * Where SGD settles at a minimum, and how that floor falls with the step size, is set by alpha. On a
 * quadratic the law of every iterate is known exactly.
 */

const clip = 3;
const clippedAlpha = 1.5;
const sameScale = around(1, 0.02);
const exponentTolerance = 0.03;
/** All intervals of one alpha's scales together miss with this probability, each being wider (Bonferroni). */
const jointRate = 0.05;

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
  const { indices, stepSizes, iterates, parts } = designFor(designs, profile);
  const worlds = [...indices.map((alpha) => ({ alpha, clip: 0 })), { alpha: clippedAlpha, clip }];
  return crossed({ world: worlds, stepSize: stepSizes, part: upTo(parts) }).map(
    ({ world, stepSize, part }): DescentCell => ({ ...world, stepSize, part, iterates: iterates / parts }),
  );
}

/** Descents of one noise, one for each step size, in order of first appearance. */
function descentsOf(results: readonly DescentResult[], alpha: number, limit: number): Descent[] {
  const own = results.filter((cell) => cell.alpha === alpha && cell.clip === limit);
  return [...new Set(own.map(({ stepSize }) => stepSize))].map((stepSize) => {
    const parts = own.filter((cell) => cell.stepSize === stepSize);
    // Bounded noise makes sums Gaussian: the scale is then that of alpha = 2.
    const points = scalesOf(parts, limit > 0 ? 2 : alpha);
    const descent = { alpha, stepSize, curvature: 1, noiseScale: 1 };
    return { alpha, stepSize, points, exact: points.map(({ steps }) => convergenceScale(descent, steps, 1)) };
  });
}

/** Slope of the logarithms of the last scales in those of the step sizes. */
function floorOf(descents: readonly Descent[]): Interval {
  const floors = descents.map(({ points }) => points.at(-1)!);
  return weightedLine(
    descents.map(({ stepSize }) => logOf(stepSize)),
    floors.map(({ logScale }) => logScale),
    floors.map(({ standardError }) => standardError),
  ).slope;
}

/** A scale over the exact one: its interval, and the one that holds for all scales of an alpha together. */
interface Ratio {
  readonly usual: Interval;
  readonly joint: Interval;
}

function ratiosOf(descents: readonly Descent[]): Ratio[] {
  const tests = descents.reduce((sum, { points }) => sum + points.length, 0);
  return descents.flatMap(({ points, exact }) =>
    points.map(({ logScale, standardError }, i) => {
      const ratio = expOf(logScale) / exact[i];
      return {
        usual: normalInterval(ratio, ratio * standardError),
        joint: normalInterval(ratio, ratio * standardError, 1 - jointRate / tests),
      };
    }),
  );
}

/** Every interval inside supports; one interval outside, at a level for all of them together, refutes. */
function scaleVerdict(ratios: readonly Ratio[]): ClaimVerdict {
  const fails = ratios.some(({ joint }) => intervalVerdict(joint, sameScale) === 'refuted');
  const holds = ratios.every(({ usual }) => intervalVerdict(usual, sameScale) === 'supported');
  return decide(holds, fails);
}

/** What the descents of one alpha say. */
interface Group {
  readonly alpha: number;
  readonly descents: readonly Descent[];
  /** The scale that is farthest from the exact one, over it. */
  readonly worst: Interval;
  readonly exponent: Interval;
  readonly part: MeasuredPart;
}

function groupOf(results: readonly DescentResult[], alpha: number): Group {
  const descents = descentsOf(results, alpha, 0);
  const ratios = ratiosOf(descents);
  const distance = ({ value }: Interval) => Math.abs(value - 1);
  const worst = ratios
    .map(({ usual }) => usual)
    .reduce((farthest, ratio) => (distance(ratio) > distance(farthest) ? ratio : farthest));
  const exponent = floorOf(descents);
  const theory = floorExponent(alpha);
  const part: MeasuredPart = {
    name: `alpha ${alpha}`,
    verdict: joinVerdicts([
      scaleVerdict(ratios),
      intervalVerdict(exponent, around(theory, exponentTolerance)),
    ]),
    reason: `Against the exact law: ${inSentence({ worst, exponent })}.`,
    statistics: [
      statisticOf(`scale over the exact one, farthest of all, alpha ${alpha}`, worst, 1),
      statisticOf(`exponent of the floor, alpha ${alpha}`, exponent, theory),
    ],
  };
  return { alpha, descents, worst, exponent, part };
}

function inSentence({ worst, exponent }: Pick<Group, 'worst' | 'exponent'>): string {
  return (
    `the scale farthest from the exact one is ${inWords(worst)} times it, ` +
    `the exponent of the floor ${inWords(exponent)}`
  );
}

function controlsOf(groups: readonly Group[], clippedExponent: Interval, smoke: boolean) {
  const { part, worst, exponent } = groups.find(({ alpha }) => alpha === 2)!;
  const heavy = floorExponent(clippedAlpha);
  return [
    control(
      'Gaussian noise has the known variance of the autoregressive process',
      part.verdict === 'supported' || (smoke && part.verdict !== 'refuted'),
      `scale at most ${inWords(worst)} of it, exponent ${inWords(exponent)}`,
    ),
    mustFail(
      'clipped noise does not have the exponent of heavy tails',
      clippedExponent,
      atMost(heavy + exponentTolerance),
      `exponent ${inWords(clippedExponent)}, heavy tails ${heavy.toFixed(3)}`,
    ),
  ];
}

function judge(results: readonly DescentResult[], { profile }: Settings): Evidence {
  const groups = designFor(designs, profile).indices.map((alpha) => groupOf(results, alpha));
  const clipped = descentsOf(results, clippedAlpha, clip);
  const clippedExponent = floorOf(clipped);
  return judged({
    parts: groups.map(({ part }) => part),
    controls: controlsOf(groups, clippedExponent, profile === 'smoke'),
    reason: groups.map((group) => `At alpha ${group.alpha} ${inSentence(group)}.`).join(' '),
    statistics: [
      statisticOf(`exponent of the floor, alpha ${clippedAlpha} clipped`, clippedExponent, floorExponent(2)),
    ],
    figures: [
      levyConvergenceFigure(
        groups.map(({ descents }) => descents),
        clipped,
      ),
    ],
    tables: [tableOf(groups.flatMap(({ descents }) => descents))],
  });
}

function tableOf(descents: readonly Descent[]): Table {
  const caption = 'Scale of the iterate of SGD on w^2/2 from a start of scale 1, noise of scale 1.';
  const rows = descents.flatMap(({ points, exact, ...world }) =>
    points.map((point, i) => ({ ...world, ...point, scale: expOf(point.logScale), exact: exact[i] })),
  );
  return table('levy-convergence', caption, rows, [
    ['alpha', ({ alpha }) => alpha],
    ['step size', ({ stepSize }) => stepSize],
    ['steps', ({ steps }) => steps],
    ['scale', ({ scale }) => scale],
    ['standard error', ({ scale, standardError }) => scale * standardError],
    ['exact', ({ exact }) => exact],
  ]);
}

export const levyConvergence: Claim<DescentCell, DescentResult> = {
  id: 'levy-convergence',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy noise: the floor of SGD',
  statement: prose(
    'How closely SGD converges to a local minimum depends on the tail index: the scale of its iterate',
    'falls only as stepSize^((alpha - 1)/alpha).',
  ),
  source: 'arXiv 1912.00018, convergence to a local minimum under heavy tails; exact on a quadratic',
  experiment: prose(
    'SGD runs on w^2/2 under symmetric stable noise, many independent iterates at a time. Their scale',
    'follows from the mean of log|w| at six times up to five relaxation times. Step sizes span a factor of',
    'four or more. The same is done at alpha 1.5 with noise clipped at three scales.',
  ),
  rule: prose(
    'For each alpha: supported when the 95 % interval of every scale lies within 2 % of the exact one and',
    'that of the exponent within 0.03 of (alpha - 1)/alpha. Refuted when the interval of a scale lies',
    'outside at a level that holds for all of them together (Bonferroni), or that of the exponent does.',
    'Undecided otherwise. The claim is supported when all are and refuted when any is. It is undecided',
    'otherwise, or when a control fails: Gaussian noise must be supported (in smoke: not refuted), and the',
    'interval of the exponent of clipped noise must lie more than 0.03 above the exponent of heavy tails.',
  ),
  formula:
    'c_k^\\alpha = q^{\\alpha k} c_0^\\alpha' +
    ' + (\\eta\\sigma)^\\alpha\\,\\frac{1-q^{\\alpha k}}{1-q^\\alpha},' +
    '\\quad q=|1-\\eta\\lambda|,\\quad c_\\infty\\sim\\eta^{(\\alpha-1)/\\alpha}',
  deviation: prose(
    'The objective is a quadratic, where the law of the iterate is exact. The source treats more general',
    'objectives by bounds.',
  ),
  needsData: false,
  plan,
  run: (cell, { seed }) => runDescent(cell, seed),
  judge,
};
