import { stream } from '../law/index.js';
import { levy, multiWell, path } from '../sde/index.js';
import { discoveries } from '../tail/index.js';
import type { Claim, Evidence, Part, Settings } from './claim.js';
import { gaussianIncrements, type JumpTest, jumpTest } from './jumpTest.js';
import { jumpsFigure } from './levyJumpsFigure.js';
import { failedControl, joinVerdicts } from './interval.js';
import { runSgdJumps, sgdJumpCells, sgdJumpParts, type SgdJumpCell, type SgdJumpResult } from './sgdJumps.js';

/**
 * Motion under Levy noise is discontinuous: a few steps carry much of the squared length of the path. Each
 * path is tested for jumps against Gaussian surrogates with the same time-varying scale; Brownian paths and
 * the surrogates themselves must pass as continuous.
 */

type Cell = { readonly alpha: number; readonly steps: number; readonly replicate: number };

export type JumpResult = JumpTest & {
  readonly alpha: number;
  readonly replicate: number;
  /** p-value of one surrogate tested in the same way. */
  readonly surrogatePValue: number;
  /** Every so many steps of the first replicate's path; empty for the others. */
  readonly places: readonly number[];
};

const indices = [1.2, 1.5, 1.8, 2];
const noiseScale = 0.2;
const timeStep = 0.01;
const surrogates = 199;
/** False discovery rate over the paths. */
const rate = 0.01;
/** Points of a path that the figure shows. */
const shownPoints = 500;

/** Three wells: narrow and deep, middle, wide and shallow. */
export const landscape = multiWell([
  { at: -2, level: -1.5 },
  { at: -1.3, level: 0 },
  { at: -0.3, level: -1 },
  { at: 0.7, level: 0 },
  { at: 2.3, level: -0.8 },
]);

const designs = {
  smoke: { steps: 20_000, replicates: 3 },
  quick: { steps: 50_000, replicates: 10 },
  paper: { steps: 200_000, replicates: 50 },
} as const;

function plan({ profile }: Settings): Cell[] {
  const { steps, replicates } = designs[profile];
  return indices.flatMap((alpha) =>
    Array.from({ length: replicates }, (_, replicate) => ({ alpha, steps, replicate })),
  );
}

