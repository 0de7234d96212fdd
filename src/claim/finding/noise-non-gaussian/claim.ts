import { discoveries } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  intervalVerdict,
  joinVerdicts,
  type Part,
  type Statistic,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { networkCost } from '../../network/cost.js';
import { planNoiseGrid, type NoiseCell } from './grid.js';
import {
  measurementWork,
  measureNoise,
  type NoiseMeasurement,
  type NoiseSnapshot,
} from '../../network/noiseMeasurement.js';
import { gaussianityFigure, gaussianityTable } from './figure.js';
import { controlsOf, runNoiseControls, type NoiseControls } from '../../network/noiseControls.js';
import { networkWords } from '../../network/publishedNetwork.js';
import { settingOf, type Setting } from './setting.js';

/**
 * Is gradient noise non-Gaussian? Two directions that are never mixed up: (a) the published statistic,
 * across coordinates, beside that of Gaussian noise of the same covariance; (b) random projections,
 * across fresh minibatches, tested for normality.
 */

/** (b): a setting is non-Gaussian when acceptance falls below this share of true Gaussians'. */
const acceptanceRatio = 0.9;

/** A part is supported (refuted) when at least this share of the settings say so. */
const agreement = 0.9;
const falseDiscoveryRate = 0.05;

type Result =
  | {
      readonly kind: 'network';
      readonly settings: NoiseMeasurement;
      readonly snapshots: readonly NoiseSnapshot[];
    }
  | { readonly kind: 'controls'; readonly controls: NoiseControls };

function judge(results: readonly Result[], { dataset, furtherDatasets = [] }: Settings): Evidence {
  const settings: Setting[] = [];
  let controls: NoiseControls | undefined;
  for (const result of results) {
    if (result.kind === 'controls') controls = result.controls;
    else settings.push(...result.snapshots.map((snapshot) => settingOf(result.settings, snapshot)));
  }
  const pooled = judgePooled(settings, controls);
  const projected = judgeProjected(settings);
  const checks = [...(controls ? controlsOf(controls) : []), surrogateControl(settings)];
  return {
    verdict: joinVerdicts([projected.part.verdict], checks),
    reason: failedControl(checks) ?? `${projected.part.reason} ${pooled.part.reason}`,
    parts: [projected.part, pooled.part],
    statistics: [...projected.statistics, ...pooled.statistics],
    controls: checks,
    figures: [gaussianityFigure(settings, [dataset, ...furtherDatasets].join(' and '))],
    tables: [gaussianityTable(settings)],
  };
}

/**
 * One surrogate more, tested as if it were the noise, must rank among the others as chance has it. Ranks are
 * exact for any covariance, where acceptance itself is skewed for noise of low rank.
 */
function surrogateControl(settings: readonly Setting[]): Control {
  const ranks = settings.map(({ projected }) => projected.controlRank);
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  const z = (mean - 0.5) * Math.sqrt(12 * ranks.length);
  return {
    name: 'Gaussian surrogates of the measured noise pass the projection test',
    passed: z >= -3,
    value: `mean rank ${mean.toFixed(2)} of one among its equals (0.5 expected, ${Math.abs(z).toFixed(1)} standard errors ${z < 0 ? 'below' : 'above'})`,
  };
}

function judgeProjected(settings: readonly Setting[]): { part: Part; statistics: Statistic[] } {
  const found = discoveries(
    settings.map(({ projectedP }) => projectedP),
    falseDiscoveryRate,
  );
  const passes = ({ ratio }: Setting) => intervalVerdict(ratio, [acceptanceRatio, Infinity]);
  const nonGaussian = settings.filter((setting, i) => passes(setting) === 'refuted' && found[i]);
  const gaussian = settings.filter((setting) => passes(setting) === 'supported');
  const verdict = verdictOf(nonGaussian.length / settings.length, gaussian.length / settings.length);
  const largest = Math.max(...settings.map(({ network }) => network.batchSize));
  const smallest = Math.min(...settings.map(({ network }) => network.batchSize));
  const at = (batchSize: number) => settings.filter(({ network }) => network.batchSize === batchSize);
  const count = (batchSize: number) =>
    `${at(batchSize).filter((setting) => nonGaussian.includes(setting)).length} of ${at(batchSize).length} at batch size ${batchSize}`;
  return {
    part: {
      name: 'across minibatches (random projections, Anderson-Darling)',
      verdict,
      reason: `Across minibatches the noise is non-Gaussian in ${nonGaussian.length} of ${settings.length} settings (${count(smallest)}, ${count(largest)}).`,
    },
    statistics: settings.map(({ network, iteration, ratio }) =>
      statisticOf(
        `acceptance / Gaussian acceptance, ${network.dataset}, ${networkWords(network)}, ${network.loss}, b ${network.batchSize}, iteration ${iteration}, replicate ${network.replicate}`,
        ratio,
        1,
      ),
    ),
  };
}

/**
 * The surrogate takes its covariance from the noise, and alpha-stable noise has a sample covariance as wild
 * as itself. Whether a statistic equal to its surrogate's speaks against heavy tails is therefore asked of
 * the control world first.
 */
