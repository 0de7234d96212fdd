import { type ClippedPoint } from './clippedLevyWorld.js';
import type { Figure, Layer, Role } from './figure.js';

interface Group {
  readonly width: number;
  readonly members: readonly ClippedPoint[];
}

const roles: readonly Role[] = ['series1', 'series2', 'series3'];

function pointsOf(
  label: string,
  role: Role,
  points: readonly ClippedPoint[],
  xOf: (point: ClippedPoint) => number,
): Layer {
  return {
    mark: 'points',
    label,
    role,
    x: points.map(xOf),
    y: points.map(({ mean }) => mean),
    low: points.map(({ mean, standardError }) => Math.max(mean / 100, mean - 2 * standardError)),
    high: points.map(({ mean, standardError }) => mean + 2 * standardError),
  };
}

/** The staircase over width/threshold, and slopes in the noise scale. */
export function clippedLevyFigures(
  groups: readonly (Group & { readonly jumps: number })[],
  free: readonly Group[],
  stairs: readonly ClippedPoint[],
): Figure[] {
  const ratio = ({ width, threshold }: ClippedPoint) => width / threshold!;
  const widest = Math.max(...stairs.map(ratio));
  return [
    {
      name: 'clipped-levy',
      title: 'Exit time against width over clipping threshold',
      caption:
        'Mean exit time at one noise scale; half-width fixed, threshold varied. Dashed: where one more jump is needed to leave. Noise that is not vanishing rounds the stairs.',
      panels: [
        {
          x: { label: 'half-width over clipping threshold', scale: 'linear' },
          y: { label: 'mean exit time', scale: 'log' },
          layers: [
            {
              mark: 'rule',
              label: 'one jump more needed',
              role: 'theory',
              x: [1, 2].filter((x) => x < widest),
            },
            pointsOf('clipped Lévy noise', 'levy', stairs, ratio),
          ],
        },
      ],
    },
    {
      name: 'clipped-levy-exponent',
      title: 'Exit time against inverse noise scale',
      caption:
        'Both axes logarithmic. Every further jump that is needed adds alpha to the slope; without clipping all widths have the same slope.',
      panels: [
        {
          x: { label: '1/noise scale', scale: 'log' },
          y: { label: 'mean exit time', scale: 'log' },
          layers: [
            ...groups.map(({ jumps, members }, i) =>
              pointsOf(
                `${jumps} ${jumps === 1 ? 'jump' : 'jumps'} needed`,
                roles[i],
                members,
                ({ noiseScale }) => 1 / noiseScale,
              ),
            ),
            ...free.map(
              ({ members }): Layer => ({
                mark: 'line',
                label: 'not clipped',
                role: 'control',
                x: members.map(({ noiseScale }) => 1 / noiseScale),
                y: members.map(({ mean }) => mean),
              }),
            ),
          ],
        },
      ],
    },
  ];
}
