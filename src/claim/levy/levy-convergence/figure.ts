import {
  line,
  logAxis,
  points,
  prose,
  seriesRoles,
  type Figure,
  type Layer,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { convergenceScale, stationaryScale } from '../../../sde/index.js';
import { upTo } from '../../crossed.js';
import type { Descent, ScalePoint } from './run.js';

/** The alpha whose way to the floor is shown. */
const shownAlpha = 1.5;
/** A colour for each step size, of which the paper profile has five. */
const roles: readonly Role[] = [...seriesRoles, 'levy'];
/** Error bars reach so many standard errors to either side. */
const barErrors = 2;

function scaleLayer(label: string, role: Role, x: readonly number[], scales: readonly ScalePoint[]): Layer {
  const off = (errors: number) =>
    scales.map(({ logScale, standardError }) => expOf(logScale + errors * standardError));
  return points(label, role, x, off(0), { low: off(-barErrors), high: off(barErrors) });
}

const last = ({ points }: Descent) => points.at(-1)!;
const noiseOf = ({ alpha, stepSize }: Descent) => ({ alpha, stepSize, curvature: 1, noiseScale: 1 });

/** Scale against steps at one alpha, a curve for each step size. */
function courses(descents: readonly Descent[]): Layer[] {
  return descents.flatMap((descent, i) => {
    const steps = upTo(last(descent).steps).map((k) => k + 1);
    const exact = steps.map((k) => convergenceScale(noiseOf(descent), k));
    const seen = descent.points.map((point) => point.steps);
    return [
      line('exact', 'theory', steps, exact),
      scaleLayer(`step size ${descent.stepSize}`, roles[i], seen, descent.points),
    ];
  });
}

/** The last scale against the step size, a line for each alpha. */
function floors(groups: readonly (readonly Descent[])[]): Layer[] {
  return groups.flatMap((descents, i) => {
    const sizes = descents.map(({ stepSize }) => stepSize);
    const [{ alpha }] = descents;
    const label = alpha === 2 ? 'alpha 2 (Gaussian)' : `alpha ${alpha}`;
    return [
      line(
        'exact',
        'theory',
        sizes,
        descents.map((descent) => stationaryScale(noiseOf(descent))),
      ),
      scaleLayer(label, alpha === 2 ? 'brownian' : roles[i], sizes, descents.map(last)),
    ];
  });
}

/** How SGD converges, and where it settles: with clipped noise as well. */
export function levyConvergenceFigure(
  groups: readonly (readonly Descent[])[],
  clipped: readonly Descent[],
): Figure {
  const sizes = clipped.map(({ stepSize }) => stepSize);
  return {
    name: 'levy-convergence',
    title: 'Where SGD settles',
    caption: prose(
      'Left: scale of the iterate at alpha 1.5 on its way from the minimum to its floor; lines are exact.',
      'Right: the floor against the step size. The heavier the tails, the less a smaller step helps.',
      'Clipping the noise restores the Gaussian slope.',
    ),
    panels: [
      {
        title: `alpha ${shownAlpha}`,
        x: logAxis('steps'),
        y: logAxis('scale of the iterate'),
        layers: courses(groups.find(([{ alpha }]) => alpha === shownAlpha)!),
      },
      {
        title: 'floor',
        x: logAxis('step size'),
        y: logAxis('scale after four relaxation times'),
        layers: [
          ...floors(groups),
          scaleLayer(`alpha ${clipped[0].alpha}, clipped`, 'control', sizes, clipped.map(last)),
        ],
      },
    ],
  };
}
