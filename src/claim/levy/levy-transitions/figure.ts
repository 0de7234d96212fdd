import {
  band,
  line,
  linearAxis,
  points,
  prose,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import type { WellTransitions } from '../../../sde/index.js';
import type { Rate } from './parts.js';
import { alpha, landscape, narrow, observations, wellNames, wide } from './run.js';
import { meanShares } from './shares.js';

/** What the figures show of the walks under one noise. */
interface Shown {
  readonly walk: WellTransitions;
  /** Shares of the wells in the end: one row for each group of paths. */
  readonly partShares: readonly (readonly number[])[];
  /** What theory says the shares settle to. */
  readonly theory: readonly number[];
  readonly duration: number;
}

const lowest = Math.min(...landscape.minima.map((x) => landscape.value(x)));
/** Bars stand beside the minima, as wide as the narrowest well allows. */
const barWidth = 0.45;
/** The frame of the landscape; the potential is cut off at its top. */
const frame = [-4.1, 3.7] as const;
const frameTop = 1.6;
const frameSteps = 320;

/** Landscape with shares, and shares over time. */
export function levyTransitionsFigures(levy: Shown, brownian: Shown): Figure[] {
  return [landscapeFigure(levy, brownian), timeFigure(levy, brownian)];
}

function landscapeFigure(levy: Shown, brownian: Shown): Figure {
  const [left, right] = frame;
  const x = Array.from({ length: frameSteps + 1 }, (_, i) => left + ((right - left) * i) / frameSteps);
  const potential = x.map((at) => Math.min(frameTop, landscape.value(at) - lowest));
  return {
    name: 'levy-transitions',
    title: 'Where paths settle among three wells',
    caption: prose(
      'Left: the landscape, lifted to zero at its lowest point. Right: the share of paths in each of its',
      'wells, at the same places. Lévy noise fills the wide, shallow well on the left; Brownian noise fills',
      'the narrow, deep one.',
    ),
    panels: [
      {
        title: 'landscape',
        x: linearAxis('place', frame),
        y: linearAxis('potential', [0, frameTop]),
        layers: [line('potential', 'theory', x, potential)],
      },
      {
        title: 'shares',
        x: linearAxis('place', frame),
        y: linearAxis('share of paths', [0, 1]),
        layers: [...bars('Lévy', 'levy', levy, -1), ...bars('Brownian', 'brownian', brownian, 1)],
      },
    ],
  };
}

/** A bar a well, to the left or right of its minimum: the share with its error bar, and an outline. */
function bars(label: string, role: Role, { partShares }: Shown, side: -1 | 1): Layer[] {
  return landscape.minima.flatMap((minimum, i) => {
    const far = minimum + side * barWidth;
    const [from, to] = [Math.min(minimum, far), Math.max(minimum, far)];
    const { value, low, high } = meanShares(partShares)[i];
    return [
      band(label, role, [from, to], { low: [0, 0], high: [value, value] }),
      line(label, role, [from, from, to, to], [0, value, value, 0]),
      points(label, role, [(from + to) / 2], [value], { low: [low], high: [high] }),
    ];
  });
}

function timeFigure(levy: Shown, brownian: Shown): Figure {
  return {
    name: 'levy-transitions-in-time',
    title: 'Share of paths over time',
    caption: prose(
      'All paths start in the narrow, deep well. Lévy noise empties it into the wide, shallow one, as the',
      'stationary law of the chain on the minima says; under Brownian noise most stay or return.',
    ),
    panels: [timePanel('Lévy noise', levy), timePanel('Brownian noise', brownian)],
  };
}

/** Shares of two wells over time, with the law that theory says they settle to. */
function timePanel(title: string, { walk, theory, duration }: Shown): Panel {
  const time = [0, ...walk.occupancy.map((_, k) => ((k + 1) * duration) / observations)];
  const course = (well: number, role: Role): Layer[] => {
    const shares = [Number(well === narrow), ...walk.occupancy.map((row) => row[well] / walk.paths)];
    return [
      line(wellNames[well], role, time, shares),
      line('stationary law', 'theory', [0, duration], [theory[well], theory[well]]),
    ];
  };
  return {
    title,
    x: linearAxis('time'),
    y: linearAxis('share of paths', [0, 1]),
    layers: [...course(wide, 'series1'), ...course(narrow, 'series2')],
  };
}

/** Rates between every two wells. */
export function levyTransitionsTable(rates: readonly Rate[], noiseScale: number): Table {
  const caption = `Transitions under Lévy noise of alpha ${alpha} and scale ${noiseScale}.`;
  return table('levy-transitions', caption, rates, [
    ['from', ({ from }) => wellNames[from]],
    ['to', ({ to }) => wellNames[to]],
    ['transitions', ({ count }) => count],
    ['time in from', ({ time }) => time],
    ['rate', ({ count, time }) => count / time],
    ['theory', ({ theory }) => theory],
  ]);
}
