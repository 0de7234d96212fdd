import { stream, type Stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import {
  estimateGeneralisedPareto,
  estimateHill,
  estimateLogMoment,
  estimateMoment,
  estimatePickands,
  estimateStableTail,
  estimateTwoScale,
  fitPowerLaw,
  type TailEstimate,
} from 'heavytail/tail';

/**
 * Bias, spread and coverage of every tail estimator on known laws, as the tables of docs/estimators.md. Bias and
 * spread (standard deviation over samples) are those of 1 / tailIndex, in which light tails have a place: 0. The
 * coverage is the share of samples whose 95 % interval holds the true value; failed estimates do not.
 */

interface Known {
  readonly name: string;
  readonly tailIndex: number;
  /** Whether it is a stable law. */
  readonly isStable?: true;
  readonly draw: (n: number, from: Stream) => Float64Array;
}

/** Student's t of whole degrees: a normal over the root of a mean of squared normals. */
function studentThree(n: number, from: Stream): Float64Array {
  const normals = from.normals(4 * n);
  return Float64Array.from({ length: n }, (_, i) => {
    const [z, a, b, c] = normals.subarray(4 * i, 4 * i + 4);
    return z / Math.sqrt((a * a + b * b + c * c) / 3);
  });
}

/** Student's t by Bailey's polar method (1994), for any degrees. */
function student(degrees: number, n: number, from: Stream): Float64Array {
  const radii = from.uniforms(n);
  const angles = from.uniforms(n);
  return radii.map(
    (u, i) => Math.sqrt(degrees * (u ** (-2 / degrees) - 1)) * Math.cos(2 * Math.PI * angles[i]),
  );
}

function signed(n: number, from: Stream, size: (u: number) => number): Float64Array {
  const signs = from.uniforms(n);
  return from.uniforms(n).map((u, i) => (signs[i] < 0.5 ? -size(u) : size(u)));
}

const laws: readonly Known[] = [
  ...[1.2, 1.5, 1.8].map((alpha) => ({
    name: `stable ${alpha}`,
    tailIndex: alpha,
    isStable: true as const,
    draw: (n: number, from: Stream) => draw(stable({ alpha }), n, from),
  })),
  { name: 'Student t 1.5', tailIndex: 1.5, draw: (n, from) => student(1.5, n, from) },
  { name: 'Student t 3', tailIndex: 3, draw: studentThree },
  {
    name: 'Pareto 1.5, either sign',
    tailIndex: 1.5,
    draw: (n, from) => signed(n, from, (u) => u ** (-1 / 1.5)),
  },
  { name: 'Gaussian', tailIndex: Infinity, isStable: true, draw: (n, from) => from.normals(n) },
  { name: 'Laplace', tailIndex: Infinity, draw: (n, from) => signed(n, from, (u) => -Math.log(u)) },
];

interface Judged {
  readonly name: string;
  /** 'tail': the tail index; 'sums': that of the stable law that sums tend to, at most 2. */
  readonly target: 'tail' | 'sums';
  readonly samples: readonly number[];
  /** Slow estimators are judged on stable laws alone. */
  readonly stableOnly?: true;
  readonly estimate: (sample: Float64Array) => TailEstimate;
}

const sizes = [1000, 10_000, 100_000];
const cheap = [200, 200, 40];

const estimators: readonly Judged[] = [
  { name: 'Hill, k = n/100', target: 'tail', samples: cheap, estimate: (x) => estimateHill(x) },
  {
    name: 'Hill, k chosen',
    target: 'tail',
    samples: cheap,
    estimate: (x) => estimateHill(x, { tail: 'chosen' }),
  },
  { name: 'Moment, k chosen', target: 'tail', samples: cheap, estimate: (x) => estimateMoment(x) },
  { name: 'Pickands, k chosen', target: 'tail', samples: cheap, estimate: (x) => estimatePickands(x) },
  { name: 'Power law, threshold fitted', target: 'tail', samples: cheap, estimate: (x) => fitPowerLaw(x) },
  {
    name: 'Generalised Pareto, k = n/10',
    target: 'tail',
    samples: cheap,
    estimate: (x) => estimateGeneralisedPareto(x),
  },
  { name: 'Two-scale', target: 'sums', samples: cheap, estimate: (x) => estimateTwoScale(x) },
  { name: 'Log-moment', target: 'sums', samples: cheap, estimate: (x) => estimateLogMoment(x) },
  {
    name: 'Stable, characteristic function',
    target: 'sums',
    samples: [40, 40, 10],
    estimate: (x) => estimateStableTail(x, { method: 'characteristic' }),
  },
  {
    name: 'Stable, likelihood',
    target: 'sums',
    samples: [10, 0, 0],
    stableOnly: true,
    estimate: (x) => estimateStableTail(x),
  },
];

for (const judged of estimators) {
  const started = performance.now();
  console.log(`\n### ${judged.name}\n`);
  const heads = sizes.map((n, i) => `n = ${n.toLocaleString('en')} (${judged.samples[i]} samples)`);
  console.log(`| law | 1/target | ${heads.join(' | ')} |\n| --- | --- | --- | --- | --- |`);
  for (const law of laws) {
    if (judged.stableOnly && !law.isStable) continue;
    const index = judged.target === 'tail' ? law.tailIndex : Math.min(2, law.tailIndex);
    const cells = sizes.map((n, i) => cell(judged, law, index, n, judged.samples[i]));
    console.log(`| ${law.name} | ${(1 / index).toFixed(3)} | ${cells.join(' | ')} |`);
  }
  console.error(`${judged.name}: ${((performance.now() - started) / 1e3).toFixed(0)} s`);
}

function cell(judged: Judged, law: Known, index: number, n: number, samples: number): string {
  if (samples === 0) return '–';
  const inverses: number[] = [];
  let covered = 0;
  for (let r = 0; r < samples; r++) {
    const found = judged.estimate(law.draw(n, stream(1, law.name, n, r)));
    if (found.status !== 'ok') continue;
    inverses.push(found.inverse);
    if (found.low <= index && index <= found.high) covered++;
  }
  const failed = samples - inverses.length;
  const ending = failed > 0 ? `, ${failed} failed` : '';
  const share = `${Math.round((100 * covered) / samples)} %${ending}`;
  if (inverses.length < 2) return share;
  const mean = inverses.reduce((sum, value) => sum + value, 0) / inverses.length;
  const squares = inverses.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const bias = mean - 1 / index;
  const spread = Math.sqrt(squares / (inverses.length - 1));
  return `${bias < 0 ? '−' : '+'}${Math.abs(bias).toFixed(3)} ± ${spread.toFixed(3)}, ${share}`;
}
