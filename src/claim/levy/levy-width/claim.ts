import {
  around,
  atMost,
  intervalPart,
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
} from '../../../evidence/index.js';
import { levyExitTime } from '../../../sde/index.js';
import { weightedMean, type Interval } from '../../../statistics/index.js';
import type { Profile } from '../../claim.js';
import { byAlpha, byDriver, widthExponent, type ExitPoint, type World } from '../../well/exits.js';
import { exitFigure } from '../../well/figure.js';
import { wellClaim, type WorldPaths } from '../../well/wellClaim.js';
import { designFor } from '../../designs.js';

/**
 * Under Levy noise the escape time grows with the width to the power alpha, and its constant is
 * alpha/(2 C_alpha). Brownian noise in the same wells must give neither of these exponents.
 */

const widths = [1, 1.4, 2, 2.8, 4, 5.6, 8];
const levyWorld = { well: 'quadratic', height: 2, driver: 'levy', noiseScale: 0.05 } as const;
const brownianNoise = { driver: 'brownian', alpha: 2, noiseScale: 0.7 } as const;

const exponentTolerance = 0.05;
const constantTolerance = 0.05;

const designs = {
  smoke: { indices: [1.2, 1.5], paths: 2000, pathsNear2: 2000, brownianPaths: 1000, parts: 1 },
  quick: { indices: [1.2, 1.5, 1.8], paths: 4000, pathsNear2: 2000, brownianPaths: 4000, parts: 2 },
  paper: {
    indices: [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8],
    paths: 40_000,
    pathsNear2: 40_000,
    brownianPaths: 40_000,
    parts: 20,
  },
} as const;
/** From this index on exits take so long that the quick profile takes fewer paths. */
const near2 = 1.8;

function worlds(profile: Profile): WorldPaths[] {
  const { indices, paths, pathsNear2, brownianPaths, parts } = designFor(designs, profile);
  return [
    ...indices.map((alpha) => ({
      worlds: widths.map((width): World => ({ ...levyWorld, alpha, width })),
      paths: alpha < near2 ? paths : pathsNear2,
      parts,
    })),
    {
      worlds: widths.map((width): World => ({ well: 'quadratic', height: 1, ...brownianNoise, width })),
      paths: brownianPaths,
      parts: 1,
    },
  ];
}

/** Exit times under one index beside the small-noise theory. */
interface Group {
  readonly alpha: number;
  readonly members: readonly ExitPoint[];
  readonly theory: readonly number[];
  readonly exponent: Interval;
  /** Exit times over those of theory. */
  readonly constant: Interval;
}

function groupOf({ alpha, members }: { alpha: number; members: ExitPoint[] }): Group {
  const theory = members.map(({ world: { noiseScale, width } }) =>
    levyExitTime(alpha, noiseScale, width, width),
  );
  const constant = weightedMean(
    members.map(({ mean }, i) => mean / theory[i]),
    members.map(({ logError }) => logError),
  );
  return { alpha, members, theory, exponent: widthExponent(members), constant };
}

function inSentence({ exponent, constant }: Group): string {
  return `the exponent is ${inWords(exponent)}, and times are ${inWords(constant)} of those of theory`;
}

function partOf(group: Group) {
  const { alpha, exponent, constant } = group;
  return intervalPart(`alpha ${alpha}`, `Exit time against width: ${inSentence(group)}.`, [
    [`exponent of the width, alpha ${alpha}`, exponent, around(alpha, exponentTolerance), alpha],
    [`constant over alpha/(2 C), alpha ${alpha}`, constant, around(1, constantTolerance), 1],
  ]);
}

function judge(points: readonly ExitPoint[]): Evidence {
  const { climbs, jumps } = byDriver(points);
  const groups = byAlpha(jumps).map(groupOf);
  const brownianExponent = widthExponent(climbs);
  const largestIndex = Math.max(...groups.map(({ alpha }) => alpha));
  return judged({
    parts: groups.map(partOf),
    controls: [
      mustFail(
        'Brownian noise gives none of these exponents',
        brownianExponent,
        atMost(largestIndex + exponentTolerance),
        `exponent ${inWords(brownianExponent)}`,
      ),
    ],
    reason: groups.map((group) => `At alpha ${group.alpha} ${inSentence(group)}.`).join(' '),
    statistics: [statisticOf('exponent of the width, Brownian noise', brownianExponent, 2)],
    figures: [figureOf(groups, climbs)],
    tables: [
      table(
        'levy-width',
        `Mean exit time from quadratic wells; Lévy noise scale ${levyWorld.noiseScale}.`,
        groups.flatMap(({ members, theory }) => members.map((point, i) => ({ ...point, theory: theory[i] }))),
        [
          ['alpha', ({ world }) => world.alpha],
          ['width', ({ world }) => world.width],
          ['exit time', ({ mean }) => mean],
          ['standard error', ({ standardError }) => standardError],
          ['theory', ({ theory }) => theory],
        ],
      ),
    ],
  });
}

function figureOf(groups: readonly Group[], climbs: readonly ExitPoint[]): Figure {
  const widthOf = ({ world }: ExitPoint) => world.width;
  return exitFigure(
    {
      name: 'levy-width',
      title: 'Exit time against width',
      caption: prose(
        'Mean exit time from wells of equal height, both axes logarithmic.',
        'Lines: small-noise theory, without any fitted number; Brownian noise is steeper.',
      ),
    },
    logAxis('width of the well'),
    [
      ...groups.map(({ theory }) => line('small-noise theory', 'theory', widths, theory)),
      ...groups.map(({ alpha, members }) => means(`alpha ${alpha}`, 'levy', members, widthOf)),
      means('alpha 2 (Brownian)', 'brownian', climbs, widthOf),
    ],
  );
}

export const levyWidth = wellClaim({
  texts: {
    id: 'levy-width',
    group: 'levy',
    kind: 'theorem',
    title: 'Lévy escape: polynomial in width',
    statement: prose(
      'Under Lévy noise the time to escape from a minimum grows polynomially with its width, as',
      'width^alpha.',
    ),
    source: 'Imkeller and Pavlyukevich 2006; arXiv 1912.00018, section 3; 1901.06053, section 3',
    experiment: prose(
      'Simulates exits from quadratic wells of equal height whose widths span a factor of eight, at noise',
      'scale 0.05. The Euler scheme takes ten steps a relaxation time. Brownian noise is the control.',
    ),
    rule: prose(
      'For each alpha: supported when the 95 % interval of the exponent lies within alpha ± 0.05 and that',
      'of the constant within 5 % of alpha/(2 C_alpha), refuted when one of them lies outside, undecided',
      'otherwise. The claim is supported when all are, refuted when any is refuted, undecided otherwise or',
      'when the interval under Brownian noise does not lie above all of them.',
    ),
    formula:
      '\\mathbb{E}\\tau \\simeq \\frac{\\alpha}{2C_\\alpha}\\Bigl(\\frac{w}{\\varepsilon}\\Bigr)^{\\alpha},' +
      '\\quad C_\\alpha=\\frac{\\Gamma(1+\\alpha)\\sin(\\pi\\alpha/2)}{\\pi}',
    deviation: prose(
      'The constant of the source, alpha/2, belongs to the Lévy measure dy/|y|^(1+alpha).',
      'Noise with characteristic function exp(-|u|^alpha) has C_alpha times that measure.',
    ),
  },
  worlds,
  judge,
});
