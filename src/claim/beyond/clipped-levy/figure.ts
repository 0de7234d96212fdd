import {
  line,
  linearAxis,
  logAxis,
  means,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Table,
} from '../../../evidence/index.js';
import { alpha, jumpsNeeded, type ClippedPoint } from './run.js';

interface Group {
  readonly jumps: number;
  readonly members: readonly ClippedPoint[];
}

/** A number of jumps as sentences say it. */
export function jumpsInWords(jumps: number): string {
  return `${jumps} ${jumps === 1 ? 'jump' : 'jumps'}`;
}

/** The staircase over width/threshold. */
export function stairsFigure(stairs: readonly ClippedPoint[]): Figure {
  const ratio = ({ width, threshold }: ClippedPoint) => width / threshold!;
  const widest = Math.max(...stairs.map(ratio));
  return {
    name: 'clipped-levy',
    title: 'Exit time against width over clipping threshold',
    caption: prose(
      'Mean exit time at one noise scale; half-width fixed, threshold varied.',
      'Dashed: where one more jump is needed to leave. Noise that is not vanishing rounds the stairs.',
    ),
    panels: [
      {
        x: linearAxis('half-width over clipping threshold'),
        y: logAxis('mean exit time'),
        layers: [
          rule('one jump more needed', 'theory', { x: [1, 2].filter((x) => x < widest) }),
          means('clipped Lévy noise', 'levy', stairs, ratio),
        ],
      },
    ],
  };
}

/** Slopes in the noise scale. */
export function exponentFigure(groups: readonly Group[], free: readonly Group[]): Figure {
  const inverse = ({ noiseScale }: ClippedPoint) => 1 / noiseScale;
  return {
    name: 'clipped-levy-exponent',
    title: 'Exit time against inverse noise scale',
    caption: prose(
      'Both axes logarithmic. Every further jump that is needed adds alpha to the slope; without clipping',
      'all widths have the same slope.',
    ),
    panels: [
      {
        x: logAxis('1/noise scale'),
        y: logAxis('mean exit time'),
        layers: [
          ...groups.map(({ jumps, members }, i) =>
            means(`${jumpsInWords(jumps)} needed`, seriesRoles[i], members, inverse),
          ),
          ...free.map(({ members }) =>
            line(
              'not clipped',
              'control',
              members.map(inverse),
              members.map(({ mean }) => mean),
            ),
          ),
        ],
      },
    ],
  };
}

/** Slopes in the height. */
export function heightFigure(groups: readonly Group[], free: readonly Group[]): Figure {
  const heightOf = ({ curvature, width }: ClippedPoint) => (curvature * width * width) / 2;
  return {
    name: 'clipped-levy-height',
    title: 'Exit time against the height of the well',
    caption: prose(
      'Both axes logarithmic; wells of one width each. Where one jump is enough the height does not matter.',
      'Where two are needed they have to come before the path slides back, which it does sooner in a high',
      'well.',
    ),
    panels: [
      {
        x: logAxis('height of the well at its edge'),
        y: logAxis('mean exit time'),
        layers: [
          ...groups.map(({ jumps, members }, i) =>
            means(`${jumpsInWords(jumps)} needed`, seriesRoles[i], members, heightOf),
          ),
          ...free.map(({ members }) => means('not clipped', 'control', members, heightOf)),
        ],
      },
    ],
  };
}

/** Every world. */
export function clippedTable(points: readonly ClippedPoint[]): Table {
  const caption = prose(
    `Mean exit time from U = curvature x^2/2 under noise of alpha ${alpha};`,
    'threshold 0 where noise is not clipped.',
  );
  return table('clipped-levy', caption, points, [
    ['width', ({ width }) => width],
    ['threshold', ({ threshold }) => threshold ?? 0],
    ['curvature', ({ curvature }) => curvature],
    ['jumps needed', jumpsNeeded],
    ['noise scale', ({ noiseScale }) => noiseScale],
    ['exit time', ({ mean }) => mean],
    ['standard error', ({ standardError }) => standardError],
  ]);
}
