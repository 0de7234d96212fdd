import { passageTime } from '../../../sde/index.js';
import type { Claim, Settings } from '../../claim.js';
import {
  type Evidence,
  failedControl,
  intervalVerdict,
  inWords,
  joinVerdicts,
  statisticOf,
} from '../../../evidence/index.js';
import {
  type ExitCell,
  exitCells,
  exitPoints,
  type ExitResult,
  potentialOf,
  runExitCell,
  widthExponent,
  type World,
} from '../../well/exits.js';
import { pointsLayer } from '../../well/figure.js';

/** Under Brownian noise and at equal height the escape time grows with the square of the width. */

const brownianWorld = { well: 'double', height: 2, driver: 'brownian', alpha: 2, noiseScale: 1 } as const;
const levyWorld = { well: 'double', height: 1, driver: 'levy', alpha: 1.5, noiseScale: 0.1 } as const;
const widths = [0.5, 0.7, 1, 1.4, 2, 2.8, 4];
const levyWidths = [1, 1.4, 2, 2.8, 4, 5.6, 8];

const lowestExponent = 1.9;
const highestExponent = 2.1;

const designs = {
  smoke: { paths: 1000, levyPaths: 300, parts: 1 },
  quick: { paths: 6000, levyPaths: 600, parts: 1 },
  paper: { paths: 100_000, levyPaths: 10_000, parts: 4 },
} as const;

function plan({ profile }: Settings): ExitCell[] {
  const { paths, levyPaths, parts } = designs[profile];
  return [
    ...exitCells(
      widths.map((width): World => ({ ...brownianWorld, width })),
      paths,
      parts,
    ),
    ...exitCells(
      levyWidths.map((width): World => ({ ...levyWorld, width })),
      levyPaths,
      1,
    ),
  ];
}

function run(cell: ExitCell, { seed }: { readonly seed: number }): ExitResult {
  return runExitCell('brownian-width', cell, seed);
}

function judge(results: readonly ExitResult[]): Evidence {
  const points = exitPoints(results);
  const climbs = points.filter(({ world }) => world.driver === 'brownian');
  const jumps = points.filter(({ world }) => world.driver === 'levy');
  const exponent = widthExponent(climbs);
  const levyExponent = widthExponent(jumps);
  const controls = [
    {
      name: 'Lévy noise gives another exponent',
      passed: levyExponent.high < lowestExponent,
      value: `exponent ${inWords(levyExponent)} for alpha ${levyWorld.alpha}`,
    },
  ];
  const exact = climbs.map(({ world }) => passageTime(potentialOf(world), world.noiseScale, -world.width, 0));
  return {
    verdict: joinVerdicts([intervalVerdict(exponent, [lowestExponent, highestExponent])], controls),
    reason:
      failedControl(controls) ??
      `At equal height the exit time grows with the width to the power ${inWords(exponent)}; theory says 2.`,
    statistics: [
      statisticOf('exponent of the width, Brownian noise', exponent, 2),
      statisticOf(
        `exponent of the width, Lévy noise of alpha ${levyWorld.alpha}`,
        levyExponent,
        levyWorld.alpha,
      ),
    ],
    controls,
    figures: [
      {
        name: 'brownian-width',
        title: 'Exit time against width',
        caption:
          'Mean time from the minimum to the saddle at equal height, both axes logarithmic: a slope of 2 under Brownian noise along the exact integral, of alpha under Lévy noise.',
        panels: [
          {
            x: { label: 'width of the well', scale: 'log' },
            y: { label: 'mean exit time', scale: 'log' },
            layers: [
              { mark: 'line', label: 'exact integral', role: 'theory', x: widths, y: exact },
              pointsLayer('Brownian noise', 'brownian', climbs, ({ width }) => width),
              pointsLayer(`Lévy noise, alpha ${levyWorld.alpha}`, 'levy', jumps, ({ width }) => width),
            ],
          },
        ],
      },
    ],
    tables: [
      {
        name: 'brownian-width',
        caption: 'Mean time from the minimum of a double well to its saddle at equal height.',
        columns: ['noise', 'width', 'exit time', 'standard error'],
        rows: points.map(({ world, mean, standardError }) => [
          world.driver,
          world.width,
          mean,
          standardError,
        ]),
      },
    ],
  };
}

export const brownianWidth: Claim<ExitCell, ExitResult> = {
  id: 'brownian-width',
  group: 'brownian',
  title: 'Brownian escape: width squared',
  statement:
    'Under Brownian noise the time to escape from a minimum grows polynomially with its width, as width².',
  source: 'Kramers 1940; arXiv 1901.06053, section 1, and 1912.00018',
  experiment:
    'Exit times from the minimum to the saddle of a double well stretched to widths over a factor of eight at equal height; Lévy noise in the same wells as control.',
  rule: 'Supported when the 95 % interval of the exponent lies within 1.9 to 2.1, refuted when it lies outside, undecided otherwise or when the interval for Lévy noise does not lie below 1.9.',
  formula: '\\mathbb{E}\\tau \\propto w^{2}\\, e^{2h/\\varepsilon^2}',
  needsData: false,
  plan,
  run,
  judge,
};
