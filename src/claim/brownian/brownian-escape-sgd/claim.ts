import { logOf } from '../../../kernel/index.js';
import { stream } from '../../../law/index.js';
import { addCounts, countExits, meanExitTime } from '../../../sde/index.js';
import type { CellContext, Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  inWords,
  statisticOf,
  type Verdict,
} from '../../../evidence/index.js';
import { escapeSgdFigure, type LossShown, type EscapePoint } from './figure.js';
import { scaledInterval, weightedLine } from '../../../statistics/index.js';
import { onGrid, quasiPotential, welschLocation, type WelschLocation } from '../../well/welschLocation.js';

/**
 * With Gaussian noise of the covariance of minibatches, SGD's escape time grows exponentially with the batch size over the
 * step size, times the barrier. The loss is small and not convex, and made of real images (welschLocation.ts).
 */

/** One ratio of batch size to step size; kind loss: what the figure shows of the loss. */
type Cell =
  | { readonly kind: 'escape'; readonly dataset: string; readonly exponent: number; readonly paths: number }
  | { readonly kind: 'still' | 'loss'; readonly dataset: string };

type Escape = {
  readonly kind: 'escape';
  /** batch size/step size. */
  readonly ratio: number;
  /** Iterations until the path crossed the saddle, or until it was given up. */
  readonly iterations: readonly number[];
  readonly censored: readonly number[];
};
type Still = { readonly kind: 'still'; readonly left: boolean };
type Result = Escape | Still | LossShown;

const stepSize = 0.05;
const mostIterations = 3_000_000;
const leastGain = 10;
/** Reduced barriers, quasi-potential times batch size/step size: from easy to hard. */
const exponents = [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6];
const paths = { smoke: 60, quick: 400, paper: 4000 } as const;
/** Points of the loss in the figure. */
const shown = 240;

function plan({ profile, dataset }: Settings): Cell[] {
  return [
    ...exponents
      .toReversed()
      .map((exponent): Cell => ({ kind: 'escape', dataset, exponent, paths: paths[profile] })),
    { kind: 'still', dataset },
    { kind: 'loss', dataset },
  ];
}

const landscapes = new Map<string, WelschLocation>();

function landscapeOf(name: string, context: CellContext): WelschLocation {
  const dataset = context.dataset(name);
  const key = `${name} ${dataset.checksum}`;
  const known = landscapes.get(key) ?? welschLocation(dataset);
  landscapes.set(key, known);
  return known;
}

function run(cell: Cell, context: CellContext): Result {
  const location = landscapeOf(cell.dataset, context);
  switch (cell.kind) {
    case 'escape': {
      const ratio = cell.exponent / quasiPotential(location);
      return { kind: 'escape', ratio, ...escapes(location, ratio, cell.paths, context.seed) };
    }
    case 'still': {
      // Without noise: as if the batch were all there is.
      const { censored } = escapes(location, Infinity, 1, context.seed, 100_000);
      return { kind: 'still', left: censored[0] === 0 };
    }
    case 'loss': {
      const { grid, minimum, saddle, deeper } = location;
      const [low, high] = [Math.min(minimum, deeper) - 0.8, Math.max(minimum, deeper) + 0.8];
      const mu = Array.from({ length: shown + 1 }, (_, i) => low + ((high - low) * i) / shown);
      return {
        kind: 'loss',
        mu,
        loss: mu.map((place) => onGrid(grid, grid.loss, place)),
        minimum,
        saddle,
        quasiPotential: quasiPotential(location),
      };
    }
  }
}

/** Iterations of mu - stepSize (f'(mu) + sqrt(C(mu)/b) z), b = ratio stepSize, from the minimum until across the saddle. */
function escapes(
  { grid, minimum, saddle }: WelschLocation,
  ratio: number,
  count: number,
  seed: number,
  limit = mostIterations,
): { iterations: number[]; censored: number[] } {
  const upward = saddle > minimum;
  const batchSize = ratio * stepSize;
  const iterations: number[] = [];
  const censored: number[] = [];
  for (let p = 0; p < count; p++) {
    const source = stream(seed, 'brownian-escape-sgd', ratio === Infinity ? 0 : ratio, p);
    let normals = source.normals(1024);
    let mu = minimum;
    let k = 0;
    while (k < limit && (upward ? mu < saddle : mu > saddle)) {
      if (k > 0 && k % normals.length === 0) normals = source.normals(1024);
      const noise = Math.sqrt(onGrid(grid, grid.variance, mu) / batchSize) * normals[k % normals.length];
      mu -= stepSize * (onGrid(grid, grid.slope, mu) + noise);
      k += 1;
    }
    iterations.push(k);
    censored.push(Number(upward ? mu < saddle : mu > saddle));
  }
  return { iterations, censored };
}

