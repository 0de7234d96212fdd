import { normalDistribution, stream } from '../law/index.js';
import { brownian, doubleWell, levy, path } from '../sde/index.js';
import type { CellContext, Claim, Evidence, Settings } from './claim.js';
import { jumpPathsFigure } from './levyJumpsFigure.js';
import { discoveries } from './multiplicity.js';

/** Lévy motion is discontinuous: a jump test must see it, and must see nothing in its Gaussian surrogate. */

const falseDiscoveryRate = 0.01;
/** Share of paths on which the test must reject (alpha < 2), or must not (surrogates, Brownian). */
const agreement = 0.95;
/** Increments on each side from which the surrogate takes its local scale. */
const halfWindow = 50;
const topShare = 0.001;

type Cell = {
  readonly alpha: number;
  readonly steps: number;
  readonly replicate: number;
};

/** One path. z is the jump test's statistic, standard normal for a continuous path. */
export type JumpPath = {
  readonly alpha: number;
  readonly z: number;
  readonly surrogateZ: number;
  /** Share of the squared path length in the largest 0.1 % of the steps. */
  readonly topShare: number;
  readonly surrogateTopShare: number;
  /** Some positions of the path, evenly spaced, for the picture. */
  readonly picture: readonly number[];
  readonly time: number;
};

const noiseScale = 0.3;
const timeStep = 0.005;
const pictured = 400;

const designs = {
  smoke: { alphas: [1.2, 1.5, 1.8, 2], steps: 20000, replicates: 5 },
  quick: { alphas: [1.2, 1.5, 1.8, 2], steps: 50000, replicates: 20 },
  paper: { alphas: [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2], steps: 1000000, replicates: 50 },
} as const;

function plan({ profile }: Settings): Cell[] {
  const { alphas, steps, replicates } = designs[profile];
  return alphas.flatMap((alpha) =>
    Array.from({ length: replicates }, (_, replicate) => ({ alpha, steps, replicate })),
  );
}

function run({ alpha, steps, replicate }: Cell, { seed }: CellContext): JumpPath {
  const places = path({
    potential: doubleWell({ height: 1, width: 1 }),
    driver: alpha === 2 ? brownian(noiseScale) : levy(alpha, noiseScale),
    start: -1,
    timeStep,
    steps,
    stream: stream(seed, 'levy-jumps', alpha, replicate, 'path'),
  });
  const increments = places.subarray(1).map((position, i) => position - places[i]);
  const surrogate = gaussianTwin(increments, seed, alpha, replicate);
  const stride = Math.max(1, Math.floor(places.length / pictured));
  return {
    alpha,
    z: jumpStatistic(increments),
    surrogateZ: jumpStatistic(surrogate),
    topShare: shareOfLargest(increments),
    surrogateTopShare: shareOfLargest(surrogate),
    picture: replicate === 0 ? Array.from(places.filter((_, i) => i % stride === 0)) : [],
    time: stride * timeStep,
  };
}

/** Gaussian increments with the same time-varying scale: the median size of the increments around. */
function gaussianTwin(
  increments: Float64Array,
  seed: number,
  alpha: number,
  replicate: number,
): Float64Array {
  const normals = stream(seed, 'levy-jumps', alpha, replicate, 'surrogate').normals(increments.length);
  const sizes = increments.map(Math.abs);
  const block = 2 * halfWindow;
  let scale = 0;
  return normals.map((value, i) => {
    if (i % block === 0) {
      const window = sizes.slice(i, i + block).sort();
      // The median of |N(0, 1)|.
      scale = window[window.length >> 1] / 0.6744897501960817;
    }
    return scale * value;
  });
}

/**
 * Ratio jump statistic of Barndorff-Nielsen and Shephard (2006) in Huang and Tauchen's (2005) form: realised
 * variance against bipower variation, which single jumps leave alone.
 */
export function jumpStatistic(increments: Float64Array): number {
  const count = increments.length;
  let realised = 0;
  let bipower = 0;
  let quadpower = 0;
  for (let i = 0; i < count; i++) {
    realised += increments[i] ** 2;
    if (i >= 1) bipower += Math.abs(increments[i] * increments[i - 1]);
    if (i >= 3) {
      quadpower += Math.abs(increments[i] * increments[i - 1] * increments[i - 2] * increments[i - 3]);
    }
  }
  bipower *= Math.PI / 2;
  quadpower *= count * (Math.PI / 2) ** 2;
  const factor = (Math.PI / 2) ** 2 + Math.PI - 5;
  const variance = (factor / count) * Math.max(1, quadpower / bipower ** 2);
  return (1 - bipower / realised) / Math.sqrt(variance);
}

function shareOfLargest(increments: Float64Array): number {
  const squares = increments.map((value) => value * value).sort();
  const total = squares.reduce((sum, value) => sum + value, 0);
  const largest = squares.subarray(squares.length - Math.max(1, Math.round(topShare * squares.length)));
  return largest.reduce((sum, value) => sum + value, 0) / total;
}

