import {
  linearAxis,
  logAxis,
  points,
  prose,
  type Figure,
  type Panel,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import {
  injected,
  targetLoss,
  type EqualLossNoise,
  type EqualLossRun,
  type Geometry,
} from '../../network/equalLoss.js';

const kinds: readonly (readonly [noise: EqualLossNoise, label: string, role: Role])[] = [
  ['full-batch', 'gradient descent', 'control'],
  ['sgd', 'SGD', 'measured'],
  ['gaussian', 'Gaussian, same covariance', 'brownian'],
  ['stable', `alpha-stable ${injected.alpha}`, 'levy'],
];

/** The minima by start: three measures of their width. */
export function wideMinimaFigure(results: readonly EqualLossRun[]): Figure {
  const panel = (title: string, label: string, logarithm: (geometry: Geometry) => number): Panel => ({
    title,
    x: linearAxis('start'),
    y: logAxis(label),
    layers: kinds.map(([noise, name, role]) => {
      const own = results.flatMap((run) =>
        run.noise === noise && run.geometry ? [{ start: run.replicate + 1, geometry: run.geometry }] : [],
      );
      const starts = own.map(({ start }) => start);
      return points(
        name,
        role,
        starts,
        own.map(({ geometry }) => expOf(logarithm(geometry))),
      );
    }),
  });
  return {
    name: 'wide-minima',
    title: 'Minima at equal loss',
    caption: prose(
      'For each start: the minimum to which each kind of noise came when the training loss was',
      `${targetLoss}. Left: trace of the Hessian; middle: filter-normalised sharpness; right: distance in`,
      'random directions at which the loss has doubled. Wider minima have a smaller trace, less sharpness',
      'and a larger distance.',
    ),
    panels: [
      panel('trace', 'trace of the Hessian', ({ trace }) => trace),
      panel('sharpness', 'sharpness', ({ sharpness }) => sharpness),
      panel('basin', 'distance', ({ basinWidth }) => basinWidth),
    ],
  };
}
