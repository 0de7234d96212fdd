import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  type Figure,
  type Panel,
  type Role,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { injected, targetLoss, type EqualLossRun } from '../../network/equalLoss.js';
import type { RunNoise } from '../../network/runNoise.js';
import { measures, pairsOf, type Measure } from './compare.js';

const kinds: readonly (readonly [noise: RunNoise, label: string, role: Role])[] = [
  ['sgd', 'SGD', 'measured'],
  ['gaussian', 'Gaussian, same covariance', 'brownian'],
  ['stable', `alpha-stable ${injected.alpha}`, 'levy'],
];

/** Room on the axis beyond the smallest and the largest ratio, as a factor. */
const room = 1.1;

/** Widths over that of gradient descent from the same start, by three measures on one scale. */
export function wideMinimaFigure(results: readonly EqualLossRun[]): Figure {
  const ratiosOf = (noise: RunNoise, { of }: Measure) =>
    pairsOf({ wider: noise, than: 'full-batch' }, results).map(({ replicate, own, other }) => ({
      start: replicate + 1,
      ratio: expOf(of(own) - of(other)),
    }));
  const all = measures.flatMap((measure) =>
    kinds.flatMap(([noise]) => ratiosOf(noise, measure).map(({ ratio }) => ratio)),
  );
  const domain = [Math.min(1, ...all) / room, Math.max(1, ...all) * room] as const;
  const panel = (measure: Measure): Panel => ({
    title: measure.name,
    x: linearAxis('start'),
    y: logAxis('width over that of gradient descent', domain),
    layers: [
      ...kinds.map(([noise, label, role]) =>
        marks(
          label,
          role,
          ratiosOf(noise, measure),
          ({ start }) => start,
          ({ ratio }) => ratio,
        ),
      ),
      rule('gradient descent', 'control', { y: [1] }),
    ],
  });
  return {
    name: 'wide-minima',
    title: 'Minima at equal loss',
    caption: prose(
      'For each start: how many times as wide as that of gradient descent the minimum is to which each kind',
      `of noise came when the training loss was ${targetLoss}, by three measures of width. Points above the`,
      'dashed line are wider minima.',
    ),
    panels: measures.map(panel),
  };
}
