import {
  control,
  decide,
  judged,
  percent,
  prose,
  table,
  type Evidence,
  type Part,
  type Statistic,
} from '../../../evidence/index.js';
import { discoveries } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { jumpsFigure } from './figure.js';
import { runSgdJumps, sgdJumpCells, sgdJumpParts, type SgdJumpCell, type SgdJumpResult } from './network.js';
import { landscape, runPath, timeStep, type JumpCell, type JumpResult } from './run.js';
import { designFor } from '../../designs.js';

/**
 * Motion under Levy noise is discontinuous: a few steps carry much of the squared length of the path. Each
 * path is tested for jumps against Gaussian surrogates with the same time-varying scale; Brownian paths and
 * the surrogates themselves must pass as continuous.
 */

const indices = [1.2, 1.5, 1.8, 2];
/** False discovery rate over the paths. */
const rate = 0.01;

const designs = {
  smoke: { steps: 20_000, replicates: 3 },
  quick: { steps: 50_000, replicates: 10 },
  paper: { steps: 200_000, replicates: 50 },
} as const;

function plan({ profile }: Settings): JumpCell[] {
  const { steps, replicates } = designFor(designs, profile);
  return crossed({ alpha: indices, steps: [steps], replicate: upTo(replicates) });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many of some paths are found to jump, with all of them in view. */
function countJumps(pValues: readonly number[]): number {
  return discoveries(pValues, rate).filter(Boolean).length;
}

/** What the paths of one index say. */
interface Group {
  readonly alpha: number;
  readonly members: readonly JumpResult[];
  readonly found: number;
  /** Means over the paths. */
  readonly ratio: number;
  readonly surrogateRatio: number;
  readonly share: number;
  readonly surrogateShare: number;
}

function groupsOf(results: readonly JumpResult[]): Group[] {
  const jumping = results.filter(({ alpha }) => alpha < 2);
  const found = discoveries(
    jumping.map(({ pValue }) => pValue),
    rate,
  );
  return indices.map((alpha) => {
    const members = results.filter((result) => result.alpha === alpha);
    const own = found.filter((jumps, i) => jumps && jumping[i].alpha === alpha);
    const meanOf = (of: (result: JumpResult) => number) => mean(members.map(of));
    return {
      alpha,
      members,
      found: alpha < 2 ? own.length : countJumps(members.map(({ pValue }) => pValue)),
      ratio: meanOf(({ bipowerRatio }) => bipowerRatio),
      surrogateRatio: meanOf(({ surrogateRatio }) => surrogateRatio),
      share: meanOf(({ largestStepsShare }) => largestStepsShare),
      surrogateShare: meanOf(({ surrogateShare }) => surrogateShare),
    };
  });
}

function partOf({ alpha, members, found, share, surrogateShare }: Group): Part {
  return {
    name: `alpha ${alpha}`,
    verdict: decide(found === members.length, found === 0),
    reason: prose(
      `${found} of ${members.length} paths jump; the largest thousandth of the steps carries`,
      `${percent(share)} of the squared path length, ${percent(surrogateShare)} in surrogates.`,
    ),
  };
}

function judge(all: readonly (JumpResult | SgdJumpResult)[], { profile }: Settings): Evidence {
  const results = all.filter((result) => 'alpha' in result);
  const networks = all.filter((result) => 'noise' in result);
  const groups = groupsOf(results);
  const levy = groups.filter(({ alpha }) => alpha < 2);
  const brownian = groups.find(({ alpha }) => alpha === 2)!;
  const surrogates = countJumps(results.map(({ surrogatePValue }) => surrogatePValue));
  return judged({
    parts: levy.map(partOf),
    asides: sgdJumpParts(networks),
    controls: [
      control(
        'No Brownian path (alpha = 2) is found to jump',
        brownian.found === 0,
        `${brownian.found} of ${brownian.members.length}`,
      ),
      control('No surrogate is found to jump', surrogates === 0, `${surrogates} of ${results.length}`),
    ],
    reason: reasonOf(groups, levy, brownian),
    statistics: groups.flatMap(statisticsOf),
    figures: [jumpsFigure(landscape, results, designFor(designs, profile).steps * timeStep)],
    tables: [
      table('levy-jumps', 'Jumps in paths over a landscape of three wells; means over paths.', groups, [
        ['alpha', ({ alpha }) => alpha],
        ['paths', ({ members }) => members.length],
        ['found to jump', ({ found }) => found],
        ['bipower ratio', ({ ratio }) => ratio],
        ['of surrogates', ({ surrogateRatio }) => surrogateRatio],
        ['share of largest thousandth', ({ share }) => share],
        ['in surrogates', ({ surrogateShare }) => surrogateShare],
      ]),
    ],
  });
}

function reasonOf(groups: readonly Group[], levy: readonly Group[], brownian: Group): string {
  const found = levy.reduce((sum, group) => sum + group.found, 0);
  const paths = levy.reduce((sum, { members }) => sum + members.length, 0);
  const shares = groups.map(({ alpha, share }) => `${percent(share)} at alpha ${alpha}`).join(', ');
  return prose(
    `${found} of ${paths} Lévy paths are found to jump and ${brownian.found} of`,
    `${brownian.members.length} Brownian ones.`,
    `The largest thousandth of the steps carries ${shares} of the squared path length.`,
  );
}

function statisticsOf({ alpha, members }: Group): Statistic[] {
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
}

/** Mean with the range over the paths. */
function rangeStatistic(name: string, values: readonly number[]): Statistic {
  return { name, value: mean(values), low: Math.min(...values), high: Math.max(...values), level: 1 };
}

export const levyJumps: Claim<JumpCell | SgdJumpCell, JumpResult | SgdJumpResult> = {
  id: 'levy-jumps',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy motion jumps',
  statement: 'Under Lévy noise the motion is discontinuous: it jumps.',
  source: 'arXiv 1912.00018, section 2 and its figure of paths; test: Barndorff-Nielsen and Shephard 2004',
  experiment: prose(
    'Paths move over a landscape of three wells for alpha 1.2, 1.5, 1.8 and 2. The ratio of bipower to',
    'realised variation of their increments is compared with 199 Gaussian surrogates that have the same',
    'scale in blocks of 100 steps. The share of the squared path length in the largest thousandth of the',
    'steps is reported.',
  ),
  rule: prose(
    'For each alpha below 2: supported when every path is found to jump (Benjamini-Hochberg at rate 0.01',
    'over all paths), refuted when none is, undecided otherwise. The claim is supported when all are,',
    'refuted when any is refuted, undecided otherwise or when a Brownian path or a surrogate is found to',
    'jump.',
  ),
  deviation: prose(
    'The verdict is on paths of the equation. Beside it stand the steps of a small network (width 16,',
    'depth 3, batch size 10) on 8 random directions. It is trained once with minibatches and once with',
    'Gaussian noise of their covariance. Each direction is tested at 1 %.',
  ),
  needsData: true,
  plan: (settings) => [...plan(settings), ...sgdJumpCells(settings)],
  run: (cell, context) => ('noise' in cell ? runSgdJumps(cell, context) : runPath(cell, context.seed)),
  judge,
};
