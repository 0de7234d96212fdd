import { expOf, logOf } from '../kernel/index.js';
import type { Figure, Layer, Role } from './figure.js';
import type { Seen } from './levyWalk.js';
import { doublings, type World } from './levyWalkRun.js';
import type { SgdWalk } from './sgdWalk.js';

const roles: Readonly<Record<string, Role>> = {
  1.2: 'series2',
  1.5: 'series3',
  1.8: 'series4',
  2: 'brownian',
};

/** Displacement against lag: free paths and paths in a well. */
export function walkFigure(seen: readonly Seen[]): Figure {
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
      'Median displacement against the lag, both axes logarithmic. Lévy flights spread with lag to the power 1/alpha, faster than diffusion; Gaussian noise of the same scales does not. In a well the largest excursions come back, and displacements at long lags contain the way back.',
    panels: [panel('free', ({ pull }) => pull === 0), panel('in a well', ({ pull }) => pull > 0)],
  };
}

/** Displacement of a network's summed noise, in units of its median step. */
export function sgdWalkFigure(walks: readonly SgdWalk[]): Figure {
  const x = walks[0].points.map((_, k) => 2 ** k);
  return {
    name: 'levy-walk-network',
    title: 'How far the noise of a network gets',
    caption:
      'The noise of the steps of SGD, summed up, beside a run with Gaussian noise of the same covariance: median displacement over that of one step, both axes logarithmic. Sums of heavy tails stay steeper than diffusion at every lag; sums of finite variance become as steep as it.',
    panels: [
      {
        x: { label: 'lag (steps)', scale: 'log' },
        y: { label: 'median displacement / median step', scale: 'log' },
        layers: [
          { mark: 'line', label: 'lag to the power 1/2', role: 'theory', x, y: x.map(Math.sqrt) },
          ...walks.map(
            ({ noise, points }): Layer => ({
              mark: 'points',
              label: noise === 'minibatches' ? 'minibatches' : 'Gaussian, same covariance',
              role: noise === 'minibatches' ? 'measured' : 'control',
              x,
              y: points.map((value) => expOf(value - points[0])),
            }),
          ),
        ],
      },
    ],
  };
}
