import { square } from '../../kernel/index.js';
import {
  fitLaplace,
  fitNormal,
  fitNormalInverseGaussian,
  fitStable,
  fitStudentT,
  logDensity,
  normalDistribution,
  type Law,
  type StableLaw,
  type Stream,
} from '../../law/index.js';
import type { NoiseMatrix } from '../noiseMatrix.js';
import { lawAcceptance, standardisedByEven } from './lawAcceptance.js';
import { fitGaussianMixture, logMixtureDensity } from './gaussianMixture.js';

/** One law, fitted to half of the minibatches and scored on the other half. */
export interface ScoredModel {
  readonly name:
    | 'stable'
    | 'student-t'
    | 'normal-inverse-gaussian'
    | 'laplace'
    | 'gaussian-mixture'
    | 'gaussian';
  /** Mean over held-out values; columns are brought to one quartile range. */
  readonly heldOutLogLikelihood: number;
  /** Vuong's z of this model against the best one, 0 for the best: by minibatches, which are independent. */
  readonly vuongZ: number;
  /** Below the best with p < 0.001. */
  readonly rejected: boolean;
  /**
   * Share of columns that a Kolmogorov-Smirnov test passes at 5 %; undefined for the mixture and for
   * laws that are beaten, but the stable one. See lawAcceptance.
   */
  readonly acceptance: number | undefined;
  /** Of the standardised values; a mixture is no law of `heavytail/law`. */
  readonly law: Law | undefined;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Laws compared on held-out minibatches; see `compareModels`. */
export interface ModelComparison {
  /** The best first. Models whose fit did not converge are missing. */
  readonly models: readonly ScoredModel[];
  /** Columns that could be brought to one scale, and their values in both halves together. */
  readonly columns: number;
  readonly values: number;
  /** The stable fit, if it converged. */
  readonly stable: StableLaw | undefined;
}

/** Values of the fit and of the score together: a stable fit of so many takes a second. */
const mostValues = 40_000;
/** A law below the best one with a smaller probability is beaten: six laws are compared for each tensor. */
const rejection = 1e-3;
/** A column in which more values are equal has no continuous law. */
const mostTies = 0.1;

/**
 * Which law fits noise best, up to location and scale of each column? Columns are brought to median 0 and
 * quartile range 1 by the even rows, laws are fitted to the even rows, and scored on the odd ones. The noise
 * of one minibatch counts as one observation in the errors (Vuong 1989), as columns share their minibatches.
 *
 * @param noise - columns that are not constant; at least 40 rows
 * @param stream - random numbers for the choice of columns and for the bootstrap of their tests
 * @returns the laws whose fit converged, the best first; undefined where no column has a spread
 * @example
 * import { draw, stream, studentT } from 'heavytail/law';
 * import { compareModels } from 'heavytail/tail';
 *
 * const values = draw(studentT({ degrees: 3 }), 400 * 40, stream(1, 'noise'));
 * const { models } = compareModels({ rows: 400, columns: 40, values }, stream(1, 'models'));
 * models[0].name; // → "student-t"
 * models.find(({ name }) => name === 'stable').rejected; // → true
 */
export function compareModels(noise: NoiseMatrix, stream: Stream): ModelComparison | undefined {
  const wanted = Math.max(1, Math.min(noise.columns, Math.floor(mostValues / noise.rows)));
  const order = stream.permutation(noise.columns).subarray(0, wanted);
  const halves = standardisedHalves(noise, order);
  if (halves.columns === 0) return undefined;
  const { fitted, scored, odd, columns } = halves;
  const candidates = candidateModels(fitted);
  const rows = scored.length / columns;
  const scores = candidates.map(({ logDensityAt }) => rowMeans(logDensityAt(scored), rows, columns));
  const means = scores.map((row) => row.reduce((sum, value) => sum + value, 0) / rows);
  const best = means.indexOf(Math.max(...means));
  const models = candidates
    .map(({ name, law, parameters }, m): ScoredModel => {
      const vuongZ = m === best ? 0 : vuong(scores[m], scores[best]);
      const rejected = normalDistribution(vuongZ) < rejection;
      // Of laws that are beaten it would say no more; some take seconds.
      const asked = !rejected || name === 'stable';
      const passed = law && asked ? lawAcceptance(odd, noise.rows, law, stream.substream(1 + m)) : undefined;
      return { name, heldOutLogLikelihood: means[m], vuongZ, rejected, acceptance: passed, law, parameters };
    })
    .toSorted((a, b) => b.heldOutLogLikelihood - a.heldOutLogLikelihood);
  const stable = candidates.find(({ name }) => name === 'stable')?.law as StableLaw | undefined;
  return { models, columns, values: scored.length + fitted.length, stable };
}

function standardisedHalves(noise: NoiseMatrix, order: Uint32Array) {
  const column = new Float64Array(noise.rows);
  const halves = Array.from(order).flatMap((j) => {
    for (let p = 0; p < noise.rows; p++) column[p] = noise.values[p * noise.columns + j];
    const found = standardisedByEven(column);
    // Ties: a grid, or a point mass at what an exact zero becomes.
    return found === undefined || tiesOf(found.even) > mostTies * found.even.length + 1 ? [] : [found];
  });
  const interleaved = (columns: readonly Float64Array[]) => {
    const rows = columns[0]?.length ?? 0;
    const values = new Float64Array(rows * columns.length);
    columns.forEach((own, j) => {
      for (let i = 0; i < rows; i++) values[i * columns.length + j] = own[i];
    });
    return values;
  };
  return {
    fitted: interleaved(halves.map(({ even }) => even)),
    scored: interleaved(halves.map(({ odd }) => odd)),
    odd: halves.map(({ odd }) => odd),
    columns: halves.length,
  };
}

/** Values at the median, which is 0. */
function tiesOf(standardised: Float64Array): number {
  return standardised.filter((value) => value === 0).length;
}

interface Candidate {
  readonly name: ScoredModel['name'];
  readonly law?: Law;
  readonly parameters: Readonly<Record<string, number>>;
  readonly logDensityAt: (xs: Float64Array) => Float64Array;
}

function candidateModels(sample: Float64Array): Candidate[] {
  const found: Candidate[] = [];
  for (const [name, fitLaw] of [
    ['gaussian', fitNormal],
    ['laplace', fitLaplace],
    ['student-t', fitStudentT],
    ['normal-inverse-gaussian', fitNormalInverseGaussian],
    ['stable', fitStable],
  ] as const) {
    const fit = fitLaw(sample);
    if (!fit.converged) continue;
    const { law } = fit;
    const parameters = Object.fromEntries(
      Object.entries(law).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
    found.push({ name, law, parameters, logDensityAt: (xs) => logDensity(law, xs) });
  }
  const mixture = fitGaussianMixture(sample, 0);
  if (mixture !== undefined) {
    const [narrow, wide] = mixture.deviations;
    const parameters = { narrow, wide, share: mixture.share };
    found.push({
      name: 'gaussian-mixture',
      parameters,
      logDensityAt: (xs) => logMixtureDensity(mixture, xs),
    });
  }
  return found;
}

function rowMeans(values: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += values[i * columns + j];
    return sum / columns;
  });
}

/** z of the mean difference over rows. */
function vuong(model: Float64Array, best: Float64Array): number {
  const differences = model.map((value, i) => value - best[i]);
  const n = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const variance = differences.reduce((sum, value) => sum + square(value - mean), 0) / (n - 1);
  return variance > 0 ? mean / Math.sqrt(variance / n) : mean < 0 ? -Infinity : 0;
}
