import {
  linearAxis,
  logAxis,
  marks,
  prose,
  rule,
  seriesRoles,
  table,
  type Figure,
  type Layer,
  type Table,
} from '../../../evidence/index.js';
import { expOf } from '../../../kernel/index.js';
import { meanOf } from '../../../statistics/index.js';
import { targetLoss } from '../../network/equalLoss.js';
import { meanOver, smallStep, type Setting } from './regimes.js';

/** Error bars reach this many standard errors to either side. */
const barErrors = 2;

/** Trace of a setting over that of the smallest batch size at its ratio, paired by replicate; logarithm. */
interface Relative {
  readonly mean: number;
  readonly standardError: number;
}

/** Curvature against how large a step is, and test accuracy against curvature, a colour for each ratio. */
export function curvatureFigure(settings: readonly Setting[]): Figure {
  const ratios = [...new Set(settings.map(({ ratio }) => Math.fround(ratio)))].sort((a, b) => a - b);
  const layers = (layer: (label: string, i: number, own: readonly Setting[]) => Layer): Layer[] =>
    ratios.map((ratio, i) =>
      layer(
        `η/b = ${Number(ratio.toPrecision(3))}`,
        i % seriesRoles.length,
        settings.filter((setting) => Math.fround(setting.ratio) === ratio),
      ),
    );
  return {
    name: 'brownian-lr-batch-width',
    title: 'Curvature of the minimum, step size and batch size',
    caption: prose(
      'Each point is one step size and batch size, averaged over networks that ended at the same training',
      'loss. Left: trace of the Hessian over that of the smallest batch size at the same ratio, against the',
      'step size times the largest eigenvalue. If only the ratio mattered, all points would lie at 1; bars',
      'are two standard errors. Right: test accuracy against the trace.',
    ),
    panels: [
      {
        title: 'curvature',
        x: logAxis('η·λ₁'),
        y: linearAxis('trace / trace at the smallest b'),
        layers: [
          rule('the ratio alone', 'theory', { y: [1] }),
          rule('small steps end', 'control', { x: [smallStep] }),
          ...layers((label, i, own) => relativeLayer(label, i, own)),
        ],
      },
      {
        title: 'test accuracy',
        x: logAxis('trace of the Hessian'),
        y: linearAxis('test accuracy (%)'),
        layers: layers((label, i, own) => marks(label, seriesRoles[i], own, traceOf, accuracyOf)),
      },
    ],
  };
}

function relativeLayer(label: string, i: number, own: readonly Setting[]): Layer {
  const [smallest, ...others] = [...own].sort((a, b) => a.batchSize - b.batchSize);
  const points = others.flatMap((setting) => {
    const relative = relativeTo(smallest, setting);
    return relative === undefined ? [] : [{ ...setting, ...relative }];
  });
  return marks(
    label,
    seriesRoles[i],
    points,
    ({ step }) => step,
    ({ mean }) => expOf(mean),
    ({ mean, standardError }) => ({
      low: expOf(mean - barErrors * standardError),
      high: expOf(mean + barErrors * standardError),
    }),
  );
}

function relativeTo(smallest: Setting, setting: Setting): Relative | undefined {
  const differences = setting.runs.flatMap(({ replicate, geometry }) => {
    const other = smallest.runs.find((run) => run.replicate === replicate);
    return other === undefined ? [] : [geometry.trace - other.geometry.trace];
  });
  return differences.length > 1 ? meanOf(differences) : undefined;
}

function traceOf({ runs }: Setting): number {
  return expOf(meanOver(runs, ({ geometry }) => geometry.trace));
}

function accuracyOf({ runs }: Setting): number {
  return 100 * meanOver(runs, ({ testAccuracy }) => testAccuracy);
}

/** Every step size and batch size, with geometric means of curvatures. */
export function curvatureTable(settings: readonly Setting[]): Table {
  const caption = `Minima at a training loss of ${targetLoss}, means over networks.`;
  return table('brownian-lr-batch-width', caption, settings, [
    ['step size / batch size', ({ ratio }) => Number(ratio.toPrecision(6))],
    ['batch size', ({ batchSize }) => batchSize],
    ['runs at the loss', ({ runs }) => runs.length],
    ['iterations', ({ runs }) => meanOver(runs, ({ iterations }) => iterations)],
    ['trace', traceOf],
    ['top eigenvalue', ({ runs }) => expOf(meanOver(runs, ({ geometry }) => geometry.topEigenvalue))],
    ['η·λ₁', ({ step }) => step],
    ['steps', ({ small }) => (small ? 'small' : 'large')],
    ['test accuracy', ({ runs }) => meanOver(runs, ({ testAccuracy }) => testAccuracy)],
  ]);
}
