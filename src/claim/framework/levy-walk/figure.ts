import {
  line,
  logAxis,
  points,
  prose,
  type Figure,
  type Layer,
  type Panel,
  type Role,
} from '../../../evidence/index.js';
import { expOf, logOf } from '../../../kernel/index.js';
import { upTo } from '../../crossed.js';
import { doublings, type World } from './run.js';
import { theoryOf, type Seen } from './seen.js';

const roles: Readonly<Record<string, Role>> = {
  1.2: 'series2',
  1.5: 'series3',
  1.8: 'series4',
  2: 'brownian',
};
const lags = upTo(doublings + 1).map((k) => 1 << k);

/** Displacement against lag: free paths and paths in a well. */
export function walkFigure(seen: readonly Seen[]): Figure {
  return {
    name: 'levy-walk',
    title: 'How far paths get',
    caption: prose(
      'Median displacement against the lag, both axes logarithmic. Lévy flights spread with lag to the',
      'power 1/alpha, faster than diffusion; Gaussian noise of the same scales does not. In a well the',
      'largest excursions come back, and displacements at long lags contain the way back.',
    ),
    panels: [
      walkPanel(
        'free',
        seen.filter(({ world }) => world.pull === 0),
      ),
      walkPanel(
        'in a well',
        seen.filter(({ world }) => world.pull > 0),
      ),
    ],
  };
}

function walkPanel(title: string, seen: readonly Seen[]): Panel {
  return {
    title,
    x: logAxis('lag (steps)'),
    y: logAxis('median displacement'),
    layers: seen.flatMap((one) =>
      one.world.pull === 0 ? [theoryLayer(one), walkLayer(one)] : [walkLayer(one)],
    ),
  };
}

/** The power that theory says, through the first point. */
function theoryLayer({ world, points: medians }: Seen): Layer {
  const exponent = theoryOf(world);
  const y = lags.map((lag) => expOf(medians[0].value + exponent * logOf(lag)));
  return line('lag to the power 1/alpha', 'theory', lags, y);
}

function walkLayer({ world, points: medians }: Seen): Layer {
  const role = world.surrogate ? 'control' : roles[world.alpha];
  const y = medians.map(({ value }) => expOf(value));
  return points(labelOf(world), role, lags, y);
}

function labelOf({ alpha, surrogate }: World): string {
  if (surrogate) return 'Gaussian surrogate';
  return alpha === 2 ? 'Brownian' : `alpha ${alpha}`;
}
