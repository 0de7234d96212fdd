import type { Table } from './claim.js';
import type { ExitMean } from './exitCell.js';
import type { Axis, Figure, Layer, Role } from './figure.js';

/** Log escape time against one quantity: measured points under both noises, lines of the theory. */
export interface EscapePicture {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly xLabel: string;
  readonly xScale: Axis['scale'];
  readonly x: (mean: ExitMean) => number;
  readonly brownian: readonly ExitMean[];
  readonly levy: readonly ExitMean[];
  readonly lines: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
}

const levyRoles: readonly Role[] = ['levy', 'series1', 'series2', 'series3'];

/** The picture; Lévy points of different alpha get symbols of their own. */
export function escapeFigure(picture: EscapePicture): Figure {
  const { name, title, caption, xLabel, xScale, x, brownian, levy, lines } = picture;
  const points = (label: string, role: Role, means: readonly ExitMean[]): Layer => ({
    mark: 'points',
    label,
    role,
    x: means.map(x),
    y: means.map(({ mean }) => mean),
    low: means.map(({ mean, standardError }) => Math.max(mean / 2, mean - 1.96 * standardError)),
    high: means.map(({ mean, standardError }) => mean + 1.96 * standardError),
  });
  const alphas = [...new Set(levy.map(alphaOf))];
  return {
    name,
    title,
    caption,
    panels: [
      {
        x: { label: xLabel, scale: xScale },
        y: { label: 'mean escape time', scale: 'log' },
        layers: [
          ...lines.map((line): Layer => ({ mark: 'line', role: 'theory', ...line })),
          ...(brownian.length > 0 ? [points('Brownian', 'brownian', brownian)] : []),
          ...alphas.map((alpha, i) =>
            points(
              `Lévy, alpha ${alpha}`,
              levyRoles[i % levyRoles.length],
              levy.filter((mean) => alphaOf(mean) === alpha),
            ),
          ),
        ],
      },
    ],
  };
}

/** The stability index of a setting's noise; 2 is Brownian. */
export function alphaOf({ setting }: ExitMean): number {
  return setting.alpha;
}

/** One row a setting; `theory` holds one number a row under each heading. */
export function escapeTable(
  name: string,
  caption: string,
  means: readonly ExitMean[],
  theory: Readonly<Record<string, readonly (number | string)[]>>,
): Table {
  return {
    name,
    caption,
    columns: [
      'noise',
      'alpha',
      'noise scale',
      'height',
      'width',
      'paths',
      'censored',
      'mean time',
      'standard error',
      ...Object.keys(theory),
    ],
    rows: means.map((mean, i) => [
      mean.setting.alpha === 2 ? 'Brownian' : 'Lévy',
      alphaOf(mean),
      mean.setting.noiseScale,
      mean.setting.height,
      mean.setting.width,
      mean.paths,
      mean.censored,
      mean.mean,
      mean.standardError,
      ...Object.values(theory).map((column) => column[i]),
    ]),
  };
}
