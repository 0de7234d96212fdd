import {
  band,
  line,
  linearAxis,
  logAxis,
  points,
  prose,
  seriesRoles,
  type Figure,
  type Layer,
} from '../../../evidence/index.js';
import type { Interval } from '../../../statistics/index.js';
import { rows, stepSizes, times, type ChainResult } from './run.js';
import { insideShares } from './survival.js';

/** Up to this time the figure shows; few paths stay longer. */
const shownTime = 12;
/** Margin of the sandwich that is shown. */
const shownMargin = 0.1;

/** Chains of one alpha, as the figure needs them. */
interface Shown {
  readonly alpha: number;
  readonly parts: readonly ChainResult[];
  readonly distances: readonly Interval[];
}

/** Distance of exit times against the step size, and the sandwich at the first alpha. */
export function discretisationFigure(groups: readonly Shown[]): Figure {
  const distances = groups.map(({ alpha, distances }, i) => {
    const of = (end: 'value' | 'low' | 'high') => distances.map((interval) => interval[end]);
    const bars = { low: of('low'), high: of('high') };
    return points(`alpha ${alpha}`, seriesRoles[i], stepSizes, of('value'), bars);
  });
  return {
    name: 'levy-discretisation',
    title: 'Exit times of chain and equation',
    caption: prose(
      'Left: Kolmogorov-Smirnov distance of the exit times of chain and equation against the step size.',
      'Right: share of paths inside. The chain of the finest step lies between the equation’s for radii',
      'smaller and larger by 0.1.',
    ),
    panels: [
      { x: logAxis('step size'), y: linearAxis('distance of exit times'), layers: distances },
      {
        title: `alpha ${groups[0].alpha}`,
        x: linearAxis('time', [0, shownTime]),
        y: linearAxis('share that has not left'),
        layers: sandwich(groups[0].parts),
      },
    ],
  };
}

function sandwich(parts: readonly ChainResult[]): Layer[] {
  const shown = times.filter((time) => time <= shownTime);
  const shares = insideShares(parts).map((row) => row.slice(0, shown.length));
  const edges = { low: shares[rows.narrow(shownMargin)], high: shares[rows.wide(shownMargin)] };
  return [
    band(`equation, radius ± ${shownMargin}`, 'theory', shown, edges),
    line('chain, finest step', 'measured', shown, shares[rows.chain(stepSizes.at(-1)!)]),
    line('chain, coarsest step', 'series2', shown, shares[rows.chain(stepSizes[0])]),
  ];
}