function judgePooled(
  settings: readonly Setting[],
  controls?: NoiseControls,
): { part: Part; statistics: Statistic[] } {
  const found = discoveries(
    settings.map(({ pooledP }) => pooledP),
    falseDiscoveryRate,
  );
  const heavier = found.filter(Boolean).length;
  // A statistic of 2 or more leaves no distance to account for.
  const explained = settings
    .filter(({ pooled }) => pooled.inverse > 0.5)
    .map(({ pooled }) => (pooled.surrogateInverse - 0.5) / (pooled.inverse - 0.5))
    .sort((a, b) => a - b);
  const median = explained[Math.floor(explained.length / 2)];
  const accounted =
    explained.length > 0
      ? `; such noise accounts for ${Math.round(100 * median)} % (median) of its distance from 2`
      : '; it is nowhere below 2';
  const share = heavier / settings.length;
  const powerful = controls !== undefined && controls.injectedPooled.surrogateZ > 3;
  const verdict =
    share >= agreement ? 'supported' : share <= 1 - agreement && powerful ? 'refuted' : 'undecided';
  const blind = powerful
    ? ''
    : ' On injected alpha-stable noise the two agree as well, so the statistic cannot tell them apart.';
  return {
    part: {
      name: 'across coordinates (the published pooled statistic)',
      verdict,
      reason: `The published statistic is heavier than that of Gaussian noise of the same covariance in ${heavier} of ${settings.length} settings${accounted}.${blind}`,
    },
    statistics:
      explained.length > 0
        ? [
            {
              name: "share of the published statistic's distance from 2 (in 1/alpha) that Gaussian noise accounts for, median and range",
              value: median,
              low: explained[0],
              high: explained[explained.length - 1],
              level: 1,
            },
          ]
        : [],
  };
}

function verdictOf(shareFor: number, shareAgainst: number): Verdict {
  if (shareFor >= agreement) return 'supported';
  return shareAgainst >= agreement ? 'refuted' : 'undecided';
}

export const noiseNonGaussian: Claim<NoiseCell, Result> = {
  id: 'noise-non-gaussian',
  group: 'finding',
  title: 'Gradient noise is not Gaussian',
  statement:
    'The noise of minibatch gradients is not Gaussian: its tail index lies clearly below 2 in every setting.',
  source:
    'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, section 4; Simsekli et al., arXiv 1912.00018',
  experiment:
    'Bias-free ReLU networks and the AlexNet variant (quick and paper) are trained by plain SGD (step size 0.1, fixed order; in paper halved at one third and two thirds), as the authors did, over a grid of width, depth, loss and data set, and over batch sizes. ' +
    'At frozen weights (initialisation, early, after fit) two things are measured. (a) The published statistic: all centred minibatch gradients of one pass, pooled over coordinates, beside the same statistic of Gaussian noise with exactly the measured covariance. ' +
    '(b) Fresh independent minibatches, projected on random directions, each direction tested for normality by Anderson-Darling; the share accepted is compared with that of Gaussian noise of the same covariance, measured in the same way.',
  formula:
    '\\frac{1}{\\hat\\alpha} = \\frac{1}{\\log K_1}\\left(\\frac{1}{K_2}\\sum_{i=1}^{K_2}\\log|Y_i| - \\frac{1}{K}\\sum_{i=1}^{K}\\log|X_i|\\right),\\qquad Y_i = \\sum_{j=1}^{K_1} X_{j+(i-1)K_1}',
  rule:
    `(b) carries the verdict. A setting is non-Gaussian when the 95 % interval of its acceptance, relative to true Gaussians, lies below ${acceptanceRatio} and its test is a discovery at a false discovery rate of ${falseDiscoveryRate} (Benjamini-Hochberg); it is Gaussian when the interval lies above ${acceptanceRatio}. ` +
    `Supported when at least ${100 * agreement} % of the settings are non-Gaussian, refuted when at least ${100 * agreement} % are Gaussian, else undecided. ` +
    `(a) has a verdict of its own: supported when the statistic is heavier than the surrogate's in at least ${100 * agreement} % of the settings (same false discovery rate); refuted when it is in at most ${Math.round(100 * (1 - agreement))} % and the comparison is shown to find injected alpha-stable noise; else undecided. ` +
    'A failed control makes the claim undecided.',
  deviation:
    'The authors judge by (a) alone. Their training stops at 100 % training accuracy; ours runs for a fixed number of iterations. Smoke and quick use the first examples of the training set only (see the table).',
  needsData: true,
  plan: planNoiseGrid,
  cost: (cell, shape) =>
    cell.kind === 'controls' ? { seconds: 3, bytes: 2 ** 26 } : networkCost(measurementWork(cell), shape),
  run: (cell, context) =>
    cell.kind === 'controls'
      ? { kind: 'controls', controls: runNoiseControls(context.seed) }
      : { kind: 'network', settings: cell, snapshots: measureNoise(cell, context) },
  judge,
};
