import { expOf, logOf } from '../kernel/index.js';
import { levyExitTime } from '../sde/index.js';
import { widthExponent } from './brownianWidth.js';
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

/** Lévy escape takes a time that grows as the power alpha of the width, with a known constant. */

const exponentTolerance = 0.05;
const constantTolerance = 0.05;
const noiseScale = 0.05;
const brownianScale = 1;
const brownianHeight = 1.25;

const designs = {
  smoke: { alphas: [1.2, 1.5, 1.8], widths: [1, 2, 4], paths: 500 },
  quick: { alphas: [1.2, 1.5, 1.8], widths: [1, 1.4, 2, 2.8, 4], paths: 3000 },
  paper: { alphas: [1.1, 1.2, 1.35, 1.5, 1.65, 1.8], widths: [1, 1.4, 2, 2.8, 4, 5.6, 8], paths: 60000 },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { alphas, widths, paths } = designs[profile];
  const levy = alphas.flatMap((alpha) =>
    widths.map(
      (width): ExitSetting => ({
        shape: 'quadratic',
        height: 1,
        width,
        alpha,
        noiseScale,
        stiffness: 0.05,
      }),
    ),
  );
  const brownian = widths.map(
    (width): ExitSetting => ({
      shape: 'double',
      height: brownianHeight,
      width,
      alpha: 2,
      noiseScale: brownianScale,
      stiffness: 0.04,
    }),
  );
  return exitCells(levyWidth.id, [...levy, ...brownian], paths);
}

function judge(results: readonly ExitSums[], settings: Settings): Evidence {
  const means = exitMeans(plan(settings), results);
  const levy = means.filter(({ setting }) => setting.alpha < 2);
  const brownian = means.filter(({ setting }) => setting.alpha === 2);
  const fits = [...new Set(levy.map(alphaOf))].map((alpha) => {
    const chosen = levy.filter((mean) => alphaOf(mean) === alpha);
    return { alpha, chosen, exponent: widthExponent(chosen).slope, constant: constantOf(chosen) };
  });
  const control = widthExponent(brownian).slope;
  const passed = control.low > 1.9 && control.high < 2.1;
  const within = (low: number, high: number, centre: number, tolerance: number) =>
    low >= centre - tolerance && high <= centre + tolerance;
  const beyond = (low: number, high: number, centre: number, tolerance: number) =>
    high < centre - tolerance || low > centre + tolerance;
  const holds = fits.every(
    ({ alpha, exponent, constant }) =>
      within(exponent.low, exponent.high, alpha, exponentTolerance) &&
      within(constant.low, constant.high, 1, constantTolerance),
  );
  const fails = fits.some(
    ({ alpha, exponent, constant }) =>
      beyond(exponent.low, exponent.high, alpha, exponentTolerance) ||
      beyond(constant.low, constant.high, 1, constantTolerance),
  );
  const list = fits.map(({ alpha, exponent }) => `${exponent.value.toFixed(3)} (alpha ${alpha})`).join(', ');
  const constants = fits.map(({ constant }) => constant.value.toFixed(3)).join(', ');
  return {
    verdict: !passed ? 'undecided' : fails ? 'refuted' : holds ? 'supported' : 'undecided',
    reason: passed
      ? `Exponents of escape time in width: ${list}; constants relative to alpha/(2 C_alpha): ${constants}.`
      : `The control failed: the Brownian exponent is ${control.value.toFixed(2)} [${control.low.toFixed(2)}, ${control.high.toFixed(2)}] instead of 2.`,
    statistics: [
      ...fits.flatMap(({ alpha, exponent, constant }) => [
        { name: `exponent of escape time in width, alpha ${alpha}`, ...exponent, theory: alpha },
        { name: `escape time over (alpha / 2 C_alpha)(w/ε)^alpha, alpha ${alpha}`, ...constant, theory: 1 },
      ]),
      { name: 'exponent of escape time in width, Brownian', ...control, theory: 2 },
    ],
    controls: [
      {
        name: 'Brownian escape has exponent 2, not alpha',
        passed,
        value: `${control.value.toFixed(3)} [${control.low.toFixed(3)}, ${control.high.toFixed(3)}]`,
      },
    ],
    figures: [
      escapeFigure({
        name: 'levy-width',
        title: 'Lévy escape: width to the power alpha',
        caption:
          'Mean time to leave a well of height 1 against its width (both logarithmic). Points: simulation. Dashed: the small-noise law (alpha / 2 C_alpha)(w/ε)^alpha, with no parameter fitted. Brownian escape over a fixed barrier grows as the square of the width.',
        xLabel: 'width of the well',
        xScale: 'log',
        x: ({ setting }) => setting.width,
        brownian,
        levy,
        lines: fits.map(({ chosen }) => ({
          label: 'small-noise law',
          x: chosen.map(({ setting }) => setting.width),
          y: chosen.map(lawOf),
        })),
      }),
    ],
    tables: [
      escapeTable('levy-width', 'Escape times over width, noise scale 0.05.', levy, {
        'small-noise law': levy.map(lawOf),
      }),
    ],
  };
}

/** Weighted mean of simulated over predicted time, with the interval from the standard errors. */
function constantOf(means: readonly ExitMean[]) {
  let weights = 0;
  let sum = 0;
  for (const mean of means) {
    const weight = 1 / mean.logStandardError ** 2;
    weights += weight;
    sum += weight * (mean.logMean - logOf(lawOf(mean)));
  }
  const half = 1.96 / Math.sqrt(weights);
  const centre = sum / weights;
  return { value: expOf(centre), low: expOf(centre - half), high: expOf(centre + half), level: 0.95 };
}

/** The small-noise law for a setting under Lévy noise. */
function lawOf({ setting: { alpha, noiseScale: scale, width } }: ExitMean): number {
  return levyExitTime(alpha, scale, width, width);
}

export const levyWidth: Claim<ExitCell, ExitSums> = {
  id: 'levy-width',
  group: 'levy',
  title: 'Lévy escape: width to the power alpha',
  statement:
    'Under alpha-stable noise the time to leave a minimum depends on its width, polynomially, as w^alpha.',
  source: 'Imkeller and Pavlyukevich (2006); as used in arXiv 1901.06053 and 1912.00018',
  experiment:
    'Exit of dX = -U′ dt + ε dL from (-w, w) with U = (x/w)², ε = 0.05, over a grid of widths w ≥ 1 and alpha, beside the small-noise law with its constant; Brownian escape from a double well of fixed height as the contrast.',
  formula:
    'E\\,\\tau \\simeq \\frac{\\alpha}{2 C_\\alpha}\\Bigl(\\frac{w}{\\varepsilon}\\Bigr)^{\\alpha},\\qquad C_\\alpha = \\frac{\\Gamma(1+\\alpha)\\sin(\\pi\\alpha/2)}{\\pi}',
  rule: `Supported when for every alpha the 95 % interval of the exponent lies within alpha ± ${exponentTolerance} and that of the mean ratio of simulated to predicted time within 1 ± ${constantTolerance}; refuted when one lies outside; else undecided. The Brownian exponent must lie within 2 ± 0.1, or the claim is undecided.`,
  deviation:
    'The papers quote the constant alpha/2, which belongs to the Lévy measure dy/|y|^(1+alpha); with noise normalised as here it is alpha/(2 C_alpha).',
  needsData: false,
  plan,
  run: runExitCell,
  judge,
};
