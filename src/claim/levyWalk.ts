import { expOf, logOf } from '../kernel/index.js';
import type { Claim, Control, Evidence, Part, Settings } from './claim.js';
import type { Figure, Layer, Role } from './figure.js';
import {
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  normalInterval,
  statisticOf,
} from './interval.js';
import { doublings, runWalk, type WalkCell, type WalkResult, type World, worlds } from './levyWalkRun.js';
import type { Interval } from './regression.js';

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

function plan({ profile }: Settings): WalkCell[] {
  const { steps, replicates } = designs[profile];
  return Array.from({ length: replicates }, (_, replicate) =>
    worlds.map(({ name }): WalkCell => ({ world: name, replicate, steps })),
  ).flat();
}

interface Seen {
  readonly world: World;
  readonly exponent: Interval;
  readonly inverse: Interval;
  readonly variation: Interval;
  readonly bipower: Interval;
  readonly points: readonly Interval[];
}

function seenIn(results: readonly WalkResult[]): Seen[] {
  return worlds.map((world) => {
    const own = results.filter((result) => result.world === world.name);
    const of = (value: (result: WalkResult) => number) => meanOf(own.map(value));
    return {
      world,
      exponent: of(({ exponent }) => exponent),
      inverse: of(({ inverse }) => inverse),
      variation: of(({ variation }) => variation),
      bipower: of(({ bipower }) => bipower),
      points: Array.from({ length: doublings + 1 }, (_, k) => of(({ logMedians }) => logMedians[k])),
    };
  });
}

function meanOf(values: readonly number[]): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return normalInterval(mean, Math.sqrt(square / (n * (n - 1))));
}

function partOf({ world: { name, alpha }, exponent, inverse, variation, bipower }: Seen): Part {
  const theory = 1 / alpha;
  // As tail indices; an interval of 1/alpha that reaches 0 has no upper end.
  const index = { low: 1 / inverse.high, high: inverse.low > 0 ? 1 / inverse.low : Infinity };
  const verdicts = [
    intervalVerdict(exponent, theory - exponentTolerance, theory + exponentTolerance),
    exponent.low > 1 / 2 ? ('supported' as const) : ('undecided' as const),
    intervalVerdict(index, alpha - indexTolerance, alpha + indexTolerance),
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

function judge(results: readonly WalkResult[]): Evidence {
  const seen = seenIn(results);
  const named = (name: string) => seen.find(({ world }) => world.name === name)!;
  const flights = seen.filter(({ world }) => world.alpha < 2 && world.pull === 0 && !world.surrogate);
  const parts = flights.map(partOf);
  const diffusive = ({ world, exponent, inverse, bipower }: Seen): Control => ({
    name: `${world.name}: diffusion, and no jumps`,
    passed:
      intervalVerdict(exponent, 0.5 - exponentTolerance, 0.5 + exponentTolerance) === 'supported' &&
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
    parts,
    statistics: seen.flatMap(({ world, exponent, bipower }) => [
      world.pull === 0
        ? statisticOf(
            `exponent of displacement, ${world.name}`,
            exponent,
            world.surrogate ? 1 / 2 : 1 / world.alpha,
          )
        : statisticOf(`exponent of displacement, ${world.name}`, exponent),
      statisticOf(`bipower over realised variance, ${world.name}`, bipower),
    ]),
    controls,
    figures: [figureOf(seen)],
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

const roles: Readonly<Record<string, Role>> = {
  1.2: 'series2',
  1.5: 'series3',
  1.8: 'series4',
  2: 'brownian',
};

function figureOf(seen: readonly Seen[]): Figure {
  const lags = Array.from({ length: doublings + 1 }, (_, k) => 2 ** k);
  const panel = (title: string, inPanel: (world: World) => boolean) => {
    const own = seen.filter(({ world }) => inPanel(world));
    return {
      title,
      x: { label: 'lag (steps)', scale: 'log' as const },
      y: { label: 'median displacement', scale: 'log' as const },
      layers: own.flatMap(({ world, points }): Layer[] => {
        const exponent = world.surrogate ? 1 / 2 : 1 / world.alpha;
        const first = points[0].value;
        const theory: Layer = {
          mark: 'line',
          label: 'lag to the power 1/alpha',
          role: 'theory',
          x: lags,
          y: lags.map((lag) => expOf(first + exponent * logOf(lag))),
        };
        return [
          ...(world.pull === 0 ? [theory] : []),
          {
            mark: 'points',
            label: world.surrogate
              ? 'Gaussian surrogate'
              : world.alpha === 2
                ? 'Brownian'
                : `alpha ${world.alpha}`,
            role: world.surrogate ? 'control' : roles[world.alpha],
            x: lags,
            y: points.map(({ value }) => expOf(value)),
          },
        ];
      }),
    };
  };
  return {
    name: 'levy-walk',
    title: 'How far paths get',
    caption:
      'Median displacement against the lag, both axes logarithmic. Levy flights spread with lag to the power 1/alpha, faster than diffusion; Gaussian noise of the same scales does not. In a well the largest excursions come back, and displacements at long lags contain the way back.',
    panels: [panel('free', ({ pull }) => pull === 0), panel('in a well', ({ pull }) => pull > 0)],
  };
}

export const levyWalk: Claim<WalkCell, WalkResult> = {
  id: 'levy-walk',
  group: 'framework',
  title: 'Random walk with heavy tails: faster than diffusion',
  statement: 'Under heavy-tailed noise the trajectory is a heavy-tailed random walk, a Levy walk.',
  source: 'arXiv 1912.00018, section 2; increments after Barndorff-Nielsen and Shephard 2004',
  experiment:
    'Free paths under Brownian and stable noise, and the same in a quadratic well: median displacement against the lag, the index of the increments from sums at two scales, the length of the path against the mesh, and bipower over realised variance; a Gaussian surrogate with the same scale, block by block, as control.',
  rule: 'For each alpha, free: supported when the 95 % interval of the exponent of displacement lies within 1/alpha ± 0.03 and above 1/2 and that of the index of the increments within alpha ± 0.1; refuted when one lies outside; undecided otherwise. The claim is supported when all are, refuted when any is, undecided otherwise, or when for Brownian motion or the surrogate the interval of the exponent does not lie within 0.03 of 1/2, the index is not above 1.9, or bipower over realised variance not above 0.95.',
  formula: '|X(t+\\ell)-X(t)|\\propto\\ell^{1/\\alpha}',
  deviation:
    'The source says Levy walk; in physics that is a motion of finite velocity, and what jumps is a Levy flight. Paths of the equation only; trajectories of networks have a part of their own to play.',
  needsData: false,
  plan,
  run: (cell, { seed }) => runWalk(cell, seed),
  judge,
};
