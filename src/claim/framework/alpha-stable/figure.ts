import { linearAxis, marks, prose, rule, type Figure } from '../../../evidence/index.js';
import type { Setting } from './run.js';

/**
 * How the stable law did in each setting: in its columns, and against its rivals; beside the limits of
 * the rule.
 */
export function stableFigure(
  settings: readonly Setting[],
  limits: { readonly acceptance: number; readonly z: number },
): Figure {
  const families = (['coordinates', 'directions'] as const).map((family) => {
    const own = settings.filter((setting) => setting.family === family);
    return marks(
      family,
      family === 'coordinates' ? 'measured' : 'series1',
      own,
      ({ stableAcceptance }) => 100 * stableAcceptance,
      ({ stableZ }) => stableZ,
    );
  });
  const limit = 'stable: above and to the right';
  return {
    name: 'alpha-stable',
    title: 'How an alpha-stable law does',
    caption: prose(
      'Each point is a snapshot with one batch size. Across: the share of coordinates or random directions',
      'that pass the fitted stable law; a right law passes in 95 % of them. Up: how the stable law does on',
      'held-out minibatches against the best of its rivals, in standard errors; 0 where it is the best.',
    ),
    panels: [
      {
        x: linearAxis('columns that pass the stable law (%)'),
        y: linearAxis('Vuong’s z of the stable law'),
        layers: [
          rule(limit, 'control', { y: [limits.z] }),
          rule(limit, 'control', { x: [100 * limits.acceptance] }),
          ...families,
        ],
      },
    ],
  };
}
