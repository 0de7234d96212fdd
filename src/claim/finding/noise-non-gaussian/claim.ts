import {
  atLeast,
  control,
  decide,
  intervalVerdict,
  judged,
  plainStatistic,
  prose,
  statisticOf,
  type Control,
  type Evidence,
  type MeasuredPart,
} from '../../../evidence/index.js';
import { discoveries } from '../../../statistics/index.js';
import type { Settings } from '../../claim.js';
import { networkClaim } from '../../network/networkClaim.js';
import { controlsOf, noiseWorlds, noiseWorldsCost, type NoiseControls } from '../../network/noiseControls.js';
import { lookAtNoise, measurementWork } from '../../network/noiseMeasurement.js';
import { gaussianityFigure, gaussianityTable } from './figure.js';
import { noiseGrid } from './grid.js';
import { settingOf, settingWords, type SeenNoise, type Setting } from './setting.js';

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
/** Standard errors beyond which a world counts as told apart. */
const surelyApart = 3;
/** 1/alpha of Gaussian noise. */
const gaussianInverse = 0.5;

function judge(
  seen: readonly SeenNoise[],
  worlds: NoiseControls,
  { dataset, furtherDatasets = [] }: Settings,
): Evidence {
  const settings = seen.map(settingOf);
  const projected = judgeProjected(settings);
  const datasets = [dataset, ...furtherDatasets].join(' and ');
  return judged({
    verdict: projected.verdict,
    parts: [projected, judgePooled(settings, worlds)],
    controls: [...controlsOf(worlds), surrogateControl(settings)],
    figures: [gaussianityFigure(settings, datasets, acceptanceRatio)],
    tables: [gaussianityTable(settings)],
  });
}

/**
 * One surrogate more, tested as if it were the noise, must rank among the others as chance has it. Ranks are
 * exact for any covariance, where acceptance itself is skewed for noise of low rank.
 */
function surrogateControl(settings: readonly Setting[]): Control {
  const ranks = settings.map(({ projected }) => projected.controlRank);
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  // A uniform rank has variance 1/12.
  const z = (mean - 0.5) * Math.sqrt(12 * ranks.length);
  const distance = `${Math.abs(z).toFixed(1)} standard errors ${z < 0 ? 'below' : 'above'}`;
  return control(
    'Gaussian surrogates of the measured noise pass the projection test',
    z >= -surelyApart,
    `mean rank ${mean.toFixed(2)} of one among its equals (0.5 expected, ${distance})`,
  );
}

function judgeProjected(settings: readonly Setting[]): MeasuredPart {
  const found = discoveries(
    settings.map(({ projectedP }) => projectedP),
    falseDiscoveryRate,
  );
  const passes = ({ ratio }: Setting) => intervalVerdict(ratio, atLeast(acceptanceRatio));
  const nonGaussian = settings.filter((setting, i) => passes(setting) === 'refuted' && found[i]);
  const gaussian = settings.filter((setting) => passes(setting) === 'supported');
  const batchSizes = settings.map(({ network }) => network.batchSize);
  const count = (batchSize: number) => {
    const at = settings.filter(({ network }) => network.batchSize === batchSize);
    const some = at.filter((setting) => nonGaussian.includes(setting));
    return `${some.length} of ${at.length} at batch size ${batchSize}`;
  };
  return {
    name: 'across minibatches (random projections, Anderson-Darling)',
    verdict: decide(
      nonGaussian.length / settings.length >= agreement,
      gaussian.length / settings.length >= agreement,
    ),
    reason: prose(
      `Across minibatches the noise is non-Gaussian in ${nonGaussian.length} of ${settings.length} settings`,
      `(${count(Math.min(...batchSizes))}, ${count(Math.max(...batchSizes))}).`,
    ),
    statistics: settings.map((setting) =>
      statisticOf(`acceptance / Gaussian acceptance, ${settingWords(setting)}`, setting.ratio, 1),
    ),
  };
}

/**
 * The surrogate takes its covariance from the noise, and alpha-stable noise has a sample covariance as wild
 * as itself. Whether a statistic equal to its surrogate's speaks against heavy tails is therefore asked of
 * the control world first.
 */
