import { logOf } from '../kernel/index.js';
import { exactTime } from './brownianDepth.js';
import type { Claim, Evidence, Settings } from './claim.js';
import { escapeFigure, escapeTable } from './escapeFigure.js';
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

/** Brownian escape at fixed height takes a time that grows as the square of the well's width. */

const lowestExponent = 1.9;
const highestExponent = 2.1;
const noiseScale = 1;
const height = 1.25;
const levyAlpha = 1.5;
/** The control's exponent may miss alpha by this much and must lie below the Brownian range. */
const levyTolerance = 0.1;

const designs = {
  smoke: { widths: [0.5, 1, 2], paths: 1500, levyPaths: 800 },
  quick: { widths: [0.5, 0.7, 1, 1.4, 2], paths: 8000, levyPaths: 3000 },
  paper: { widths: [0.25, 0.5, 0.7, 1, 1.4, 2, 2.8, 4], paths: 100000, levyPaths: 20000 },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { widths, paths, levyPaths } = designs[profile];
  const brownian = widths.map(
    (width): ExitSetting => ({
      shape: 'double',
      height,
      width,
      alpha: 2,
      noiseScale,
      stiffness: 0.04,
    }),
  );
  const levy = widths.map(
    (width): ExitSetting => ({
      shape: 'quadratic',
      height: 1,
      width,
      alpha: levyAlpha,
      noiseScale: 0.05,
      stiffness: 0.05,
    }),
  );
  return [...exitCells(brownianWidth.id, brownian, paths), ...exitCells(brownianWidth.id, levy, levyPaths)];
}

/** Exponent of the mean time in the width. */
export function widthExponent(means: readonly ExitMean[]) {
  return weightedLine(
    means.map(({ setting }) => logOf(setting.width)),
    means.map(({ logMean }) => logMean),
    means.map(({ logStandardError }) => logStandardError),
  );
}

function judge(results: readonly ExitSums[], settings: Settings): Evidence {
  const means = exitMeans(plan(settings), results);
  const brownian = means.filter(({ setting }) => setting.alpha === 2);
  const levy = means.filter(({ setting }) => setting.alpha < 2);
  const { slope } = widthExponent(brownian);
  const control = widthExponent(levy).slope;
  const passed = Math.abs(control.value - levyAlpha) <= levyTolerance && control.high < lowestExponent;
  const inside = slope.low >= lowestExponent && slope.high <= highestExponent;
  const outside = slope.high < lowestExponent || slope.low > highestExponent;
  const exact = brownian.map(({ setting }) => exactTime(setting));
  return {
    verdict: !passed ? 'undecided' : inside ? 'supported' : outside ? 'refuted' : 'undecided',
    reason: passed
      ? `Escape time grows as width^${slope.value.toFixed(3)} [${slope.low.toFixed(3)}, ${slope.high.toFixed(3)}] (theory 2); under Lévy noise as width^${control.value.toFixed(2)}.`
      : `The control failed: under Lévy noise the exponent is ${control.value.toFixed(2)} [${control.low.toFixed(2)}, ${control.high.toFixed(2)}] instead of ${levyAlpha}.`,
    statistics: [
      { name: 'exponent of escape time in width', ...slope, theory: 2 },
      { name: `the same under Lévy noise, alpha ${levyAlpha}`, ...control, theory: levyAlpha },
    ],
    controls: [
      {
        name: `Lévy noise (alpha ${levyAlpha}) gives exponent alpha, not 2`,
        passed,
        value: `${control.value.toFixed(3)} [${control.low.toFixed(3)}, ${control.high.toFixed(3)}]`,
      },
    ],
    figures: [
      escapeFigure({
        name: 'brownian-width',
        title: 'Brownian escape: width squared',
        caption:
          'Mean time to cross a barrier of fixed height against the width of the well (both logarithmic), beside the exact passage-time integral, which grows as the square of the width; Lévy noise for contrast.',
        xLabel: 'width of the well',
        xScale: 'log',
        x: ({ setting }) => setting.width,
        brownian,
        levy,
        lines: [{ label: 'exact integral', x: brownian.map(({ setting }) => setting.width), y: exact }],
      }),
    ],
    tables: [escapeTable('brownian-width', 'Escape times over width at fixed height.', brownian, { exact })],
  };
}

export const brownianWidth: Claim<ExitCell, ExitSums> = {
  id: 'brownian-width',
  group: 'brownian',
  title: 'Brownian escape: width squared',
  statement:
    'Under Brownian noise the time to leave a minimum grows only polynomially, as w², with its width.',
  source: 'Scaling of the passage-time integral; as recalled in arXiv 1912.00018, section 2',
  experiment:
    'The same simulation as for depth, at one height of the barrier, with the landscape stretched by w: x → w x. A quadratic well under Lévy noise is the contrast.',
  formula: 'E\\,\\tau(w) = w^2\\, E\\,\\tau(1)',
  rule: `Supported when the 95 % interval of the exponent lies within [${lowestExponent}, ${highestExponent}], refuted when it lies outside, else undecided. Undecided when the control fails.`,
  needsData: false,
  plan,
  run: runExitCell,
  judge,
};
