import { control, judged, percent, prose, type Control, type Evidence } from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import {
  runToCurvature,
  targetLoss,
  type Curvature,
  type EqualLossCell,
  type EqualLossRun,
} from '../../network/equalLoss.js';
import { curvatureCost } from './cost.js';
import { curvatureFigure, curvatureTable } from './figure.js';
import {
  accuracyPart,
  failingLevel,
  growths,
  holdingLevel,
  leastCorrelation,
  looks,
  margin,
  partsOf,
  scopeOf,
} from './parts.js';
import { endedAtLoss, settingsOf, smallStep, type Arrived } from './regimes.js';

/**
 * Does the step size over the batch size, and nothing else of the two, set the width of the minimum that
 * training ends in? Where steps are small, and where they are large. And do wider minima go with better test
 * accuracy?
 */

const designs = {
  smoke: { examples: 100, ratios: [0.002, 0.004], batchSizes: [4, 8, 32, 64], replicates: 3 },
  quick: { examples: 200, ratios: [0.001, 0.002, 0.004], batchSizes: [2, 4, 8, 16, 32, 64], replicates: 8 },
  paper: {
    examples: 5000,
    ratios: [0.0005, 0.001, 0.002, 0.004],
    batchSizes: [2, 4, 8, 16, 32, 64, 128],
    replicates: 12,
  },
} as const;

/** Small enough for the trace of its Hessian at many minima. */
const smallNetwork = { width: 16, depth: 3 } as const;
/** Runs that have not come to the loss after so many passes over the examples are given up. */
const mostPasses = 200;
/** Of runs, and of traces: where more than one in ten is not as it should be, nothing is decided. */
const leastShare = 0.9;
/** Largest relative standard error with which a trace is known. */
const coarsestTrace = 0.25;

function plan(settings: Settings): EqualLossCell[] {
  return cellsOf(settings, upTo(designFor(designs, settings.profile).replicates));
}

function cellsOf({ profile, dataset }: Settings, replicates: readonly number[]): EqualLossCell[] {
  const { examples, ratios, batchSizes } = designFor(designs, profile);
  return crossed({ replicate: replicates, ratio: ratios, batchSize: batchSizes }).map(
    ({ replicate, ratio, batchSize }): EqualLossCell => ({
      dataset,
      examples,
      ...smallNetwork,
      noise: 'sgd',
      stepSize: ratio * batchSize,
      batchSize,
      replicate,
      mostIterations: Math.ceil((mostPasses * examples) / batchSize),
    }),
  );
}

/** As many replicates again where the first ones leave a part open. */
function extend(results: readonly EqualLossRun<Curvature>[], settings: Settings): EqualLossCell[] {
  const { replicates } = designFor(designs, settings.profile);
  // smoke is to be over in seconds.
  if (settings.profile === 'smoke' || results.length > plan(settings).length) return [];
  const open = partsOf(settingsOf(results.filter(endedAtLoss))).some(
    ({ verdict }) => verdict === 'undecided',
  );
  return open
    ? cellsOf(
        settings,
        upTo(replicates).map((replicate) => replicates + replicate),
      )
    : [];
}

function judge(results: readonly EqualLossRun<Curvature>[]): Evidence {
  const arrived = results.filter(endedAtLoss);
  const settings = settingsOf(arrived);
  const parts = partsOf(settings);
  const left = results.length - arrived.length;
  const scope = scopeOf(parts);
  return judged({
    parts,
    asides: [accuracyPart(arrived)],
    ...(scope !== undefined && { scope }),
    reason: prose(
      ...parts.map(({ reason }) => reason),
      ...(left > 0 ? [`${left} of ${results.length} runs did not end at the loss and are left out.`] : []),
    ),
    controls: controlsOf(results.length, arrived),
    figures: [curvatureFigure(settings)],
    tables: [curvatureTable(settings)],
  });
}

function controlsOf(runs: number, arrived: readonly Arrived[]): Control[] {
  const known = arrived.filter(({ geometry }) => geometry.traceError < coarsestTrace).length;
  const lowest = Math.min(...arrived.map(({ trainLoss }) => trainLoss));
  return [
    control(
      `At least ${percent(leastShare, 0)} of the runs end at equal loss`,
      arrived.length >= leastShare * runs,
      `${arrived.length} of ${runs}, at ${lowest.toFixed(3)} to ${targetLoss}`,
    ),
    control(
      `At least ${percent(leastShare, 0)} of the traces are known to a quarter`,
      known >= leastShare * arrived.length,
      `${known} of ${arrived.length}`,
    ),
  ];
}

export const brownianLrBatchWidth: Claim<EqualLossCell, EqualLossRun<Curvature>> = {
  id: 'brownian-lr-batch-width',
  group: 'brownian',
  kind: 'finding',
  title: 'η/b sets the width of the final minimum',
  statement: prose(
    'Under the Brownian assumption the step size over the batch size, and nothing else of the two, sets',
    'the width of the minimum in which training ends.',
  ),
  source: 'Jastrzebski et al. 2017 (arXiv 1711.04623); quoted in arXiv 1912.00018, section 1',
  experiment: prose(
    'Small networks (width 16, depth 3, cross-entropy) are trained by SGD to a training loss of',
    `${targetLoss}, each with several ratios of step size to batch size and several batch sizes. At the end`,
    'the trace of the Hessian (Hutchinson) and its largest eigenvalue λ₁ (Lanczos) are measured. The width',
    'is one over the root of such a curvature. The settings are split by the mean of η·λ₁ over networks:',
    `steps up to ${smallStep} are small. In either half, log(1/trace) of each network is fitted by a plane`,
    'in log(η/b) and log b.',
  ),
  rule: prose(
    'Two parts: small steps and large steps. A part is supported when the growth with log(η/b) lies above 0',
    `and the growth with log b at a fixed ratio within ±${margin}, both with their`,
    `${percent(holdingLevel, 0)} Student intervals over networks (two one-sided tests at 2.5 %). It is`,
    `refuted when one of them lies outside with its ${percent(failingLevel, 2)} interval (5 % shared by`,
    `${growths} growths and ${looks} looks). Where a part is open, as many networks again are trained, once`,
    '(not in smoke). The claim is supported when both parts are, and refuted when one is; then its scope',
    'says where the ratio alone counts. Runs that do not end at the loss are left out; undecided when they',
    `are more than ${percent(1 - leastShare, 0)}, or when so many traces are not known to a quarter. Test`,
    'accuracy is a question of its own: the rank correlation (Spearman) of 1/trace and test accuracy',
    `supports from ${leastCorrelation} on and refutes below.`,
  ),
  formula: '\\log\\frac{1}{\\operatorname{tr}H}=a+p\\,\\log\\frac{\\eta}{b}+q\\,\\log b,\\qquad p>0,\\ q=0',
  answers: [
    {
      question: 'training',
      supported:
        'The step size over the batch size, and nothing else of the two, sets how wide the minimum is.',
      refuted:
        'The step size over the batch size does not alone set how wide the minimum is at all step sizes.',
    },
    {
      question: 'training',
      part: 'wider minima have better test accuracy',
      supported: 'Of minima at the same training loss, the wider ones have better test accuracy.',
      refuted: 'Of minima at the same training loss, the wider ones do not have better test accuracy.',
    },
  ],
  needsData: true,
  plan,
  extend,
  cost: curvatureCost,
  run: runToCurvature,
  judge,
};