function judgePooled(settings: readonly Setting[], { injectedPooled }: NoiseControls): MeasuredPart {
  const found = discoveries(
    settings.map(({ pooledP }) => pooledP),
    falseDiscoveryRate,
  );
  const heavier = found.filter(Boolean).length;
  const { length } = settings;
  const powerful = injectedPooled.surrogateZ > surelyApart;
  const explained = explainedShares(settings);
  const median = explained[Math.floor(explained.length / 2)];
  return {
    name: 'across coordinates (the published pooled statistic)',
    // Not by 1 - agreement, which is rounded to less than a tenth: one of ten is at most 10 %.
    verdict: decide(heavier / length >= agreement, (length - heavier) / length >= agreement && powerful),
    reason: prose(
      'The published statistic is heavier than that of Gaussian noise of the same covariance in',
      `${heavier} of ${settings.length} settings.`,
      explained.length > 0
        ? `Such noise accounts for ${Math.round(100 * median)} % (median) of its distance from 2.`
        : 'It is nowhere below 2.',
      ...(powerful
        ? []
        : ['On injected alpha-stable noise the two agree as well, so the statistic cannot tell them apart.']),
    ),
    statistics:
      explained.length > 0
        ? [
            {
              ...plainStatistic(
                "share of the published statistic's distance from 2 (in 1/alpha) " +
                  'that Gaussian noise accounts for, median and range',
                median,
              ),
              low: explained[0],
              high: explained[explained.length - 1],
            },
          ]
        : [],
  };
}

/**
 * How much of the statistic's distance from 2 the surrogate has, ascending; a statistic of 2 or more has
 * none.
 */
function explainedShares(settings: readonly Setting[]): number[] {
  return settings
    .filter(({ pooled }) => pooled.inverse > gaussianInverse)
    .map(({ pooled }) => (pooled.surrogateInverse - gaussianInverse) / (pooled.inverse - gaussianInverse))
    .sort((a, b) => a - b);
}

export const noiseNonGaussian = networkClaim({
  texts: {
    id: 'noise-non-gaussian',
    group: 'finding',
    kind: 'finding',
    title: 'Gradient noise is not Gaussian',
    statement: prose(
      'The noise of minibatch gradients is not Gaussian: its tail index lies clearly below 2 in every',
      'setting.',
    ),
    source: prose(
      'Simsekli, Sagun, Gurbuzbalaban (2019), arXiv 1901.06053, section 4;',
      'Simsekli et al., arXiv 1912.00018',
    ),
    experiment: prose(
      'Bias-free ReLU networks and the AlexNet variant (quick and paper) are trained as the authors did,',
      'by plain SGD (step size 0.1, fixed order; in paper halved at one third and at two thirds), over a',
      'grid of width, depth, loss and data set, and over batch sizes. At frozen weights (initialisation,',
      'early, after fit) two things are measured. (a) The published statistic: all centred minibatch',
      'gradients of one pass, pooled over coordinates, beside the same statistic of Gaussian noise with',
      'exactly the measured covariance. (b) Fresh independent minibatches, projected on random directions.',
      'Each direction is tested for normality by Anderson-Darling, and the share accepted is compared with',
      'that of Gaussian noise of the same covariance, measured in the same way.',
    ),
    formula:
      '\\frac{1}{\\hat\\alpha} = \\frac{1}{\\log K_1}\\left(' +
      '\\frac{1}{K_2}\\sum_{i=1}^{K_2}\\log|Y_i| - ' +
      '\\frac{1}{K}\\sum_{i=1}^{K}\\log|X_i|\\right),\\qquad Y_i = \\sum_{j=1}^{K_1} X_{j+(i-1)K_1}',
    rule: prose(
      '(b) carries the verdict. A setting is non-Gaussian when the 95 % interval of its acceptance,',
      `relative to true Gaussians, lies below ${acceptanceRatio} and its test is a discovery at a false`,
      `discovery rate of ${falseDiscoveryRate} (Benjamini-Hochberg); it is Gaussian when the interval lies`,
      `above ${acceptanceRatio}. Supported when at least ${100 * agreement} % of the settings are`,
      `non-Gaussian, refuted when at least ${100 * agreement} % are Gaussian, else undecided. (a) has a`,
      "verdict of its own: supported when the statistic is heavier than the surrogate's in at least",
      `${100 * agreement} % of the settings (same false discovery rate); refuted when it is in at most`,
      `${Math.round(100 * (1 - agreement))} % and the comparison is shown to find injected alpha-stable`,
      'noise; else undecided. A failed control makes the claim undecided.',
    ),
    deviation: prose(
      'The authors judge by (a) alone. Their training stops at 100 % training accuracy; ours runs for a',
      'fixed number of iterations. Smoke and quick use the first examples of the training set only (see',
      'the table).',
    ),
  },
  networks: noiseGrid,
  look: lookAtNoise,
  ...noiseWorlds,
  cost: { work: measurementWork, worlds: noiseWorldsCost },
  judge,
});
