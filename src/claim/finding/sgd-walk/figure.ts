import {
  line,
  linearAxis,
  logAxis,
  points,
  prose,
  rule,
  type Figure,
  type Layer,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import type { Interval } from '../../../statistics/index.js';
import type { NoiseWalk } from './run.js';

/** How far summed noise gets, and the differences of the exponents start by start. */
export function sgdWalkFigure(
  sgd: readonly NoiseWalk[],
  twin: readonly NoiseWalk[],
  differences: readonly number[],
  mean: Interval,
  margin: number,
): Figure {
  const lags = sgd[0].logMedians.map((_, k) => 1 << k);
  const starts = differences.map((_, i) => i + 1);
  const last = differences.length + 1;
  return {
    name: 'sgd-walk',
    title: 'How far the noise of a network gets',
    caption: prose(
      'Left: the noise of the steps of SGD, summed up, beside a twin with Gaussian noise of the same',
      'covariance: median displacement over that of one step, both axes logarithmic. Sums of heavy',
      'tails stay',
      'steeper than diffusion at every lag; sums of finite variance become as steep as it. Right:',
      'the exponent',
      'over the longer half of the lags, SGD less its twin, for each start and on average.',
    ),
    panels: [
      {
        title: 'summed noise',
        x: logAxis('lag (steps)'),
        y: logAxis('median displacement / median step'),
        layers: [
          line('lag to the power 1/2', 'theory', lags, lags.map(Math.sqrt)),
          displacement('minibatches', 'measured', lags, sgd),
          displacement('Gaussian, same covariance', 'control', lags, twin),
        ],
      },
      {
        title: 'late exponent',
        x: linearAxis('start; the mean is last', [0.5, last + 0.5]),
        y: linearAxis('SGD less its twin'),
        layers: [
          rule('a Lévy walk above', 'theory', { y: [margin] }),
          points('one start', 'measured', starts, differences),
          points('mean', 'series2', [last], [mean.value], { low: [mean.low], high: [mean.high] }),
        ],
      },
    ],
  };
}

/** Mean over the starts. */
function displacement(
  label: string,
  role: Role,
  lags: readonly number[],
  walks: readonly NoiseWalk[],
): Layer {
  const relative = lags.map(
    (_, k) => walks.reduce((sum, { logMedians }) => sum + logMedians[k] - logMedians[0], 0) / walks.length,
  );
  return points(label, role, lags, relative.map(expOf));
}
