import { line, linearAxis, prose, rule, type Figure, type Panel } from '../../../evidence/index.js';
import type { Potential } from '../../../sde/index.js';

/** A path as the figure needs it. */
interface ShownPath {
  readonly alpha: number;
  readonly places: readonly number[];
}

/** Points at which the landscape is drawn. */
const landscapePoints = 201;
/** The frame reaches this far beyond the outer minima. */
const beyond = 1;

/** Paths over time, one panel an index, and the landscape they move in. */
export function jumpsFigure(landscape: Potential, results: readonly ShownPath[], duration: number): Figure {
  const shown = results.filter(({ places }) => places.length > 0);
  const left = landscape.minima[0] - beyond;
  const right = landscape.minima[landscape.minima.length - 1] + beyond;
  const x = Array.from(
    { length: landscapePoints },
    (_, i) => left + ((right - left) * i) / (landscapePoints - 1),
  );
  const potential = x.map((place) => landscape.value(place));
  return {
    name: 'levy-jumps',
    title: 'Paths in a landscape of three wells',
    caption: prose(
      'Position over time from the same start. For alpha below 2 single steps lead across saddles (dashed)',
      'and beyond, rarer and larger the smaller alpha is. At alpha = 2 the path is continuous and stays in',
      'its well. Excursions beyond the frame are cut off.',
    ),
    panels: [
      ...shown.map((path) => pathPanel(path, landscape.saddles, [left, right], duration)),
      {
        title: 'landscape',
        x: linearAxis('position'),
        y: linearAxis('potential'),
        layers: [line('potential', 'theory', x, potential)],
      },
    ],
  };
}

function pathPanel(
  { alpha, places }: ShownPath,
  saddles: readonly number[],
  [left, right]: readonly [number, number],
  duration: number,
): Panel {
  const times = places.map((_, i) => (duration * i) / (places.length - 1));
  const framed = places.map((x) => Math.min(right, Math.max(left, x)));
  const [label, role] =
    alpha === 2 ? (['Brownian path', 'brownian'] as const) : (['Lévy path', 'levy'] as const);
  return {
    title: `alpha ${alpha}`,
    x: linearAxis('time'),
    y: linearAxis('position', [left, right]),
    layers: [rule('saddles', 'control', { y: saddles }), line(label, role, times, framed)],
  };
}