function pointOf({ ratio, iterations, censored }: Escape): EscapePoint {
  const counts = countExits({ times: Float64Array.from(iterations), censored: Uint8Array.from(censored) });
  return { ratio, ...meanExitTime(addCounts([counts])) };
}

function judge(results: readonly Result[]): Evidence {
  const points = results
    .flatMap((result) => (result.kind === 'escape' ? [pointOf(result)] : []))
    .sort((a, b) => a.ratio - b.ratio);
  const loss = results.find((result) => result.kind === 'loss')!;
  const still = results.find((result) => result.kind === 'still')!;
  const ratios = points.map(({ ratio }) => ratio);
  const logs = points.map(({ mean }) => logOf(mean));
  const linear = weightedLine(ratios, logs, undefined, 0.99);
  const power = weightedLine(ratios.map(logOf), logs, undefined, 0.99);
  const gain = points.length * (logOf(power.chiSquare) - logOf(linear.chiSquare));
  const slope = linear.slope;
  const share = scaledInterval(slope, 1 / loss.quasiPotential);
  const controls: Control[] = [
    {
      name: 'without noise nothing leaves',
      passed: !still.left,
      value: still.left ? 'a path without noise left' : 'still at the minimum after 100,000 iterations',
    },
  ];
  const verdict: Verdict =
    slope.low > 0 && gain > leastGain
      ? 'supported'
      : slope.high < 0 || gain < -leastGain
        ? 'refuted'
        : 'undecided';
  return {
    verdict: controls.every(({ passed }) => passed) ? verdict : 'undecided',
    reason:
      failedControl(controls) ??
      `Log iterations grow by ${inWords(slope)} for each unit of batch size over step size, ${inWords(share, 2)} of the ` +
        `quasi-potential ${loss.quasiPotential.toFixed(3)}; AIC gain of the exponential over a power ${gain.toFixed(1)}.`,
    statistics: [
      statisticOf('growth of log iterations with b/eta', slope, loss.quasiPotential),
      statisticOf('growth over the quasi-potential', share, 1),
    ],
    controls,
    figures: [escapeSgdFigure(points, loss, linear.intercept.value, slope.value)],
    tables: [
      {
        name: 'brownian-escape-sgd',
        caption: `Iterations of SGD, step size ${stepSize}, from the shallower minimum across the saddle.`,
        columns: ['b/eta', 'quasi-potential times it', 'iterations', 'standard error'],
        rows: points.map(({ ratio, mean, standardError }) => [
          ratio,
          ratio * loss.quasiPotential,
          mean,
          standardError,
        ]),
      },
    ],
  };
}

export const brownianEscapeSgd: Claim<Cell, Result> = {
  id: 'brownian-escape-sgd',
  group: 'brownian',
  title: 'Brownian escape of SGD: exponential in b/η',
  statement:
    'Under the Brownian assumption the time that SGD takes to escape from a minimum grows exponentially with the batch size over the step size, times the barrier.',
  source: 'Jastrzebski et al. 2017 (1711.04623); Freidlin and Wentzell; arXiv 1912.00018, section 1',
  experiment:
    'Where on a line are the images of classes 0 and 1? Projected on the difference of their means, their centre by Welsch’s loss has one minimum a class. SGD with Gaussian noise of the covariance of a minibatch, which depends on the place, step size 0.05, starts in the shallower minimum; iterations until it crosses the saddle, over batch sizes for which the reduced barrier is 2 to 6 (noise is Gaussian, so that a batch size need not be whole).',
  rule: 'Over the ratios of batch size to step size, log mean iterations are fitted by a + c b/eta and by a + c log(b/eta). Supported when c of the first lies above 0 at 99 % and its AIC is lower than the other by more than 10; refuted when c lies below 0 at 99 % or the AIC of the second is lower by more than 10; undecided otherwise, or when a path leaves without noise. The growth over the quasi-potential is reported.',
  formula: "\\log\\mathbb{E}k\\simeq\\frac{b}{\\eta}\\,\\int_{m}^{s}\\frac{2f'(\\mu)}{C(\\mu)}\\,d\\mu",
  deviation:
    'The barrier is that of the quasi-potential, since the noise depends on the place; with noise of constant variance it is 2 ΔL over the variance. Minibatches themselves are no part of this experiment.',
  needsData: true,
  plan,
  run,
  judge,
};
