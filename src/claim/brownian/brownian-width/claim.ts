import {
  atLeast,
  intervalVerdict,
  inWords,
  judged,
  line,
  logAxis,
  means,
  mustFail,
  prose,
  statisticOf,
  table,
  type Evidence,
  type Figure,
  type Range,
} from '../../../evidence/index.js';
import type { Profile } from '../../claim.js';
import { byDriver, exactClimb, widthExponent, type ExitPoint, type World } from '../../well/exits.js';
import { exitFigure } from '../../well/figure.js';
import { wellClaim, type WorldPaths } from '../../well/wellClaim.js';
import { designFor } from '../../designs.js';

/** Under Brownian noise and at equal height the escape time grows with the square of the width. */

const brownianWorld = { well: 'double', height: 2, driver: 'brownian', alpha: 2, noiseScale: 1 } as const;
const levyWorld = { well: 'double', height: 1, driver: 'levy', alpha: 1.5, noiseScale: 0.1 } as const;
const widths = [0.5, 0.7, 1, 1.4, 2, 2.8, 4];
const levyWidths = [1, 1.4, 2, 2.8, 4, 5.6, 8];

/** Exponents that count as the square. */
const squared: Range = [1.9, 2.1];

const designs = {
  smoke: { paths: 1000, levyPaths: 300, parts: 1 },
  quick: { paths: 6000, levyPaths: 600, parts: 1 },
  paper: { paths: 100_000, levyPaths: 10_000, parts: 4 },
} as const;

function worlds(profile: Profile): WorldPaths[] {
  const { paths, levyPaths, parts } = designFor(designs, profile);
  return [
    { worlds: widths.map((width): World => ({ ...brownianWorld, width })), paths, parts },
    { worlds: levyWidths.map((width): World => ({ ...levyWorld, width })), paths: levyPaths, parts: 1 },
  ];
}

const widthOf = ({ world }: ExitPoint) => world.width;

function judge(points: readonly ExitPoint[]): Evidence {
  const { climbs, jumps } = byDriver(points);
  const exponent = widthExponent(climbs);
  const levyExponent = widthExponent(jumps);
  const { alpha } = levyWorld;
  return judged({
    verdict: intervalVerdict(exponent, squared),
    controls: [
      mustFail(
        'Lévy noise gives another exponent',
        levyExponent,
        atLeast(squared[0]),
        `exponent ${inWords(levyExponent)} for alpha ${alpha}`,
      ),
    ],
    reason: prose(
      `At equal height the exit time grows with the width to the power ${inWords(exponent)}; theory says`,
      '2.',
    ),
    statistics: [
      statisticOf('exponent of the width, Brownian noise', exponent, 2),
      statisticOf(`exponent of the width, Lévy noise of alpha ${alpha}`, levyExponent, alpha),
    ],
    figures: [figureOf(climbs, jumps)],
    tables: [
      table(
        'brownian-width',
        'Mean time from the minimum of a double well to its saddle at equal height.',
        points,
        [
          ['noise', ({ world }) => world.driver],
          ['width', widthOf],
          ['exit time', ({ mean }) => mean],
          ['standard error', ({ standardError }) => standardError],
        ],
      ),
    ],
  });
}

function figureOf(climbs: readonly ExitPoint[], jumps: readonly ExitPoint[]): Figure {
  const exact = climbs.map(({ world }) => exactClimb(world));
  return exitFigure(
    {
      name: 'brownian-width',
      title: 'Exit time against width',
      caption: prose(
        'Mean time from the minimum to the saddle at equal height, both axes logarithmic.',
        'Under Brownian noise the slope is 2, along the exact integral; under Lévy noise it is alpha.',
      ),
    },
    logAxis('width of the well'),
    [
      line('exact integral', 'theory', widths, exact),
      means('Brownian noise', 'brownian', climbs, widthOf),
      means(`Lévy noise, alpha ${levyWorld.alpha}`, 'levy', jumps, widthOf),
    ],
  );
}

export const brownianWidth = wellClaim({
  texts: {
    id: 'brownian-width',
    group: 'brownian',
    kind: 'theorem',
    title: 'Brownian escape: width squared',
    statement: prose(
      'Under Brownian noise the time to escape from a minimum grows polynomially with its width, as',
      'width².',
    ),
    source: 'Kramers 1940; arXiv 1901.06053, section 1, and 1912.00018',
    experiment: prose(
      'Simulates exits from the minimum of a double well to its saddle. The well is stretched to widths',
      'over a factor of eight at equal height. Lévy noise in the same wells is the control.',
    ),
    rule: prose(
      'Supported when the 95 % interval of the exponent lies within 1.9 to 2.1, refuted when it lies',
      'outside, undecided otherwise or when the interval for Lévy noise does not lie below 1.9.',
    ),
    formula: '\\mathbb{E}\\tau \\propto w^{2}\\, e^{2h/\\varepsilon^2}',
  },
  worlds,
  judge,
});
