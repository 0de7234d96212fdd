import {
  band,
  line,
  linearAxis,
  prose,
  table,
  type Figure,
  type Layer,
  type Panel,
  type Role,
  type Table,
} from '../../../evidence/index.js';
import { powOf } from '../../../kernel/index.js';
import type { WellTransitions } from '../../../sde/index.js';
import { alpha, generator, landscape, narrow, observations, pairsOfWells, wellNames, wide } from './run.js';
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
const barWidth = 0.28;
/** The frame of the landscape; the potential is cut off at its top. */
const [frameLeft, frameRight] = [-4.1, 3.7];
const frameTop = 1.6;
const frameSteps = 320;

/** Landscape with shares, and shares over time. */
export function levyTransitionsFigures(levy: Shown, brownian: Shown): Figure[] {
  return [landscapeFigure(levy, brownian), timeFigure(levy, brownian)];
}

function landscapeFigure(levy: Shown, brownian: Shown): Figure {
  const x = Array.from(
    { length: frameSteps + 1 },
    (_, i) => frameLeft + ((frameRight - frameLeft) * i) / frameSteps,
  );
  const potential = x.map((at) => Math.min(frameTop, landscape.value(at) - lowest));
  return {
    name: 'levy-transitions',
    title: 'Where paths settle among three wells',
    caption: prose(
      'The landscape, lifted to zero at its lowest point, with the share of paths in each well. Lévy noise',
      'fills the wide, shallow well on the left; Brownian noise fills the narrow, deep one.',
    ),
    panels: [
      {
        x: linearAxis('place'),
        y: linearAxis('share of paths; potential', [0, frameTop]),
        layers: [
          ...bars('Lévy', 'levy', levy, -1),
          ...bars('Brownian', 'brownian', brownian, 1),
          line('potential', 'theory', x, potential),
        ],
      },
    ],
  };
}

/** A bar a well, to the left or right of its minimum. */
function bars(label: string, role: Role, { partShares }: Shown, side: -1 | 1): Layer[] {
  const shares = meanShares(partShares);
  return landscape.minima.map((minimum, i) => {
    const far = minimum + side * barWidth;
    const { value } = shares[i];
    return band(label, role, [Math.min(minimum, far), Math.max(minimum, far)], {
      low: [0, 0],
      high: [value, value],
    });
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

/** Visits and rates of every pair of wells. */
export function levyTransitionsTable({ counts, residence }: WellTransitions, noiseScale: number): Table {
  const caption = `Transitions under Lévy noise of alpha ${alpha} and scale ${noiseScale}.`;
  const scale = powOf(noiseScale, alpha);
  return table('levy-transitions', caption, pairsOfWells, [
    ['from', ([from]) => wellNames[from]],
    ['to', ([, to]) => wellNames[to]],
    ['transitions', ([from, to]) => counts[from][to]],
    ['time in from', ([from]) => residence[from]],
    ['rate', ([from, to]) => counts[from][to] / residence[from]],
    ['theory', ([from, to]) => generator[from][to] * scale],
  ]);
}
