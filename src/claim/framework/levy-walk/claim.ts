import type { Claim, Settings } from '../../claim.js';
import {
  type Control,
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  statisticOf,
} from '../../../evidence/index.js';
import { sgdWalkFigure, walkFigure } from './figure.js';
import { doublings, runWalk, type WalkCell, type WalkResult, worlds } from './run.js';
import {
  runSgdWalk,
  sgdWalkCells,
  sgdWalkPart,
  sgdWalkRule,
  sgdWalksOf,
  sgdWalkStatistics,
  type SgdWalkCell,
  type SgdWalkResult,
} from './network.js';
import { seenIn, type Seen } from './seen.js';

/**
 * Heavy-tailed noise makes a random walk that spreads faster than diffusion, by jumps: a Levy flight. The control is the
 * Gaussian walk with the same scales.
 */

const exponentTolerance = 0.03;
const indexTolerance = 0.1;

/** Bipower over realised variance of a path that is called continuous. */
const leastContinuous = 0.95;

const designs = {
  smoke: { steps: 2 ** 14, replicates: 8 },
  quick: { steps: 2 ** 17, replicates: 24 },
  paper: { steps: 2 ** 20, replicates: 200 },
} as const;

type Cell = WalkCell | SgdWalkCell;
type Result = WalkResult | SgdWalkResult;

function plan(settings: Settings): Cell[] {
  const { steps, replicates } = designs[settings.profile];
  const paths = Array.from({ length: replicates }, (_, replicate) =>
    worlds.map(({ name }): WalkCell => ({ world: name, replicate, steps })),
  ).flat();
  return [...sgdWalkCells(settings), ...paths];
}

function partOf({ world: { name, alpha }, exponent, inverse, variation, bipower }: Seen): Part {
  const theory = 1 / alpha;
  // As tail indices; an interval of 1/alpha that reaches 0 has no upper end.
  const index = { low: 1 / inverse.high, high: inverse.low > 0 ? 1 / inverse.low : Infinity };
  const verdicts = [
    intervalVerdict(exponent, [theory - exponentTolerance, theory + exponentTolerance]),
    exponent.low > 1 / 2 ? ('supported' as const) : ('undecided' as const),
    intervalVerdict(index, [alpha - indexTolerance, alpha + indexTolerance]),
  ];
  return {
    name,
    verdict: joinVerdicts(verdicts, []),
    reason:
      `Displacement grows as lag to the power ${inWords(exponent)}, 1/alpha is ${theory.toFixed(3)}; sums of increments ` +
      `give the index ${(1 / inverse.value).toFixed(2)} (${index.low.toFixed(2)} to ${index.high.toFixed(2)}); length against mesh ` +
      `${inWords(variation)}, 1/alpha − 1 is ${(theory - 1).toFixed(3)}; bipower over realised variance ${bipower.value.toFixed(2)}.`,
  };
}

function judge(results: readonly Result[]): Evidence {
  const seen = seenIn(results.filter((result) => 'world' in result));
  const walks = sgdWalksOf(results.filter((result) => 'noise' in result));
  const named = (name: string) => seen.find(({ world }) => world.name === name)!;
  const flights = seen.filter(({ world }) => world.alpha < 2 && world.pull === 0 && !world.surrogate);
  const parts = flights.map(partOf);
  const diffusive = ({ world, exponent, inverse, bipower }: Seen): Control => ({
    name: `${world.name}: diffusion, and no jumps`,
    passed:
      intervalVerdict(exponent, [0.5 - exponentTolerance, 0.5 + exponentTolerance]) === 'supported' &&
      1 / inverse.value > 2 - indexTolerance &&
      bipower.value > leastContinuous,
    value: `exponent ${inWords(exponent)}, index ${(1 / inverse.value).toFixed(2)}, bipower over realised variance ${bipower.value.toFixed(3)}`,
  });
  const controls = [named('Brownian'), named('Gaussian surrogate of alpha 1.5')].map(diffusive);
  return {
    verdict: joinVerdicts(
      parts.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `Median displacement grows as lag to the power ${flights
        .map(
          ({ world, exponent }) =>
            `${inWords(exponent)} at alpha ${world.alpha} (1/alpha ${(1 / world.alpha).toFixed(3)})`,
        )
        .join(', ')}; Brownian motion and the Gaussian surrogate spread with ${seen
        .filter(({ world }) => world.name === 'Brownian' || world.surrogate)
        .map(({ exponent }) => inWords(exponent))
        .join(' and ')}. These are flights, whose jumps take no time, not walks of finite velocity.`,
    parts: [...parts, sgdWalkPart(walks)],
    statistics: [
      ...seen.flatMap(({ world, exponent, bipower }) => [
        world.pull === 0
          ? statisticOf(
              `exponent of displacement, ${world.name}`,
              exponent,
              world.surrogate ? 1 / 2 : 1 / world.alpha,
            )
          : statisticOf(`exponent of displacement, ${world.name}`, exponent),
        statisticOf(`bipower over realised variance, ${world.name}`, bipower),
      ]),
      ...sgdWalkStatistics(walks),
    ],
    controls,
    figures: [walkFigure(seen), sgdWalkFigure(walks)],
    tables: [
      {
        name: 'levy-walk',
        caption: `Means over repetitions; lags of 1 to ${2 ** doublings} steps.`,
        columns: [
          'world',
          'displacement',
          '1/alpha by sums',
          'length against mesh',
          'bipower/realised',
          '1/alpha',
        ],
        rows: seen.map(({ world, exponent, inverse, variation, bipower }) => [
          world.name,
          exponent.value,
          inverse.value,
          variation.value,
          bipower.value,
          world.surrogate ? 1 / 2 : 1 / world.alpha,
        ]),
      },
    ],
  };
}

export const levyWalk: Claim<Cell, Result> = {
  id: 'levy-walk',
  group: 'framework',
  title: 'Random walk with heavy tails: faster than diffusion',
  statement: 'Under heavy-tailed noise the trajectory is a heavy-tailed random walk, a Lévy walk.',
  source: 'arXiv 1912.00018, section 2; increments after Barndorff-Nielsen and Shephard 2004',
  experiment:
    'Free paths under Brownian and stable noise, and the same in a quadratic well: median displacement against the lag, the index of the increments from sums at two scales, the length of the path against the mesh, and bipower over realised variance; a Gaussian surrogate with the same scale, block by block, as control. Beside them a network: at each step of SGD (batch size 5) its gradient less the full one, summed up over the steps after the first 300, on 20 random directions.',
  rule: `For each alpha, free: supported when the 95 % interval of the exponent of displacement lies within 1/alpha ± 0.03 and above 1/2 and that of the index of the increments within alpha ± 0.1; refuted when one lies outside; undecided otherwise. The claim is supported when all are, refuted when any is, undecided otherwise, or when for Brownian motion or the surrogate the interval of the exponent does not lie within 0.03 of 1/2, the index is not above 1.9, or bipower over realised variance not above 0.95. ${sgdWalkRule}`,
  formula: '|X(t+\\ell)-X(t)|\\propto\\ell^{1/\\alpha}',
  deviation:
    'The source says Lévy walk; in physics that is a motion of finite velocity, and what jumps is a Lévy flight. The verdict is on paths of the equation; the network has a part of its own.',
  needsData: true,
  plan,
  run: (cell, context) => ('noise' in cell ? runSgdWalk(cell, context) : runWalk(cell, context.seed)),
  judge,
};