function runPath({ alpha, steps, replicate }: Cell, seed: number): JumpResult {
  const streamOf = (purpose: string) => stream(seed, 'levy-jumps', purpose, alpha, replicate);
  const places = path({
    potential: landscape,
    driver: levy(alpha, noiseScale),
    start: landscape.minima[1],
    timeStep,
    steps,
    stream: streamOf('path'),
  });
  const increments = Float64Array.from({ length: steps }, (_, i) => places[i + 1] - places[i]);
  const surrogate = gaussianIncrements(increments, streamOf('tested surrogate'));
  const every = steps / shownPoints;
  return {
    alpha,
    replicate,
    ...jumpTest(increments, surrogates, streamOf('surrogates')),
    surrogatePValue: jumpTest(surrogate, surrogates, streamOf('surrogates of the surrogate')).pValue,
    places: replicate === 0 ? [...places].filter((_, i) => i % every === 0) : [],
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function judge(all: readonly (JumpResult | SgdJumpResult)[], { profile }: Settings): Evidence {
  const results = all.filter((result) => 'alpha' in result);
  const networks = all.filter((result) => 'noise' in result);
  const jumping = results.filter(({ alpha }) => alpha < 2);
  const brownian = results.filter(({ alpha }) => alpha === 2);
  const found = discoveries(
    jumping.map(({ pValue }) => pValue),
    rate,
  );
  const brownianFound = discoveries(
    brownian.map(({ pValue }) => pValue),
    rate,
  );
  const surrogateFound = discoveries(
    results.map(({ surrogatePValue }) => surrogatePValue),
    rate,
  );
  const count = (flags: readonly boolean[]) => flags.filter(Boolean).length;
  const controls = [
    {
      name: 'No Brownian path (alpha = 2) is found to jump',
      passed: !brownianFound.includes(true),
      value: `${count(brownianFound)} of ${brownian.length}`,
    },
    {
      name: 'No surrogate is found to jump',
      passed: !surrogateFound.includes(true),
      value: `${count(surrogateFound)} of ${results.length}`,
    },
  ];
  const groups = indices.map((alpha) => {
    const members = results.filter((result) => result.alpha === alpha);
    return {
      alpha,
      paths: members.length,
      found: alpha < 2 ? count(found.filter((_, i) => jumping[i].alpha === alpha)) : count(brownianFound),
      ratio: mean(members.map(({ bipowerRatio }) => bipowerRatio)),
      surrogateRatio: mean(members.map(({ surrogateRatio }) => surrogateRatio)),
      share: mean(members.map(({ largestStepsShare }) => largestStepsShare)),
      surrogateShare: mean(members.map(({ surrogateShare }) => surrogateShare)),
    };
  });
  const parts = groups
    .filter(({ alpha }) => alpha < 2)
    .map((group): Part => {
      const verdict = group.found === group.paths ? 'supported' : group.found === 0 ? 'refuted' : 'undecided';
      const reason = `${group.found} of ${group.paths} paths jump; the largest thousandth of the steps carries ${(100 * group.share).toFixed(1)} % of the squared path length, ${(100 * group.surrogateShare).toFixed(1)} % in surrogates.`;
      return { name: `alpha ${group.alpha}`, verdict, reason };
    });
  const shares = groups.map(({ alpha, share }) => `${(100 * share).toFixed(1)} % at alpha ${alpha}`);
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `${count(found)} of ${jumping.length} Lévy paths are found to jump and ${count(brownianFound)} of ${brownian.length} Brownian ones; the largest thousandth of the steps carries ${shares.join(', ')} of the squared path length.`,
    parts: [...parts, ...sgdJumpParts(networks)],
    statistics: groups.flatMap(({ alpha }) => {
      const members = results.filter((result) => result.alpha === alpha);
      return [
        rangeStatistic(
          `bipower ratio, alpha ${alpha}`,
          members.map(({ bipowerRatio }) => bipowerRatio),
        ),
        rangeStatistic(
          `squared length in the largest thousandth of steps, alpha ${alpha}`,
          members.map(({ largestStepsShare }) => largestStepsShare),
        ),
      ];
    }),
    controls,
    figures: [jumpsFigure(landscape, results, designs[profile].steps * timeStep)],
    tables: [
      {
        name: 'levy-jumps',
        caption: 'Jumps in paths over a landscape of three wells; means over paths.',
        columns: [
          'alpha',
          'paths',
          'found to jump',
          'bipower ratio',
          'of surrogates',
          'share of largest thousandth',
          'in surrogates',
        ],
        rows: groups.map((group) => [
          group.alpha,
          group.paths,
          group.found,
          group.ratio,
          group.surrogateRatio,
          group.share,
          group.surrogateShare,
        ]),
      },
    ],
  };
}

/** Mean with the range over the paths. */
function rangeStatistic(name: string, values: readonly number[]) {
  return { name, value: mean(values), low: Math.min(...values), high: Math.max(...values), level: 1 };
}

export const levyJumps: Claim<Cell | SgdJumpCell, JumpResult | SgdJumpResult> = {
  id: 'levy-jumps',
  group: 'levy',
  title: 'Lévy motion jumps',
  statement: 'Under Lévy noise the motion is discontinuous: it jumps.',
  source: 'arXiv 1912.00018, section 2 and its figure of paths; test: Barndorff-Nielsen and Shephard 2004',
  experiment:
    'Paths over a landscape of three wells for alpha 1.2, 1.5, 1.8 and 2; the ratio of bipower to realised variation of their increments against 199 Gaussian surrogates with the same scale in blocks of 100 steps, and the share of the squared path length in the largest thousandth of the steps.',
  rule: 'For each alpha below 2: supported when every path is found to jump (Benjamini-Hochberg at rate 0.01 over all paths), refuted when none is, undecided otherwise. The claim is supported when all are, refuted when any is refuted, undecided otherwise or when a Brownian path or a surrogate is found to jump.',
  deviation:
    'The verdict is on paths of the equation. Beside it stand the steps of a small network (width 16, depth 3, batch size 10) on 8 random directions, trained with minibatches and with Gaussian noise of their covariance; each is tested at 1 %.',
  needsData: true,
  plan: (settings) => [...plan(settings), ...sgdJumpCells(settings)],
  run: (cell, context) => ('noise' in cell ? runSgdJumps(cell, context) : runPath(cell, context.seed)),
  judge,
};
