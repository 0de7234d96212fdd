import { linearAxis, marks, prose, seriesRoles, type Figure, type Panel } from '../../../evidence/index.js';
import type { LayerSizes } from './sizes.js';

type Look = LayerSizes & { readonly network: { readonly replicate: number } };

/** The size of the noise against that of the full gradient, a panel for each layer. */
export function growthFigure(seen: readonly Look[]): Figure {
  const layers = [...new Set(seen.map(({ layer }) => layer))];
  return {
    name: 'noise-growth',
    title: 'Size of the noise against size of the gradient',
    caption: prose(
      'Each point is one network at one moment of its training: the size of the noise of single examples',
      '(root of the variance) against the length of the full gradient, both as natural logarithms. Noise of',
      'one size would be level; noise in proportion would have slope 1.',
    ),
    panels: layers.map((layer) =>
      panelOf(
        layer,
        seen.filter((look) => look.layer === layer),
      ),
    ),
  };
}

function panelOf(layer: string, looks: readonly Look[]): Panel {
  const replicates = [...new Set(looks.map(({ network }) => network.replicate))];
  const groups = seriesRoles.map((_, i) =>
    replicates.filter((_replicate, k) => k % seriesRoles.length === i),
  );
  return {
    title: layer,
    x: linearAxis('log |full gradient|'),
    y: linearAxis('log size of the noise'),
    layers: groups
      .filter((group) => group.length > 0)
      .map((group, i) =>
        marks(
          group.length === 1 ? `run ${group[0] + 1}` : `runs ${group.map((run) => run + 1).join(', ')}`,
          seriesRoles[i],
          looks.filter(({ network }) => group.includes(network.replicate)),
          ({ gradient }) => gradient,
          ({ noise }) => noise[0],
        ),
      ),
  };
}
