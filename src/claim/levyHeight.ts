import { levyExitTime } from '../sde/index.js';
import type { Claim, Evidence, Settings } from './claim.js';
import { alphaOf, escapeFigure, escapeTable } from './escapeFigure.js';
import {
  exitCells,
  exitMeans,
  runExitCell,
  type ExitCell,
  type ExitMean,
  type ExitSetting,
  type ExitSums,
} from './exitCell.js';
import { weightedLine } from './regression.js';

/** Lévy escape does not see the height of the barrier. */

/** Of d log time / d height: a smaller slope is no dependence. */
const margin = 0.05;
const noiseScale = 0.05;
/** Larger, or no path would ever leave. */
const brownianScale = 0.6;

const designs = {
  smoke: { alphas: [1.2, 1.5, 1.8], heights: [0.5, 1, 2], brownianHeights: [0.25, 0.5, 0.75], paths: 400 },
  quick: {
    alphas: [1.2, 1.5, 1.8],
    heights: [0.5, 1, 2, 4],
    brownianHeights: [0.25, 0.5, 0.75, 1],
    paths: 2000,
  },
  paper: {
    alphas: [1.2, 1.5, 1.8],
    heights: [0.25, 0.5, 1, 2, 4, 8],
    brownianHeights: [0.25, 0.5, 0.75, 1, 1.25],
    paths: 40000,
  },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { alphas, heights, brownianHeights, paths } = designs[profile];
  const shared = { shape: 'quadratic', width: 1, stiffness: 0.05 } as const;
  const levy = alphas.flatMap((alpha) =>
    heights.map((height): ExitSetting => ({ ...shared, height, alpha, noiseScale })),
  );
  const brownian = brownianHeights.map(
    (height): ExitSetting => ({
      ...shared,
      height,
      alpha: 2,
      noiseScale: brownianScale,
    }),
  );
  return exitCells(levyHeight.id, [...levy, ...brownian], paths);
}

function heightSlope(means: readonly ExitMean[]) {
  return weightedLine(
    means.map(({ setting }) => setting.height),
    means.map(({ logMean }) => logMean),
    means.map(({ logStandardError }) => logStandardError),
  ).slope;
}

function judge(results: readonly ExitSums[], settings: Settings): Evidence {
  const means = exitMeans(plan(settings), results);
  const levy = means.filter(({ setting }) => setting.alpha < 2);
  const brownian = means.filter(({ setting }) => setting.alpha === 2);
  const slopes = [...new Set(levy.map(alphaOf))].map((alpha) => ({
    alpha,
    slope: heightSlope(levy.filter((mean) => alphaOf(mean) === alpha)),
  }));
  const control = heightSlope(brownian);
  const passed = control.low > margin;
  const flat = slopes.every(({ slope }) => slope.low > -margin && slope.high < margin);
  const steep = slopes.some(({ slope }) => slope.low > margin || slope.high < -margin);
  const worst = slopes.reduce((a, b) => (Math.abs(b.slope.value) > Math.abs(a.slope.value) ? b : a));
  const theory = means.map((mean) => theoryOf(mean) ?? '');
  return {
    verdict: !passed ? 'undecided' : steep ? 'refuted' : flat ? 'supported' : 'undecided',
    reason: passed
      ? `The largest slope of log time in height is ${worst.slope.value.toFixed(3)} [${worst.slope.low.toFixed(3)}, ${worst.slope.high.toFixed(3)}] at alpha ${worst.alpha} (margin ${margin}); under Brownian noise it is ${control.value.toFixed(1)}.`
      : 'The control failed: Brownian escape is not seen to depend on the height.',
    statistics: [
      ...slopes.map(({ alpha, slope }) => ({
        name: `slope of log time in height, alpha ${alpha}`,
        ...slope,
        theory: 0,
      })),
      { name: 'slope of log time in height, Brownian', ...control },
    ],
    controls: [
      {
        name: 'Brownian escape (alpha = 2) fails the test',
        passed,
        value: `slope ${control.value.toFixed(2)} [${control.low.toFixed(2)}, ${control.high.toFixed(2)}]`,
      },
    ],
    figures: [
      escapeFigure({
        name: 'levy-height',
        title: 'Lévy escape does not see the height',
        caption:
          'Mean time to leave a well of width 1 against its height (time logarithmic). Lévy noise leaves at the time of the small-noise law (dashed), whatever the height; Brownian noise takes exponentially longer from a deeper well.',
        xLabel: 'height of the well',
        xScale: 'linear',
        x: ({ setting }) => setting.height,
        brownian,
        levy,
        lines: slopes.map(({ alpha }) => {
          const chosen = levy.filter((mean) => alphaOf(mean) === alpha);
          return {
            label: 'small-noise law',
            x: chosen.map(({ setting }) => setting.height),
            y: chosen.flatMap((mean) => theoryOf(mean) ?? []),
          };
        }),
      }),
    ],
    tables: [
      escapeTable('levy-height', 'Escape times over height at fixed width.', means, {
        'small-noise law': theory,
      }),
    ],
  };
}

/** Small-noise mean escape time; there is none for Brownian noise. */
function theoryOf(mean: ExitMean): number | undefined {
  const { alpha, noiseScale: scale, width } = mean.setting;
  return alpha === 2 ? undefined : levyExitTime(alpha, scale, width, width);
}

export const levyHeight: Claim<ExitCell, ExitSums> = {
  id: 'levy-height',
  group: 'levy',
  title: 'Lévy escape does not see the height',
  statement: 'Under alpha-stable noise the time to leave a minimum does not depend on its depth.',
  source: 'Imkeller and Pavlyukevich (2006); as used in arXiv 1901.06053 and 1912.00018',
  experiment:
    'Exit of dX = -U′ dt + ε dL from (-w, w) with U = h (x/w)², w = 1, over a grid of heights h and alpha, L normalised to E exp(iuL_t) = exp(-t|u|^alpha); Brownian noise over its own heights as the control that must fail.',
  formula:
    'E\\,\\tau \\simeq \\frac{\\alpha}{2 C_\\alpha}\\Bigl(\\frac{w}{\\varepsilon}\\Bigr)^{\\alpha},\\qquad C_\\alpha = \\frac{\\Gamma(1+\\alpha)\\sin(\\pi\\alpha/2)}{\\pi}',
  rule: `Supported when for every alpha < 2 the 95 % interval of d log τ / dh lies inside ±${margin}; refuted when one lies outside; else undecided. The Brownian slope must exceed the margin, or the claim is undecided.`,
  needsData: false,
  plan,
  run: runExitCell,
  judge,
};
