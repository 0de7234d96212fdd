import {
  around,
  control,
  decide,
  intervalVerdict,
  inWords,
  joinVerdicts,
  judged,
  prose,
  statisticOf,
  table,
  type Control,
  type Evidence,
  type Part,
  type Statistic,
  type Table,
} from '../../../evidence/index.js';
import type { Claim, Settings } from '../../claim.js';
import { crossed, upTo } from '../../crossed.js';
import { sgdWalkFigure, walkFigure } from './figure.js';
import { runSgdWalk, sgdWalkCells, type SgdWalkCell, type SgdWalkResult } from './network.js';
import { sgdWalkPart, sgdWalkRule, sgdWalksOf, sgdWalkStatistics } from './networkPart.js';
import { doublings, runWalk, worlds, type WalkCell, type WalkResult } from './run.js';
import { seenIn, theoryOf, type Seen } from './seen.js';
import { designFor } from '../../designs.js';

/**
 * Heavy-tailed noise makes a random walk that spreads faster than diffusion, by jumps: a Levy flight. The
 * control is the Gaussian walk with the same scales.
 */

/** Exponent of displacement under diffusion. */
const diffusion = 1 / 2;
const exponentTolerance = 0.03;
const indexTolerance = 0.1;

/** Bipower over realised variance of a path that is called continuous. */
const leastContinuous = 0.95;

const designs = {
  smoke: { steps: 1 << 14, replicates: 8 },
  quick: { steps: 1 << 17, replicates: 24 },
  paper: { steps: 1 << 20, replicates: 200 },
} as const;

type Cell = WalkCell | SgdWalkCell;
type Result = WalkResult | SgdWalkResult;

function plan(settings: Settings): Cell[] {
  const { steps, replicates } = designFor(designs, settings.profile);
  const paths = crossed({
    replicate: upTo(replicates),
    world: worlds.map(({ name }) => name),
    steps: [steps],
  });
  return [...sgdWalkCells(settings), ...paths];
}

/** The tail index of the increments with its interval; one of 1/alpha that reaches 0 has no upper end. */
function indexOf({ inverse }: Seen) {
  return {
    value: 1 / inverse.value,
    low: 1 / inverse.high,
    high: inverse.low > 0 ? 1 / inverse.low : Infinity,
  };
}

function partOf(seen: Seen): Part {
  const { world, exponent, variation, bipower } = seen;
  const theory = theoryOf(world);
  const index = indexOf(seen);
  return {
    name: world.name,
    verdict: joinVerdicts([
      intervalVerdict(exponent, around(theory, exponentTolerance)),
      decide(exponent.low > diffusion, false),
      intervalVerdict(index, around(world.alpha, indexTolerance)),
    ]),
    reason: prose(
      `Displacement grows as lag to the power ${inWords(exponent)}; 1/alpha is ${theory.toFixed(3)}.`,
      `Sums of increments give the index ${index.value.toFixed(2)}`,
      `(${index.low.toFixed(2)} to ${index.high.toFixed(2)}).`,
      `The length of the path grows with the mesh to the power ${inWords(variation)};`,
      `1/alpha − 1 is ${(theory - 1).toFixed(3)}.`,
      `Bipower over realised variance is ${bipower.value.toFixed(2)}.`,
    ),
  };
}

/** A world that must come out as a continuous path that diffuses. */
function diffusive(seen: Seen): Control {
  const { world, exponent, bipower } = seen;
  const index = indexOf(seen).value;
  const diffuses = intervalVerdict(exponent, around(diffusion, exponentTolerance)) === 'supported';
  return control(
    `${world.name}: diffusion, and no jumps`,
    diffuses && index > 2 - indexTolerance && bipower.value > leastContinuous,
    prose(
      `exponent ${inWords(exponent)}, index ${index.toFixed(2)},`,
      `bipower over realised variance ${bipower.value.toFixed(3)}`,
    ),
  );
}

