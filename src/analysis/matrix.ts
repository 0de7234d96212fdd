import type { MatrixSource, Numbers } from '../format/index.js';
import { areFinite } from '../kernel/index.js';
import { stream, type Stream } from '../law/index.js';
import { diagnoseSample, NoiseSampler, type Diagnosis, type NoiseSample } from '../tail/index.js';
import { columnBlocks } from './columnBlocks.js';

export interface MatrixSettings {
  readonly seed: number;
  /** One row, the gradient over all examples, that is subtracted; else the mean over the minibatches. */
  readonly fullGradient?: MatrixSource;
  /** The rows are noise already: nothing is subtracted. */
  readonly isNoise?: boolean;
  readonly signal?: AbortSignal;
  /** Share of the matrix that is read, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** What is known of one matrix of gradients. */
export type MatrixAnalysis =
  | (Diagnosis & {
      readonly minibatches: number;
      /** Rows that were left out because they hold NaN or infinite values. */
      readonly nonFiniteRows: readonly number[];
      readonly sample: NoiseSample;
    })
  | {
      /** Heavy-tailed here from norms alone. */
      readonly verdict: 'heavy-tailed' | 'not-enough-data' | 'invalid';
      readonly sentence: string;
      readonly minibatches: number;
      readonly nonFiniteRows: readonly number[];
      readonly evidence?: undefined;
      readonly sample?: undefined;
    };

/**
 * Reads a matrix of gradients once, block of columns by block of columns, and diagnoses its noise. Memory:
 * two blocks and a few hundred numbers a minibatch. A row that holds NaN or infinite values is left out,
 * and the matrix read again from its beginning.
 *
 * @param matrix - rows are minibatches, columns coordinates
 * @throws {RangeError} when the full gradient is not one row of as many columns
 */
export async function analyseMatrix(matrix: MatrixSource, settings: MatrixSettings): Promise<MatrixAnalysis> {
  const { fullGradient } = settings;
  if (fullGradient !== undefined && (fullGradient.rows !== 1 || fullGradient.columns !== matrix.columns)) {
    throw new RangeError(
      `The full gradient has ${fullGradient.rows} × ${fullGradient.columns} numbers; ` +
        `1 × ${matrix.columns} are needed.`,
    );
  }
  const excluded = new Set<number>();
  for (;;) {
    const minibatches = matrix.rows - excluded.size;
    const nonFiniteRows = [...excluded].sort((a, b) => a - b);
    if (minibatches < 2) return tooFew(matrix.rows, minibatches, nonFiniteRows);
    const sample = await sampleMatrix(matrix, minibatches, excluded, settings);
    if (sample === undefined) continue;
    const diagnosis = diagnoseSample(sample, randomOf(settings.seed, 'tests'));
    return { ...diagnosis, minibatches, nonFiniteRows, sample };
  }
}

function tooFew(rows: number, minibatches: number, nonFiniteRows: readonly number[]): MatrixAnalysis {
  const common = { minibatches, nonFiniteRows };
  const bad = nonFiniteRows.length;
  if (bad > 0) {
    const sentence = `${bad} of ${rows} gradients hold NaN or infinite values; ${minibatches} are left.`;
    return { ...common, verdict: 'invalid', sentence };
  }
  const noise = 'noise is how the gradients of several minibatches differ at the same weights';
  return { ...common, verdict: 'not-enough-data', sentence: `${rows} gradient: ${noise}.` };
}

function randomOf(seed: number, purpose: string): Stream {
  return stream(seed, 'analysis', purpose);
}

/** The sample without the excluded rows; undefined when more rows had to be excluded. */
async function sampleMatrix(
  matrix: MatrixSource,
  minibatches: number,
  excluded: Set<number>,
  settings: MatrixSettings,
): Promise<NoiseSample | undefined> {
  const { fullGradient, isNoise, signal, onProgress } = settings;
  const { rows, columns } = matrix;
  const sampler = new NoiseSampler({
    minibatches,
    coordinates: columns,
    stream: randomOf(settings.seed, 'sample'),
    centre: isNoise || fullGradient !== undefined ? 'none' : 'mean',
  });
  const known = excluded.size;
  for await (const { from, to, values } of columnBlocks(
    matrix,
    matrix.single && fullGradient === undefined,
  )) {
    signal?.throwIfAborted();
    const width = to - from;
    findNonFinite(values, rows, width, excluded);
    if (excluded.size > known) continue; // Only to find all such rows in one pass.
    const kept = keepRows(values, rows, width, excluded);
    if (fullGradient !== undefined) await subtract(kept, minibatches, width, fullGradient, from);
    sampler.add(kept, width);
    onProgress?.(to / columns);
  }
  return excluded.size > known ? undefined : sampler.result();
}

function findNonFinite(block: Numbers, rows: number, width: number, excluded: Set<number>): void {
  if (areFinite(block)) return;
  for (let p = 0; p < rows; p++) {
    let sum = 0;
    // 0 x is NaN for whatever is not finite.
    for (let i = p * width; i < (p + 1) * width; i++) sum += 0 * block[i];
    if (sum !== 0) excluded.add(p);
  }
}

function keepRows(block: Numbers, rows: number, width: number, excluded: Set<number>): Numbers {
  if (excluded.size === 0) return block;
  let kept = 0;
  for (let p = 0; p < rows; p++) {
    if (excluded.has(p)) continue;
    block.copyWithin(kept * width, p * width, (p + 1) * width);
    kept++;
  }
  return block.subarray(0, kept * width);
}

async function subtract(
  block: Numbers,
  rows: number,
  width: number,
  fullGradient: MatrixSource,
  from: number,
): Promise<void> {
  const part = new Float64Array(width);
  await fullGradient.readColumns(from, from + width, part);
  for (let p = 0; p < rows; p++) {
    for (let j = 0; j < width; j++) block[p * width + j] -= part[j];
  }
}
