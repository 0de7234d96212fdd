import type { Figure, Layer, Role } from '../../evidence/index.js';
import type { Potential } from '../../sde/index.js';
import type { Motion } from '../motion/motion.js';

/** Points of a path that are drawn, and bars of the histogram. */
const drawn = 4000;
const bars = 60;
/** Share of the time above the frame, and below it: a jump far out must not hide the wells. */
const hiddenShare = 0.002;
/** Room around what is shown, as a share of it. */
const frameMargin = 0.08;
/** Places of a path that the frame is chosen from. */
const sampledPlaces = 100_000;
/** A flat potential is drawn as if it were so high. */
const leastHeight = 1e-12;
const roles: readonly Role[] = ['series1', 'series2', 'series3', 'series4'];

/** Paths against time, and where they were beside the potential. */
export function walkFigure(motion: Motion, walks: readonly Float64Array[]): Figure {
  const { potential, timeStep } = motion;
  const [low, high] = shownRange(walks, potential);
  return {
    name: 'walk',
    title: 'Paths in the landscape',
    caption:
      'Left: place against time; dashed: saddles between wells. Paths are inside the frame for ' +
      `${100 * (1 - 2 * hiddenShare)} % of the time: the farthest excursions leave it. ` +
      'Right: share of time at each place, and the potential, scaled to the same height.',
    panels: [
      {
        title: 'paths',
        x: { label: 'time', scale: 'linear' },
        y: { label: 'place', scale: 'linear', domain: [low, high] },
        layers: [
          ...(potential.saddles.length === 0
            ? []
            : [{ mark: 'rule' as const, label: 'saddle', role: 'control' as const, y: potential.saddles }]),
          ...walks.slice(0, roles.length).map((places, i): Layer => {
            const kept = outline(places).map((k): [number, number] => [k * timeStep, places[k]]);
            return {
              mark: 'steps',
              label: `path ${i}`,
              role: roles[i],
              x: kept.map(([time]) => time),
              y: kept.map(([, place]) => place),
            };
          }),
        ],
      },
      {
        title: 'time at each place',
        x: { label: 'place', scale: 'linear', domain: [low, high] },
        y: { label: 'share of time', scale: 'linear' },
        layers: occupancyLayers(potential, walks, low, high),
      },
    ],
  };
}

/**
 * Steps that show a path: of each stretch the first and the one farthest from it, so that no jump is left
 * out.
 */
function outline(places: Float64Array): number[] {
  const stretch = Math.max(1, Math.ceil((2 * places.length) / drawn));
  const kept: number[] = [];
  for (let from = 0; from < places.length; from += stretch) {
    let farthest = from;
    for (let k = from; k < Math.min(places.length, from + stretch); k++) {
      if (Math.abs(places[k] - places[from]) > Math.abs(places[farthest] - places[from])) farthest = k;
    }
    kept.push(from);
    if (farthest > from) kept.push(farthest);
  }
  return kept;
}

/** Where most of the paths are. */
function shownRange(walks: readonly Float64Array[], { minima, saddles }: Potential): [number, number] {
  const sorted = Float64Array.from(walks.flatMap((places) => [...thinned(places)])).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  const marks = [...minima, ...saddles];
  const low = Math.min(at(hiddenShare), ...marks);
  const high = Math.max(at(1 - hiddenShare), ...marks);
  const margin = frameMargin * (high - low) || 1;
  return [low - margin, high + margin];
}

function thinned(places: Float64Array): Float64Array {
  const every = Math.max(1, Math.floor(places.length / sampledPlaces));
  return every === 1 ? places : places.filter((_, k) => k % every === 0);
}

function occupancyLayers(
  potential: Potential,
  walks: readonly Float64Array[],
  low: number,
  high: number,
): Layer[] {
  const width = (high - low) / bars;
  const counts = new Float64Array(bars);
  let all = 0;
  for (const places of walks) {
    for (const place of places) {
      const bar = Math.floor((place - low) / width);
      if (bar >= 0 && bar < bars) counts[bar] += 1;
      all += 1;
    }
  }
  const x = Array.from({ length: 2 * bars }, (_, i) => low + Math.ceil(i / 2) * width);
  const share = Array.from({ length: 2 * bars }, (_, i) => counts[Math.floor(i / 2)] / all);
  const top = Math.max(...share);
  const places = Array.from({ length: 4 * bars + 1 }, (_, i) => low + ((high - low) * i) / (4 * bars));
  const levels = places.map((place) => potential.value(place));
  const [bottom, peak] = [Math.min(...levels), Math.max(...levels, Math.min(...levels) + leastHeight)];
  return [
    { mark: 'band', label: 'share of time', role: 'series1', x, low: share.map(() => 0), high: share },
    {
      mark: 'line',
      label: 'potential (scaled)',
      role: 'measured',
      x: places,
      y: levels.map((level) => (top * (level - bottom)) / (peak - bottom)),
    },
  ];
}