function judge(results: readonly Result[]): Evidence {
  const seen = seenIn(results.filter((result) => 'world' in result));
  const walks = sgdWalksOf(results.filter((result) => 'noise' in result));
  const flights = seen.filter(({ world }) => world.alpha < 2 && world.pull === 0 && !world.surrogate);
  const contrasts = seen.filter(({ world }) => world.name === 'Brownian' || world.surrogate);
  return judged({
    parts: flights.map(partOf),
    asides: [sgdWalkPart(walks)],
    controls: contrasts.map(diffusive),
    reason: reasonOf(flights, contrasts),
    statistics: [...seen.flatMap(statisticsOf), ...sgdWalkStatistics(walks)],
    figures: [walkFigure(seen), sgdWalkFigure(walks)],
    tables: [tableOf(seen)],
  });
}

function reasonOf(flights: readonly Seen[], contrasts: readonly Seen[]): string {
  const powers = flights.map(
    ({ world, exponent }) =>
      `${inWords(exponent)} at alpha ${world.alpha} (1/alpha ${theoryOf(world).toFixed(3)})`,
  );
  const others = contrasts.map(({ exponent }) => inWords(exponent)).join(' and ');
  return prose(
    `Median displacement grows as lag to the power ${powers.join(', ')}.`,
    `Brownian motion and the Gaussian surrogate spread with ${others}.`,
    'These are flights, whose jumps take no time, not walks of finite velocity.',
  );
}

function statisticsOf({ world, exponent, bipower }: Seen): Statistic[] {
  const theory = world.pull === 0 ? theoryOf(world) : undefined;
  return [
    statisticOf(`exponent of displacement, ${world.name}`, exponent, theory),
    statisticOf(`bipower over realised variance, ${world.name}`, bipower),
  ];
}

function tableOf(seen: readonly Seen[]): Table {
  const caption = `Means over repetitions; lags of 1 to ${1 << doublings} steps.`;
  return table('levy-walk', caption, seen, [
    ['world', ({ world }) => world.name],
    ['displacement', ({ exponent }) => exponent.value],
    ['1/alpha by sums', ({ inverse }) => inverse.value],
    ['length against mesh', ({ variation }) => variation.value],
    ['bipower/realised', ({ bipower }) => bipower.value],
    ['1/alpha', ({ world }) => theoryOf(world)],
  ]);
}

export const levyWalk: Claim<Cell, Result> = {
  id: 'levy-walk',
  group: 'framework',
  kind: 'theorem',
  title: 'Random walk with heavy tails: faster than diffusion',
  statement: 'Under heavy-tailed noise the trajectory is a heavy-tailed random walk, a Lévy walk.',
  source: 'arXiv 1912.00018, section 2; increments after Barndorff-Nielsen and Shephard 2004',
  experiment: prose(
    'Paths run under Brownian and under stable noise, free and in a quadratic well. Four things are',
    'measured: how median displacement grows with the lag, the index of the increments from sums at two',
    'scales, how the length of the path grows with the mesh, and bipower over realised variance. A',
    'Gaussian surrogate with the same scale, block by block, is the control. Beside the paths stands a',
    'network: at each step of SGD (batch size 5) the full gradient is subtracted from that of the',
    'minibatch, and what is left is summed up over the steps after the first 300, on 20 random directions.',
  ),
  rule: prose(
    'Each alpha is judged on free paths. It is supported when the 95 % interval of the exponent of',
    'displacement lies within 1/alpha ± 0.03 and above 1/2, and that of the index of the increments within',
    'alpha ± 0.1; refuted when one lies outside; undecided otherwise. The claim is supported when all are',
    'and refuted when any is. It is undecided otherwise, or when for Brownian motion or the surrogate the',
    'interval of the exponent does not lie within 0.03 of 1/2, the index is not above 1.9, or bipower over',
    `realised variance is not above 0.95. ${sgdWalkRule}`,
  ),
  formula: '|X(t+\\ell)-X(t)|\\propto\\ell^{1/\\alpha}',
  deviation: prose(
    'The source says Lévy walk. In physics that is a motion of finite velocity; what jumps is a Lévy',
    'flight. The verdict is on paths of the equation; the network has a part of its own.',
  ),
  needsData: true,
  plan,
  run: (cell, context) => ('noise' in cell ? runSgdWalk(cell, context) : runWalk(cell, context.seed)),
  judge,
};
