import type { Figure } from '../../../evidence/index.js';

/** How the stable law did in each setting: in its columns, and against its rivals. */
export function stableFigure(
  settings: readonly {
    readonly family: 'coordinates' | 'directions';
    readonly stableAcceptance: number;
    readonly stableZ: number;
  }[],
): Figure {
  const layers = (['coordinates', 'directions'] as const).map((family) => {
    const own = settings.filter((setting) => setting.family === family);
    return {
      mark: 'points' as const,
      label: family,
      role: family === 'coordinates' ? ('measured' as const) : ('series1' as const),
      x: own.map(({ stableAcceptance }) => 100 * stableAcceptance),
      y: own.map(({ stableZ }) => stableZ),
    };
  });
  return {
    name: 'alpha-stable',
    title: 'How an alpha-stable law does',
    caption:
      'Each point is a snapshot with one batch size. Across: the share of coordinates or random directions that pass the fitted stable law; a right law passes in 95 % of them. Up: how the stable law does on held-out minibatches against the best of its rivals, in standard errors; 0 where it is the best.',
    panels: [
      {
        x: { label: 'columns that pass the stable law (%)', scale: 'linear' },
        y: { label: 'Vuong’s z of the stable law', scale: 'linear' },
        layers: [
          { mark: 'rule', label: 'stable: above and to the right', role: 'control', y: [-3.09] },
          { mark: 'rule', label: 'stable: above and to the right', role: 'control', x: [90] },
          ...layers,
        ],
      },
    ],
  };
}
