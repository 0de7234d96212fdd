import type { Potential } from '../sde/index.js';
import type { Figure } from './figure.js';

/** A path as the figure needs it. */
interface ShownPath {
  readonly alpha: number;
  readonly places: readonly number[];
}

/** Points at which the landscape is drawn. */
const landscapePoints = 201;

/** Paths over time, one panel an index, and the landscape they move in. */
export function jumpsFigure(landscape: Potential, results: readonly ShownPath[], duration: number): Figure {
  const shown = results.filter(({ places }) => places.length > 0);
  const [left, right] = [landscape.minima[0] - 1, landscape.minima[landscape.minima.length - 1] + 1];
  const places = Array.from(
    { length: landscapePoints },
    (_, i) => left + ((right - left) * i) / (landscapePoints - 1),
  );
  return {
    name: 'levy-jumps',
    title: 'Paths in a landscape of three wells',
    caption:
      'Position over time from the same start. For alpha below 2 single steps lead across saddles (dashed) and beyond, rarer and larger the smaller alpha is; at alpha = 2 the path is continuous and stays in its well. Excursions beyond the frame are cut off.',
    panels: [
      ...shown.map((path) => ({
        title: `alpha ${path.alpha}`,
        x: { label: 'time', scale: 'linear' as const },
        y: { label: 'position', scale: 'linear' as const, domain: [left, right] as [number, number] },
        layers: [
          { mark: 'rule' as const, label: 'saddles', role: 'control' as const, y: landscape.saddles },
          {
            mark: 'line' as const,
            label: path.alpha === 2 ? 'Brownian path' : 'Lévy path',
            role: path.alpha === 2 ? ('brownian' as const) : ('levy' as const),
            x: path.places.map((_, i) => (duration * i) / (path.places.length - 1)),
            y: path.places.map((x) => Math.min(right, Math.max(left, x))),
          },
        ],
      })),
      {
        title: 'landscape',
        x: { label: 'position', scale: 'linear' },
        y: { label: 'potential', scale: 'linear' },
        layers: [
          {
            mark: 'line',
            label: 'potential',
            role: 'theory',
            x: places,
            y: places.map((x) => landscape.value(x)),
          },
        ],
      },
    ],
  };
}
