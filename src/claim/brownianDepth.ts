import { logOf } from '../kernel/index.js';
import { kramersTime, passageTime } from '../sde/index.js';
import type { Claim, Evidence, Settings } from './claim.js';
import { escapeFigure, escapeTable } from './escapeFigure.js';
import {
  exitCells,
  exitMeans,
  potentialOf,
  runExitCell,
  type ExitCell,
  type ExitMean,
  type ExitSetting,
  type ExitSums,
} from './exitCell.js';
import { weightedLine } from './regression.js';

/** Brownian escape from a well takes a time that grows exponentially with the well's depth. */

const noiseScale = 1;
/** Monte Carlo against the exact integral. */
const standardErrors = 3;
const relativeTolerance = 0.02;
/** The slope of log time in height, against 2 / noiseScale². */
const slopeTolerance = 0.05;
/** Heights from which the law counts as asymptotic: 2 height / noiseScale² of at least 4. */
const asymptoticHeight = 2;
const levyAlpha = 1.5;
/** The control: escape under Lévy noise must depend on height by less than this share of the Brownian slope. */
const levyShare = 0.25;

const designs = {
  smoke: { heights: [0.5, 1, 2, 2.5, 3], levyHeights: [0.5, 1, 2], paths: 1500, levyPaths: 400 },
  quick: { heights: [0.5, 1, 1.5, 2, 2.5, 3], levyHeights: [0.5, 1, 2, 4], paths: 12000, levyPaths: 2000 },
  paper: {
    heights: [0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4],
    levyHeights: [0.5, 1, 2, 4],
    paths: 100000,
    levyPaths: 20000,
  },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { heights, levyHeights, paths, levyPaths } = designs[profile];
  const brownian = heights.map(
    (height): ExitSetting => ({
      shape: 'double',
      height,
      width: 1,
      alpha: 2,
      noiseScale,
      stiffness: 0.04,
    }),
  );
  const levy = levyHeights.map(
    (height): ExitSetting => ({
      shape: 'quadratic',
      height,
      width: 1,
      alpha: levyAlpha,
      noiseScale: 0.1,
      stiffness: 0.05,
    }),
  );
  return [...exitCells(brownianDepth.id, brownian, paths), ...exitCells(brownianDepth.id, levy, levyPaths)];
}

/** The exact mean time of a Brownian setting. */
export function exactTime(setting: ExitSetting): number {
  const { width, noiseScale: scale } = setting;
  return passageTime(potentialOf(setting), scale, -width, width);
}

