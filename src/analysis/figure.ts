import type { Figure, Layer, Panel } from '../evidence/index.js';
import { expOf, logOf, powOf } from '../kernel/index.js';
import { distribution, quantile, survival, survivalQuantile } from '../law/index.js';
import { empiricalTail, stabilityOverTail, type FamilyEvidence, type PooledEstimate } from '../tail/index.js';
import { lawsOf, type Drawn } from './drawnLaws.js';
import type { MatrixAnalysis } from './matrix.js';

type Diagnosed = Extract<MatrixAnalysis, { readonly sample: object }>;

/**
 * What the noise of one tensor looks like: its tail, its quantiles beside the best law, the growth of its
 * sums, and Hill's estimate over all thresholds. Undefined where nothing could be tested.
 *
 * @param name - of the figure, as a file name
 */
export function analysisFigure(name: string, title: string, analysis: MatrixAnalysis): Figure | undefined {
  if (analysis.sample === undefined) return undefined;
  const { evidence } = analysis;
  const leading =
    evidence.families.find(({ family }) => family === evidence.models?.family) ??
    evidence.families.toSorted((a, b) => b.tailWeight.z - a.tailWeight.z)[0];
  if (leading === undefined) return undefined;
  const values = standardised(analysis, leading);
  const laws = lawsOf(analysis.evidence);
  return {
    name,
    title,
    caption: captionOf(leading, values.length),
    panels: [
      tailPanel(values, laws),
      quantilePanel(values, laws),
      curvePanel(leading, evidence.models?.stable?.alpha),
      thresholdPanel(values),
      pooledPanel(analysis),
    ],
  };
}

function captionOf({ family }: FamilyEvidence, values: number): string {
  const columns = family === 'coordinates' ? 'Coordinates' : 'Random projections';
  return `${columns}, each brought to median 0 and quartile range 1, all ${values} values.`;
}

/** All values of a family, each column brought to median 0 and quartile range 1. */
function standardised({ sample }: Diagnosed, { family }: FamilyEvidence): Float64Array {
  const { rows, columns, values } = family === 'coordinates' ? sample.chosen : sample.projected;
  const all: number[] = [];
  const column = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let p = 0; p < rows; p++) column[p] = values[p * columns + j];
    const sorted = column.slice().sort();
    const at = (p: number) => sorted[Math.floor(p * (rows - 1))];
    const unit = at(0.75) - at(0.25);
    if (!(unit > 0)) continue;
    for (const value of column) all.push((value - at(0.5)) / unit);
  }
  return Float64Array.from(all);
}

/** Points of a tail, and the size in quartile ranges from which on there is one. */
const tailPoints = 80;
const leastSize = 0.1;

function tailPanel(values: Float64Array, laws: readonly Drawn[]): Panel {
  const points = empiricalTail(values, tailPoints).filter(({ size }) => size > leastSize);
  const sizes = points.map(({ size }) => size);
  // Laws are drawn a little below the last point of the noise.
  const floor = Math.min(...points.map((point) => point.survival)) / 3;
  return {
    title: 'Tail',
    x: { label: 'size of a value', scale: 'log' },
    y: { label: 'share of values at least so large', scale: 'log', domain: [floor, 1] },
    layers: [
      {
        mark: 'points',
        label: 'noise',
        role: 'measured',
        x: sizes,
        y: points.map((point) => point.survival),
      },
      ...laws.map(({ label, role, law }): Layer => {
        const above = survival(law, sizes);
        const below = distribution(
          law,
          sizes.map((size) => -size),
        );
        const both = sizes.map((_, i) => above[i] + below[i]);
        const shown = both.flatMap((share, i) => (share > floor ? [i] : []));
        return { mark: 'line', label, role, x: shown.map((i) => sizes[i]), y: shown.map((i) => both[i]) };
      }),
    ],
  };
}

/** Quantiles below it have no place on a logarithmic axis. */
const leastQuantile = 1e-9;

/** Numbers from one to another, evenly spaced in the logarithm. */
function evenlyInLog(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from * powOf(to / from, i / (count - 1)));
}

