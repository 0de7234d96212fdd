import type { Figure, Panel } from './figure.js';
import type { JumpPath } from './levyJumps.js';

/** One path for each alpha, in the landscape's coordinate over time. */
export function jumpPathsFigure(results: readonly JumpPath[]): Figure {
  const shown = results.filter(({ picture }) => picture.length > 0);
  return {
    name: 'levy-jumps',
    title: 'Paths in a double well',
    caption:
      'One path for each alpha in the same double well (minima at ±1, the saddle at 0). Brownian motion (alpha 2) creeps; Lévy motion rests and jumps, the more so the smaller alpha. Jumps beyond ±3 are cut off.',
    panels: shown.map(
      ({ alpha, picture, time }): Panel => ({
        title: alpha === 2 ? 'Brownian (alpha 2)' : `alpha ${alpha}`,
        x: { label: 'time', scale: 'linear' },
        y: { label: 'position', scale: 'linear', domain: [-3, 3] },
        layers: [
          { mark: 'rule', label: 'minima', role: 'theory', y: [-1, 1] },
          {
            mark: 'line',
            label: alpha === 2 ? 'Brownian' : 'Lévy',
            role: alpha === 2 ? 'brownian' : 'levy',
            x: picture.map((_, i) => i * time),
            y: picture,
          },
        ],
      }),
    ),
  };
}