function judge(results: readonly JumpPath[]): Evidence {
  const alphas = [...new Set(results.map(({ alpha }) => alpha))];
  const share = (paths: readonly JumpPath[], pick: (path: JumpPath) => number) => {
    const found = discoveries(
      paths.map((path) => normalDistribution(-pick(path))),
      falseDiscoveryRate,
    );
    return found.filter(Boolean).length / paths.length;
  };
  const rows = alphas.map((alpha) => {
    const paths = results.filter((path) => path.alpha === alpha);
    const mean = (pick: (path: JumpPath) => number) =>
      paths.reduce((sum, path) => sum + pick(path), 0) / paths.length;
    return {
      alpha,
      paths: paths.length,
      rejected: share(paths, ({ z }) => z),
      surrogateRejected: share(paths, ({ surrogateZ }) => surrogateZ),
      top: mean((path) => path.topShare),
      surrogateTop: mean((path) => path.surrogateTopShare),
    };
  });
  const levy = rows.filter(({ alpha }) => alpha < 2);
  const quiet = rows.every((row) => row.surrogateRejected <= 1 - agreement);
  const brownianQuiet = rows.every((row) => row.alpha < 2 || row.rejected <= 1 - agreement);
  const seen = levy.every((row) => row.rejected >= agreement);
  const unseen = levy.some((row) => row.rejected < 0.5);
  const least = Math.min(...levy.map(({ rejected }) => rejected));
  const list = levy.map((row) => `${(100 * row.top).toFixed(0)} % at alpha ${row.alpha}`).join(', ');
  return {
    verdict: !quiet || !brownianQuiet ? 'undecided' : seen ? 'supported' : unseen ? 'refuted' : 'undecided',
    reason:
      quiet && brownianQuiet
        ? `The jump test rejects continuity on at least ${(100 * least).toFixed(0)} % of the Lévy paths at every alpha; the largest 0.1 % of the steps carry ${list} of the squared path length.`
        : 'A control failed: the jump test finds jumps where there are none.',
    statistics: rows.flatMap((row) => [
      {
        name: `share of paths with jumps, alpha ${row.alpha}`,
        ...binomial(row.rejected, row.paths),
        theory: row.alpha < 2 ? 1 : 0,
      },
      {
        name: `the same of the Gaussian surrogates, alpha ${row.alpha}`,
        ...binomial(row.surrogateRejected, row.paths),
        theory: 0,
      },
    ]),
    controls: [
      {
        name: 'No jumps in Gaussian surrogates with the same time-varying scale',
        passed: quiet,
        value: rows.map((row) => `${(100 * row.surrogateRejected).toFixed(0)} %`).join(', '),
      },
      {
        name: 'No jumps in Brownian paths',
        passed: brownianQuiet,
        value: rows
          .filter(({ alpha }) => alpha === 2)
          .map((row) => `${(100 * row.rejected).toFixed(0)} %`)
          .join(', '),
      },
    ],
    figures: [jumpPathsFigure(results)],
    tables: [
      {
        name: 'levy-jumps',
        caption:
          'Jump test by alpha: share of paths rejected, and share of squared path length in the largest 0.1 % of steps.',
        columns: ['alpha', 'paths', 'rejected', 'surrogate rejected', 'top share', 'surrogate top share'],
        rows: rows.map((row) => [
          row.alpha,
          row.paths,
          row.rejected,
          row.surrogateRejected,
          row.top,
          row.surrogateTop,
        ]),
      },
    ],
  };
}

/** A share with its Wilson interval at 95 %. */
function binomial(value: number, count: number) {
  const z = 1.96;
  const centre = (value + (z * z) / (2 * count)) / (1 + (z * z) / count);
  const half =
    (z / (1 + (z * z) / count)) * Math.sqrt((value * (1 - value)) / count + (z * z) / (4 * count * count));
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half), level: 0.95 };
}

export const levyJumps: Claim<Cell, JumpPath> = {
  id: 'levy-jumps',
  group: 'levy',
  title: 'Lévy motion jumps',
  statement: 'Under alpha-stable noise the motion is discontinuous: it proceeds by jumps.',
  source: 'Lévy-Itô decomposition; arXiv 1912.00018, section 2',
  experiment:
    'Paths of dX = -U′ dt + ε dL in a double well (height 1, width 1, ε = 0.3) for several alpha. On the increments: the ratio jump test of realised against bipower variation, and the share of the squared path length in the largest 0.1 % of the steps; the same on Gaussian increments with the same time-varying scale.',
  rule: `Supported when for every alpha < 2 the jump test rejects on at least ${100 * agreement} % of the paths (false discovery rate ${falseDiscoveryRate}); refuted when it rejects on fewer than half at some alpha; else undecided. The test must reject on at most ${Math.round(100 * (1 - agreement))} % of the Gaussian surrogates and of the Brownian paths, or the claim is undecided.`,
  needsData: false,
  plan,
  run,
  judge,
};
