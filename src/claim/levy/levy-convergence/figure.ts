import { expOf } from '../../../kernel/index.js';
import { convergenceScale, stationaryScale } from '../../../sde/index.js';
import type { Figure, Layer, Role } from '../../../evidence/index.js';
import type { Descent, ScalePoint } from './run.js';

const roles: readonly Role[] = ['series1', 'series2', 'series3', 'series4', 'levy'];

function measured(label: string, role: Role, x: readonly number[], points: readonly ScalePoint[]): Layer {
  const off = (errors: number) =>
    points.map(({ logScale, standardError }) => expOf(logScale + errors * standardError));
  return { mark: 'points', label, role, x, y: off(0), low: off(-2), high: off(2) };
}

/** Scale against steps for the smallest alpha above 1.4, and the last scale against the step size for all. */
export function levyConvergenceFigure(
  groups: readonly (readonly Descent[])[],
  clipped: readonly Descent[],
): Figure {
  const shown = groups.find(([{ alpha }]) => alpha === 1.5)!;
  const curves = shown.flatMap(({ alpha, stepSize, points }, i): Layer[] => {
    const last = points.at(-1)!.steps;
    const steps = Array.from({ length: last }, (_, k) => k + 1);
    const descent = { alpha, stepSize, curvature: 1, noiseScale: 1 };
    return [
      {
        mark: 'line',
        label: 'exact',
        role: 'theory',
        x: steps,
        y: steps.map((k) => convergenceScale(descent, k, 1)),
      },
      measured(
        `step size ${stepSize}`,
        roles[i],
        points.map((point) => point.steps),
        points,
      ),
    ];
  });
  const floors = groups.flatMap((descents, i): Layer[] => {
    const sizes = descents.map(({ stepSize }) => stepSize);
    const [{ alpha }] = descents;
    const floor = (stepSize: number) => stationaryScale({ alpha, stepSize, curvature: 1, noiseScale: 1 });
    return [
      { mark: 'line', label: 'exact', role: 'theory', x: sizes, y: sizes.map(floor) },
      measured(
        alpha === 2 ? 'alpha 2 (Gaussian)' : `alpha ${alpha}`,
        alpha === 2 ? 'brownian' : roles[i],
        sizes,
        descents.map(({ points }) => points.at(-1)!),
      ),
    ];
  });
  return {
    name: 'levy-convergence',
    title: 'Where SGD settles',
    caption:
      'Left: scale of the iterate at alpha 1.5 while it converges; lines are exact. Right: the scale it settles at against the step size; the heavier the tails, the less a smaller step helps. Clipping the noise restores the Gaussian slope.',
    panels: [
      {
        title: 'alpha 1.5',
        x: { label: 'steps', scale: 'log' },
        y: { label: 'scale of the iterate', scale: 'log' },
        layers: curves,
      },
      {
        title: 'floor',
        x: { label: 'step size', scale: 'log' },
        y: { label: 'scale after five relaxation times', scale: 'log' },
        layers: [
          ...floors,
          measured(
            `alpha ${clipped[0].alpha}, clipped`,
            'control',
            clipped.map(({ stepSize }) => stepSize),
            clipped.map(({ points }) => points.at(-1)!),
          ),
        ],
      },
    ],
  };
}
