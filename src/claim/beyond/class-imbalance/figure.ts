import { linearAxis, logAxis, points, prose, type Figure, type Panel } from '../../../evidence/index.js';
import type { Descent, Frequencies, ImbalanceResult } from './run.js';

/** Loss in each tenth of the examples at equal loss over all of them: unlike and balanced frequencies. */
export function imbalanceFigure(results: readonly ImbalanceResult[]): Figure {
  return {
    name: 'class-imbalance',
    title: 'Loss by how frequent a class is',
    caption: prose(
      'Each tenth of the examples, from the commonest classes to the rarest, when the loss over all examples',
      'is the same. Mean over the starts; bars reach from the lowest to the highest. Left: class k has',
      'frequency 1/k. Right: all classes are equally frequent.',
    ),
    panels: [panelOf('frequencies 1/k', 'heavy-tailed', results), panelOf('balanced', 'balanced', results)],
  };
}

function panelOf(title: string, frequencies: Frequencies, all: readonly ImbalanceResult[]): Panel {
  const results = all.filter((result) => result.frequencies === frequencies);
  const layer = (label: string, descent: Descent, role: 'series1' | 'series2') => {
    const losses = results.flatMap((result) => result[descent]?.deciles ?? []);
    const count = results.find((result) => result[descent])?.[descent]?.deciles.length ?? 0;
    const tenths = Array.from({ length: count }, (_, i) => losses.filter((_loss, k) => k % count === i));
    return points(
      label,
      role,
      tenths.map((_, i) => i + 1),
      tenths.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
      {
        low: tenths.map((values) => Math.min(...values)),
        high: tenths.map((values) => Math.max(...values)),
      },
    );
  };
  return {
    title,
    x: linearAxis('tenth of the examples, from common to rare classes'),
    y: logAxis('loss'),
    layers: [layer('gradient descent', 'gradient', 'series1'), layer('sign descent', 'sign', 'series2')],
  };
}
