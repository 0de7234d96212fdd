import {
  control,
  decide,
  judged,
  percent,
  prose,
  table,
  type Control,
  type Evidence,
  type Part,
  type Statistic,
} from '../../../evidence/index.js';
import { mostByChance } from '../../../statistics/index.js';
import type { Claim, Settings } from '../../claim.js';
import { upTo } from '../../crossed.js';
import { designFor } from '../../designs.js';
import { jumpsFigure } from './figure.js';
import { jumpCost, landscape, runPath, timeStep, type JumpCell, type JumpResult } from './run.js';

/**
 * Motion under Levy noise is discontinuous: a few steps carry much of the squared length of the path. Each
 * path is tested for jumps against Gaussian surrogates with the same time-varying scale; Brownian paths and
 * the surrogates themselves must be found to jump no more often than chance says.
 */

const indices = [1.2, 1.5, 1.8];
/** A path is found to jump at this level; a path without jumps is so with this probability. */
const significance = 0.05;
/** No more paths of an index than chance gives at this level: these do not jump. */
const partLevel = 0.99;
/** A control may fail by chance 1 time in 1000. */
const controlLevel = 0.999;

const designs = {
  smoke: { steps: 5000, replicates: 4, brownianPaths: 30 },
  quick: { steps: 20_000, replicates: 6, brownianPaths: 30 },
  paper: { steps: 200_000, replicates: 50, brownianPaths: 200 },
} as const;

function plan({ profile }: Settings): JumpCell[] {
  const { steps, replicates, brownianPaths } = designFor(designs, profile);
  const paths = (alpha: number, count: number) =>
    upTo(count).map((replicate) => ({ alpha, steps, replicate }));
  return [...indices.flatMap((alpha) => paths(alpha, replicates)), ...paths(2, brownianPaths)];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many of some tests find jumps. */
function countJumps(pValues: readonly number[]): number {
  return pValues.filter((pValue) => pValue <= significance).length;
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
  return [...indices, 2].map((alpha) => {
    const members = results.filter((result) => result.alpha === alpha);
    const meanOf = (of: (result: JumpResult) => number) => mean(members.map(of));
    return {
      alpha,
      members,
      found: countJumps(members.map(({ pValue }) => pValue)),
      ratio: meanOf(({ bipowerRatio }) => bipowerRatio),
      surrogateRatio: meanOf(({ surrogateRatio }) => surrogateRatio),
      share: meanOf(({ largestStepsShare }) => largestStepsShare),
      surrogateShare: meanOf(({ surrogateShare }) => surrogateShare),
    };
  });
}

function partOf({ alpha, members, found, share, surrogateShare }: Group): Part {
  const chance = mostByChance(members.length, significance, partLevel);
  const verdict = decide(found === members.length, found <= chance);
  return {
    name: `alpha ${alpha}`,
    verdict,
    reason: prose(
      `${found} of ${members.length} paths jump; the largest thousandth of the steps carries`,
      `${percent(share)} of the squared path length, ${percent(surrogateShare)} in surrogates.`,
    ),
    ...(verdict === 'undecided' && {
      open: {
        rule: `${found} of ${members.length} paths jump, which is more than chance gives, and not all`,
        needs: 'longer paths, which show more jumps',
      },
    }),
  };
}

/** Paths without jumps, which are found to jump no more often than chance says. */
function stillControl(name: string, pValues: readonly number[]): Control {
  const found = countJumps(pValues);
  const most = mostByChance(pValues.length, significance, controlLevel);
  return control(name, found <= most, `${found} of ${pValues.length}, at most ${most} by chance`);
}

function judge(results: readonly JumpResult[], { profile }: Settings): Evidence {
  const groups = groupsOf(results);
  const levy = groups.filter(({ alpha }) => alpha < 2);
  const brownian = groups.find(({ alpha }) => alpha === 2)!;
  return judged({
    parts: levy.map(partOf),
    controls: [
      stillControl(
        'Brownian paths (alpha = 2) are found to jump no more often than by chance',
        brownian.members.map(({ pValue }) => pValue),
      ),
      stillControl(
        'Gaussian surrogates are found to jump no more often than by chance',
        results.flatMap(({ nullPValues }) => nullPValues),
      ),
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

export const levyJumps: Claim<JumpCell, JumpResult> = {
  id: 'levy-jumps',
  group: 'levy',
  kind: 'theorem',
  title: 'Lévy motion jumps',
  statement: 'Under Lévy noise the motion is discontinuous: it jumps.',
  source: 'arXiv 1912.00018, section 2 and its figure of paths; test: Barndorff-Nielsen and Shephard 2004',
  experiment: prose(
    `Paths move over a landscape of three wells for alpha ${indices.join(', ')} and 2. The ratio of bipower`,
    'to realised variation of their increments is compared with 99 Gaussian surrogates that have the same',
    'scale in blocks of 100 steps. Some surrogates are tested in the same way. The share of the squared path',
    'length in the largest thousandth of the steps is reported.',
  ),
  rule: prose(
    `A path is found to jump when its p-value is at most ${significance}. For each alpha below 2: supported`,
    `when every path is, refuted when no more are than chance gives 99 times in 100 (binomial law),`,
    `undecided`,
    'otherwise. The claim is supported when all are, refuted when any is refuted, undecided',
    'otherwise or when',
    'more Brownian paths or more surrogates are found to jump than chance gives 999 times in 1000.',
  ),
  needsData: false,
  plan,
  cost: jumpCost,
  run: (cell, { seed }) => runPath(cell, seed),
  judge,
};