function quantilePanel(values: Float64Array, laws: readonly Drawn[]): Panel {
  const sorted = values.slice().sort();
  const n = sorted.length;
  // Both tails on logarithmic axes: the shares from 1/4 down to one value.
  const shares = evenlyInLog(0.25, 1 / n, 60);
  const upper = shares.map((share) => sorted[Math.min(n - 1, n - Math.max(1, Math.round(share * n)))]);
  const lower = shares.map((share) => -sorted[Math.max(0, Math.round(share * n) - 1)]);
  const measured = shares.map((_, i) => Math.max((upper[i] + lower[i]) / 2, leastQuantile));
  const layers = laws.map(({ label, role, law }): Layer => {
    const high = survivalQuantile(law, shares);
    const low = quantile(law, shares);
    return {
      mark: 'points',
      label,
      role,
      x: shares.map((_, i) => Math.max((high[i] - low[i]) / 2, leastQuantile)),
      y: measured,
    };
  });
  const ends = [measured[0], measured.at(-1) as number];
  return {
    title: 'Quantiles',
    x: { label: 'quantile of the law, mean of both tails', scale: 'log' },
    y: { label: 'quantile of the noise', scale: 'log' },
    layers: [{ mark: 'line', label: 'equal', role: 'control', x: ends, y: ends }, ...layers],
  };
}

function curvePanel({ stabilityCurve }: FamilyEvidence, alpha: number | undefined): Panel {
  const x = stabilityCurve.map(([log]) => expOf(log));
  const y = stabilityCurve.map(([, mean]) => expOf(mean));
  const line = (label: string, role: Layer['role'], exponent: number): Layer => ({
    mark: 'line',
    label,
    role,
    x,
    y: x.map((m) => powOf(m, exponent)),
  });
  return {
    title: 'Growth of sums',
    x: { label: 'minibatches in a sum', scale: 'log' },
    y: { label: 'typical size of the sum, exp of mean log', scale: 'log' },
    layers: [
      line('Gaussian', 'brownian', 0.5),
      ...(alpha === undefined ? [] : [line('alpha-stable', 'levy', 1 / alpha)]),
      { mark: 'points', label: 'noise', role: 'measured', x, y },
    ],
  };
}

/** Hill's estimate from fewer values is too rough to show. */
const fewestInTail = 10;

function thresholdPanel(values: Float64Array): Panel {
  const n = values.length;
  const tails = [...new Set(evenlyInLog(fewestInTail, n / 4, 40).map(Math.round))].filter(
    (tail) => tail >= fewestInTail && tail < n / 2,
  );
  const points = stabilityOverTail(values, 'hill', tails).flatMap(({ tail, estimate }) =>
    estimate.status === 'ok' && Number.isFinite(estimate.high)
      ? [{ tail, value: estimate.tailIndex, low: estimate.low, high: estimate.high }]
      : [],
  );
  return {
    title: 'Hill’s tail index over thresholds',
    x: { label: 'values beyond the threshold', scale: 'log' },
    y: { label: 'tail index', scale: 'log' },
    layers: [
      {
        mark: 'band',
        label: '95 % interval',
        role: 'measured',
        x: points.map(({ tail }) => tail),
        low: points.map(({ low }) => low),
        high: points.map(({ high }) => high),
      },
      {
        mark: 'line',
        label: 'noise',
        role: 'measured',
        x: points.map(({ tail }) => tail),
        y: points.map(({ value }) => value),
      },
      { mark: 'rule', label: 'finite variance above', role: 'control', y: [2] },
    ],
  };
}

/** The published statistic of each minibatch alone, and of Gaussian rows of the same covariance. */
function pooledPanel({ sample }: Diagnosed): Panel {
  const steps = ({ rows, parameters, blockLength }: PooledEstimate) => {
    const indices = Array.from(rows.blocks).flatMap((blocks, p) => {
      const growth = rows.sumLogBlocks[p] / blocks - rows.sumLogValues[p] / parameters;
      return blocks > 0 && growth > 0 ? [logOf(blockLength) / growth] : [];
    });
    indices.sort((a, b) => a - b);
    return { x: indices, y: indices.map((_, i) => (i + 1) / indices.length) };
  };
  return {
    title: 'Published statistic, minibatch by minibatch',
    x: { label: 'tail index', scale: 'log' },
    y: { label: 'share of minibatches below', scale: 'linear', domain: [0, 1] },
    layers: [
      { mark: 'steps', label: 'noise', role: 'measured', ...steps(sample.pooled) },
      {
        mark: 'steps',
        label: 'Gaussian of the same covariance',
        role: 'surrogate',
        ...steps(sample.surrogate),
      },
    ],
  };
}
