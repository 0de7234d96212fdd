import { levyExitTime } from '../../../sde/index.js';
import {
  type ExitCell,
  exitCells,
  exitPoints,
  type ExitResult,
  runExitCell,
  widthExponent,
  type World,
} from '../../well/exits.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  type Part,
  statisticOf,
} from '../../../evidence/index.js';
import { pointsLayer } from '../../well/figure.js';
import { weightedMean } from '../../../statistics/index.js';

/**
 * Under Levy noise the escape time grows with the width to the power alpha, and its constant is
 * alpha/(2 C_alpha). Brownian noise in the same wells must give neither of these exponents.
 */

const noiseScale = 0.05;
const height = 2;
const widths = [1, 1.4, 2, 2.8, 4, 5.6, 8];
const brownianWorld = {
  well: 'quadratic',
  height: 1,
  driver: 'brownian',
  alpha: 2,
  noiseScale: 0.7,
} as const;

const exponentTolerance = 0.05;
const constantTolerance = 0.05;

const designs = {
  smoke: {
    indices: [
      { alpha: 1.2, paths: 2000 },
      { alpha: 1.5, paths: 2000 },
    ],
    brownianPaths: 1000,
    parts: 1,
  },
  quick: {
    indices: [
      { alpha: 1.2, paths: 4000 },
      { alpha: 1.5, paths: 4000 },
      { alpha: 1.8, paths: 2000 },
    ],
    brownianPaths: 4000,
    parts: 2,
  },
  paper: {
    indices: [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8].map((alpha) => ({ alpha, paths: 40_000 })),
    brownianPaths: 40_000,
    parts: 20,
  },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { indices, brownianPaths, parts } = designs[profile];
  const jumps = indices.flatMap(({ alpha, paths }) => {
    const worlds = widths.map(
      (width): World => ({ well: 'quadratic', height, width, driver: 'levy', alpha, noiseScale }),
    );
    return exitCells(worlds, paths, parts);
  });
  const climbs = widths.map((width): World => ({ ...brownianWorld, width }));
  return [...jumps, ...exitCells(climbs, brownianPaths, 1)];
}

function run(cell: ExitCell, { seed }: { readonly seed: number }): ExitResult {
  return runExitCell('levy-width', cell, seed);
}

function judge(results: readonly ExitResult[], { profile }: Settings): Evidence {
  const points = exitPoints(results);
  const climbs = points.filter(({ world }) => world.driver === 'brownian');
  const groups = designs[profile].indices.map(({ alpha }) => {
    const members = points.filter(({ world }) => world.driver === 'levy' && world.alpha === alpha);
    const theory = members.map(({ world }) => levyExitTime(alpha, noiseScale, world.width, world.width));
    const exponent = widthExponent(members);
    const constant = weightedMean(
      members.map(({ mean }, i) => mean / theory[i]),
      members.map(({ logError }) => logError),
    );
    const verdict = joinVerdicts(
      [
        intervalVerdict(exponent, [alpha - exponentTolerance, alpha + exponentTolerance]),
        intervalVerdict(constant, [1 - constantTolerance, 1 + constantTolerance]),
      ],
      [],
    );
    return { alpha, members, theory, exponent, constant, verdict };
  });
  const brownianExponent = widthExponent(climbs);
  const controls = [
    {
      name: 'Brownian noise gives none of these exponents',
      passed: groups.every(({ alpha }) => brownianExponent.low > alpha + exponentTolerance),
      value: `exponent ${inWords(brownianExponent)}`,
    },
  ];
  const sentence = ({ exponent, constant }: (typeof groups)[number]) =>
    `exponent ${inWords(exponent)}, constant ${inWords(constant)} of theory`;
  return {
    verdict: joinVerdicts(
      groups.map(({ verdict }) => verdict),
      controls,
    ),
    reason:
      failedControl(controls) ??
      `${groups.map((group) => `alpha ${group.alpha}: ${sentence(group)}`).join('; ')}.`,
    parts: groups.map(
      (group): Part => ({
        name: `alpha ${group.alpha}`,
        verdict: group.verdict,
        reason: `Exit time against width: ${sentence(group)}.`,
      }),
    ),
    statistics: [
      ...groups.flatMap(({ alpha, exponent, constant }) => [
        statisticOf(`exponent of the width, alpha ${alpha}`, exponent, alpha),
        statisticOf(`constant over alpha/(2 C), alpha ${alpha}`, constant, 1),
      ]),
      statisticOf('exponent of the width, Brownian noise', brownianExponent, 2),
    ],
    controls,
    figures: [
      {
        name: 'levy-width',
        title: 'Exit time against width',
        caption:
          'Mean exit time from wells of equal height, both axes logarithmic. Lines: small-noise theory, without any fitted number; Brownian noise is steeper.',
        panels: [
          {
            x: { label: 'width of the well', scale: 'log' },
            y: { label: 'mean exit time', scale: 'log' },
            layers: [
              ...groups.map(({ theory }) => ({
                mark: 'line' as const,
                label: 'small-noise theory',
                role: 'theory' as const,
                x: widths,
                y: theory,
              })),
              ...groups.map(({ alpha, members }) =>
                pointsLayer(`alpha ${alpha}`, 'levy', members, ({ width }) => width),
              ),
              pointsLayer('alpha 2 (Brownian)', 'brownian', climbs, ({ width }) => width),
            ],
          },
        ],
      },
    ],
    tables: [
      {
        name: 'levy-width',
        caption: `Mean exit time from quadratic wells; Lévy noise scale ${noiseScale}.`,
        columns: ['alpha', 'width', 'exit time', 'standard error', 'theory'],
        rows: groups.flatMap(({ alpha, members, theory }) =>
          members.map(({ world, mean, standardError }, i) => [
            alpha,
            world.width,
            mean,
            standardError,
            theory[i],
          ]),
        ),
      },
    ],
  };
}

export const levyWidth: Claim<ExitCell, ExitResult> = {
  id: 'levy-width',
  group: 'levy',
  title: 'Lévy escape: polynomial in width',
  statement:
    'Under Lévy noise the time to escape from a minimum grows polynomially with its width, as width^alpha.',
  source: 'Imkeller and Pavlyukevich 2006; arXiv 1912.00018, section 3; 1901.06053, section 3',
  experiment:
    'Exit times from quadratic wells of equal height and widths over a factor of eight, at noise scale 0.05, by the Euler scheme with ten steps a relaxation time; Brownian noise as control.',
  rule: 'For each alpha: supported when the 95 % interval of the exponent lies within alpha ± 0.05 and that of the constant within 5 % of alpha/(2 C_alpha), refuted when one of them lies outside, undecided otherwise. The claim is supported when all are, refuted when any is refuted, undecided otherwise or when the interval under Brownian noise does not lie above all of them.',
  formula:
    '\\mathbb{E}\\tau \\simeq \\frac{\\alpha}{2C_\\alpha}\\Bigl(\\frac{w}{\\varepsilon}\\Bigr)^{\\alpha},\\quad C_\\alpha=\\frac{\\Gamma(1+\\alpha)\\sin(\\pi\\alpha/2)}{\\pi}',
  deviation:
    'The constant of the source, alpha/2, belongs to the Lévy measure dy/|y|^(1+alpha); noise with characteristic function exp(-|u|^alpha) has C_alpha times that measure.',
  needsData: false,
  plan,
  run,
  judge,
};
