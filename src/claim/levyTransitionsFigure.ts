import type { WellTransitions } from '../sde/index.js';
import type { Table } from './claim.js';
import type { Figure, Layer, Role } from './figure.js';
import {
  alpha,
  generator,
  landscape,
  narrow,
  observations,
  wellNames,
  wide,
} from './levyTransitionsWorld.js';
import type { Interval } from './regression.js';

interface Shown {
  readonly shares: readonly Interval[];
  readonly brownianShares: readonly Interval[];
  readonly levyWalk: WellTransitions;
  readonly brownianWalk: WellTransitions;
  readonly stationary: readonly number[];
  readonly gibbs: readonly number[];
  readonly duration: number;
  readonly brownianDuration: number;
}

const lowest = Math.min(...landscape.minima.map((x) => landscape.value(x)));
const barWidth = 0.28;

/** A bar a well, to the left or right of its minimum. */
function bars(label: string, role: Role, shares: readonly Interval[], side: -1 | 1): Layer[] {
  return landscape.minima.map((minimum, i) => {
    const far = minimum + side * barWidth;
    return {
      mark: 'band',
      label,
      role,
      x: [Math.min(minimum, far), Math.max(minimum, far)],
      low: [0, 0],
      high: [shares[i].value, shares[i].value],
    };
  });
}

/** Shares of two wells over time, with the law that theory says they settle to. */
function courses(walk: WellTransitions, settled: readonly number[], duration: number): Layer[] {
  const time = [0, ...walk.occupancy.map((_, k) => ((k + 1) * duration) / observations)];
  const course = (well: number, role: Role): Layer[] => [
    {
      mark: 'line',
      label: wellNames[well],
      role,
      x: time,
      y: [Number(well === narrow), ...walk.occupancy.map((row) => row[well] / walk.paths)],
    },
    {
      mark: 'line',
      label: 'stationary law',
      role: 'theory',
      x: [0, duration],
      y: [settled[well], settled[well]],
    },
  ];
  return [...course(wide, 'series1'), ...course(narrow, 'series2')];
}

/** Landscape with shares, and shares over time. */
export function levyTransitionsFigures(shown: Shown): Figure[] {
  const x = Array.from({ length: 321 }, (_, i) => -4.1 + (7.8 * i) / 320);
  return [
    {
      name: 'levy-transitions',
      title: 'Where paths settle among three wells',
      caption:
        'The landscape, lifted to zero at its lowest point, with the share of paths in each well. Lévy noise fills the wide, shallow well on the left; Brownian noise fills the narrow, deep one.',
      panels: [
        {
          x: { label: 'place', scale: 'linear' },
          y: { label: 'share of paths; potential', scale: 'linear', domain: [0, 1.6] },
          layers: [
            ...bars('Lévy', 'levy', shown.shares, -1),
            ...bars('Brownian', 'brownian', shown.brownianShares, 1),
            {
              mark: 'line',
              label: 'potential',
              role: 'theory',
              x,
              y: x.map((at) => Math.min(1.6, landscape.value(at) - lowest)),
            },
          ],
        },
      ],
    },
    {
      name: 'levy-transitions-in-time',
      title: 'Share of paths over time',
      caption:
        'All paths start in the narrow, deep well. Lévy noise empties it into the wide, shallow one, as the stationary law of the chain on the minima says; under Brownian noise most stay or return.',
      panels: [
        {
          title: 'Lévy noise',
          x: { label: 'time', scale: 'linear' },
          y: { label: 'share of paths', scale: 'linear', domain: [0, 1] },
          layers: courses(shown.levyWalk, shown.stationary, shown.duration),
        },
        {
          title: 'Brownian noise',
          x: { label: 'time', scale: 'linear' },
          y: { label: 'share of paths', scale: 'linear', domain: [0, 1] },
          layers: courses(shown.brownianWalk, shown.gibbs, shown.brownianDuration),
        },
      ],
    },
  ];
}

/** Visits and rates of every pair of wells. */
export function levyTransitionsTable({ counts, residence }: WellTransitions, noiseScale: number): Table {
  return {
    name: 'levy-transitions',
    caption: `Transitions under Lévy noise of alpha ${alpha} and scale ${noiseScale}.`,
    columns: ['from', 'to', 'transitions', 'time in from', 'rate', 'theory'],
    rows: wellNames.flatMap((from, i) =>
      wellNames.flatMap((to, j) =>
        i === j
          ? []
          : [
              [
                from,
                to,
                counts[i][j],
                residence[i],
                counts[i][j] / residence[i],
                generator[i][j] * noiseScale ** alpha,
              ],
            ],
      ),
    ),
  };
}