function judge(results: readonly ExitSums[], settings: Settings): Evidence {
  const means = exitMeans(plan(settings), results);
  const brownian = means.filter(({ setting }) => setting.alpha === 2);
  const levy = means.filter(({ setting }) => setting.alpha < 2);
  const exact = brownian.map(({ setting }) => exactTime(setting));
  const kramers = brownian.map(({ setting }) => kramersTime(potentialOf(setting), noiseScale, -1, 0));
  const differences = brownian.map(({ mean }, i) => mean / exact[i] - 1);
  const distances = brownian.map(({ mean, standardError }, i) => (mean - exact[i]) / standardError);
  const agree = brownian.map(
    ({ logStandardError }, i) =>
      Math.abs(distances[i]) <= standardErrors &&
      (Math.abs(differences[i]) <= relativeTolerance ||
        standardErrors * logStandardError > relativeTolerance),
  );
  const theory = 2 / noiseScale ** 2;
  const slope = heightSlope(brownian.filter(({ setting }) => setting.height >= asymptoticHeight));
  const near = slope.low >= theory * (1 - slopeTolerance) && slope.high <= theory * (1 + slopeTolerance);
  const far = slope.low > theory * (1 + slopeTolerance) || slope.high < theory * (1 - slopeTolerance);
  const levySlope = weightedLine(
    levy.map(({ setting }) => setting.height),
    levy.map(({ logMean }) => logMean),
    levy.map(({ logStandardError }) => logStandardError),
  ).slope;
  const levyFlat = Math.max(Math.abs(levySlope.low), Math.abs(levySlope.high)) < levyShare * theory;
  const verdict = !levyFlat
    ? 'undecided'
    : far || !agree.every(Boolean)
      ? 'refuted'
      : near
        ? 'supported'
        : 'undecided';
  const worst = differences.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  return {
    verdict,
    reason: levyFlat
      ? `log time grows by ${slope.value.toFixed(3)} [${slope.low.toFixed(3)}, ${slope.high.toFixed(3)}] per unit of height (theory ${theory}); all means lie within ${(100 * Math.abs(worst)).toFixed(1)} % of the exact integral.`
      : 'The control failed: escape under Lévy noise depends on the height as well.',
    statistics: [
      { name: 'slope of log time in height, prefactor removed', ...slope, theory },
      ...brownian.map(({ setting, mean, standardError }, i) => ({
        name: `mean escape time at height ${setting.height}`,
        value: mean,
        low: mean - 1.96 * standardError,
        high: mean + 1.96 * standardError,
        level: 0.95,
        theory: exact[i],
      })),
    ],
    controls: [
      {
        name: `Lévy noise (alpha ${levyAlpha}) shows no exponential growth`,
        passed: levyFlat,
        value: `slope ${levySlope.value.toFixed(3)} [${levySlope.low.toFixed(3)}, ${levySlope.high.toFixed(3)}]`,
      },
    ],
    figures: [
      escapeFigure({
        name: 'brownian-depth',
        title: 'Brownian escape: exponential in depth',
        caption:
          'Mean time from one minimum of a double well to the other against the height of the barrier (log scale), beside the exact passage-time integral and Kramers’ formula; below, the flat escape time of Lévy noise from a quadratic well.',
        xLabel: 'height of the barrier',
        xScale: 'linear',
        x: ({ setting }) => setting.height,
        brownian,
        levy,
        lines: [
          { label: 'exact integral', x: brownian.map(({ setting }) => setting.height), y: exact },
          { label: 'Kramers', x: brownian.map(({ setting }) => setting.height), y: kramers },
        ],
      }),
    ],
    tables: [escapeTable('brownian-depth', 'Escape times over depth.', brownian, { exact, kramers })],
  };
}

/** Slope of log(time √(U''(m) |U''(s)|)), whose prefactor Kramers' formula makes free of the height. */
function heightSlope(means: readonly ExitMean[]) {
  const heights = means.map(({ setting }) => setting.height);
  return weightedLine(
    heights,
    // Both curvatures are proportional to the height.
    means.map(({ logMean }, i) => logMean + logOf(heights[i])),
    means.map(({ logStandardError }) => logStandardError),
  ).slope;
}

export const brownianDepth: Claim<ExitCell, ExitSums> = {
  id: 'brownian-depth',
  group: 'brownian',
  title: 'Brownian escape: exponential in depth',
  statement: 'Under Brownian noise the time to leave a minimum grows exponentially with its depth.',
  source: 'Kramers (1940), Freidlin and Wentzell; as recalled in arXiv 1912.00018, section 2',
  experiment:
    'Euler-Maruyama with exit test and Brownian-bridge correction: dX = -U′ dt + dB in the double well U = h ((x/w)² − 1)², w = 1, from one minimum to the other, over a grid of heights h; beside the exact passage-time integral and Kramers’ formula.',
  formula:
    "E\\,\\tau = \\frac{2}{\\varepsilon^2}\\int_x^c dy\\, e^{2U(y)/\\varepsilon^2}\\int_{-\\infty}^y dz\\, e^{-2U(z)/\\varepsilon^2} \\simeq \\frac{2\\pi}{\\sqrt{U''(m)\\,|U''(s)|}}\\; e^{2\\Delta U/\\varepsilon^2}",
  rule: `Supported when every mean lies within ${standardErrors} standard errors of the exact integral and within ${100 * relativeTolerance} % of it (the latter where ${standardErrors} standard errors are smaller), and the 95 % interval of the slope of log time in height, with Kramers' prefactor removed and 2h/ε² ≥ 4, lies within ${100 * slopeTolerance} % of 2/ε². Refuted when a mean disagrees or the interval lies outside. Undecided otherwise, or when the control fails.`,
  needsData: false,
  plan,
  run: runExitCell,
  judge,
};
