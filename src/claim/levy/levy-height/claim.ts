import {
  around,
  intervalPart,
  inWords,
  judged,
  line,
  linearAxis,
  means,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type Figure,
} from '../../../evidence/index.js';
import { levyExitTime } from '../../../sde/index.js';
import type { Profile } from '../../claim.js';
import { byAlpha, byDriver, logTimeSlope, type ExitPoint, type World } from '../../well/exits.js';
import { exitFigure } from '../../well/figure.js';
import { wellClaim, type WorldPaths } from '../../well/wellClaim.js';
import { designFor } from '../../designs.js';

/**
 * Under Levy noise the escape time does not depend on the height of the basin. The equivalence of the slope
 * of log exit time in height with zero is tested for each alpha; Brownian noise must fail the same test.
 */

/** Noise so small that one jump decides the exit, as large as the number of steps allows. */
const levyNoise = [
  { alpha: 1.2, noiseScale: 0.05 },
  { alpha: 1.5, noiseScale: 0.05 },
  { alpha: 1.8, noiseScale: 0.1 },
] as const;
const heights = [1, 1.5, 2, 2.5, 3, 3.5, 4];
/** alpha = 2 with noise scale 0.5 is Brownian motion of this scale; smaller noise would never exit. */
const brownianNoise = 0.5 * Math.SQRT2;
const brownianHeights = [0.25, 0.5, 0.75, 1, 1.25];

/** Slopes d log(exit time)/d height that count as no dependence. */
const noDependence = around(0, 0.05);

const designs = {
  smoke: { paths: 800, parts: 1 },
  quick: { paths: 4000, parts: 2 },
  paper: { paths: 50_000, parts: 10 },
} as const;

function worlds(profile: Profile): WorldPaths[] {
  const { paths, parts } = designFor(designs, profile);
  const well = { well: 'quadratic', width: 1 } as const;
  const jumps = levyNoise.flatMap((noise) =>
    heights.map((height): World => ({ ...well, height, driver: 'levy', ...noise })),
  );
  const climbs = brownianHeights.map(
    (height): World => ({ ...well, height, driver: 'brownian', alpha: 2, noiseScale: brownianNoise }),
  );
  return [
    { worlds: jumps, paths, parts },
    { worlds: climbs, paths, parts: 1 },
  ];
}

const heightOf = ({ world }: ExitPoint) => world.height;

function judge(points: readonly ExitPoint[]): Evidence {
  const { climbs, jumps } = byDriver(points);
  const groups = byAlpha(jumps).map(({ alpha, members }) => ({
    alpha,
    slope: logTimeSlope(members, ({ height }) => height),
  }));
  const brownianSlope = logTimeSlope(climbs, ({ height }) => height);
  const slopes = groups.map(({ alpha, slope }) => `${inWords(slope)} at alpha ${alpha}`).join(', ');
  return judged({
    parts: groups.map(({ alpha, slope }) =>
      intervalPart(`alpha ${alpha}`, `The slope of log exit time in height is ${inWords(slope)}.`, [
        [`slope of log exit time in height, alpha ${alpha}`, slope, noDependence, 0],
      ]),
    ),
    controls: [
      mustFail(
        'Brownian noise (alpha = 2) fails the same test',
        brownianSlope,
        noDependence,
        `slope ${inWords(brownianSlope)}`,
      ),
    ],
    reason: prose(
      `The slope of log exit time in height is ${slopes}.`,
      `Under Brownian noise it is ${inWords(brownianSlope)}.`,
    ),
    statistics: [statisticOf('slope of log exit time in height, alpha 2', brownianSlope)],
    figures: [figureOf(climbs, jumps)],
    tables: [
      table('levy-height', 'Mean exit time from a quadratic well of width 1.', points, [
        ['alpha', ({ world }) => world.alpha],
        ['noise scale', ({ world }) => world.noiseScale],
        ['height', heightOf],
        ['exit time', ({ mean }) => mean],
        ['standard error', ({ standardError }) => standardError],
      ]),
    ],
  });
}

function figureOf(climbs: readonly ExitPoint[], jumps: readonly ExitPoint[]): Figure {
  const ends = [heights[0], heights[heights.length - 1]];
  const theories = levyNoise.map(({ alpha, noiseScale }) => levyExitTime(alpha, noiseScale, 1, 1));
  return exitFigure(
    {
      name: 'levy-height',
      title: 'Exit time against height',
      caption: prose(
        'Mean exit time from a well of fixed width. Lévy noise: level, near the small-noise theory.',
        'Brownian noise: exponential growth.',
      ),
    },
    linearAxis('height of the well at its edge'),
    [
      ...theories.map((theory) => line('small-noise theory', 'theory', ends, [theory, theory])),
      ...byAlpha(jumps).map(({ alpha, members }) => means(`alpha ${alpha}`, 'levy', members, heightOf)),
      means('alpha 2 (Brownian)', 'brownian', climbs, heightOf),
    ],
  );
}

export const levyHeight = wellClaim({
  texts: {
    id: 'levy-height',
    group: 'levy',
    kind: 'theorem',
    title: 'Lévy escape: no dependence on depth',
    statement: 'Under Lévy noise the time to escape from a minimum does not depend on its depth.',
    source: 'Imkeller and Pavlyukevich 2006; arXiv 1912.00018, section 3; 1901.06053, section 3',
    experiment: prose(
      'Simulates exits from quadratic wells of fixed width with heights from 1 to 4, for alpha 1.2, 1.5',
      'and 1.8. The Euler scheme takes ten steps a relaxation time. As control, alpha = 2 (Brownian noise)',
      'with heights from 0.25 to 1.25.',
    ),
    rule: prose(
      'For each alpha below 2: supported when the 95 % interval of d log(exit time)/d height lies within',
      '−0.05 to 0.05, refuted when it lies outside, undecided otherwise. The claim is supported when all',
      'are, refuted when any is refuted, undecided otherwise or when alpha = 2 does not come out refuted.',
    ),
    formula:
      '\\mathbb{E}\\tau \\simeq \\frac{\\alpha}{C_\\alpha}\\,' +
      '\\frac{\\varepsilon^{-\\alpha}}{a^{-\\alpha}+b^{-\\alpha}}',
  },
  worlds,
  judge,
});
