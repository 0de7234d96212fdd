import type { Figure, Layer, Panel } from '../../evidence/index.js';
import { formatNumber } from '../../report/index.js';
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
/** More paths are not drawn. */
const shownPaths = 4;

/** Each path against time, and where they all were beside the potential. */
export function walkFigure(motion: Motion, walks: readonly Float64Array[]): Figure {
  const { potential } = motion;
  const range = shownRange(walks, potential);
  const shown = walks.slice(0, shownPaths);
  const cut = shown.some((places) => farthest(places, range).length > 0);
  return {
    name: 'walk',
    title: 'Paths in the landscape',
    caption: [
      'Place against time, a panel each path; dashed: saddles between wells.',
      ...(cut
        ? [
            `Paths are inside the frame for ${100 * (1 - 2 * hiddenShare)} % of the time. An arrow ` +
              'shows when a path is farthest beyond it, with the place.',
          ]
        : []),
      'The last panel has the share of time at each place, and the potential, scaled to the same height.',
    ].join(' '),
    panels: [
      ...shown.map(
        (places, i): Panel => ({
          title: `path ${i}`,
          x: { label: 'time', scale: 'linear' },
          y: { label: 'place', scale: 'linear', domain: range },
          layers: pathLayers(motion, places, range),
        }),
      ),
      {
        title: 'time at each place',
        x: { label: 'place', scale: 'linear', domain: range },
        y: { label: 'share of time', scale: 'linear' },
        layers: occupancyLayers(potential, walks, ...range),
      },
    ],
  };
}

function pathLayers(
  { potential, timeStep, driver }: Motion,
  places: Float64Array,
  range: readonly [number, number],
): Layer[] {
  const role = driver.kind === 'brownian' ? 'brownian' : 'levy';
  const label = 'path';
  const kept = outline(places);
  const excursions = farthest(places, range);
  return [
    ...(potential.saddles.length === 0
      ? []
      : [{ mark: 'rule' as const, label: 'saddle', role: 'control' as const, y: potential.saddles }]),
    { mark: 'steps', label, role, x: kept.map((k) => k * timeStep), y: kept.map((k) => places[k]) },
    {
      mark: 'notes',
      label,
      role,
      x: excursions.map((k) => k * timeStep),
      y: excursions.map((k) => places[k]),
      texts: excursions.map((k) => formatNumber(places[k], 3)),
    },
  ];
}

/** Steps at which a path is farthest above the frame and farthest below it; none where it stays inside. */
function farthest(places: Float64Array, [low, high]: readonly [number, number]): number[] {
  let [lowest, highest] = [0, 0];
  places.forEach((place, k) => {
    if (place < places[lowest]) lowest = k;
    if (place > places[highest]) highest = k;
  });
  return [...(places[highest] > high ? [highest] : []), ...(places[lowest] < low ? [lowest] : [])];
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
    { mark: 'band', label: 'share of time', role: 'measured', x, low: share.map(() => 0), high: share },
    {
      mark: 'line',
      label: 'potential (scaled)',
      role: 'theory',
      x: places,
      y: levels.map((level) => (top * (level - bottom)) / (peak - bottom)),
    },
  ];
}
