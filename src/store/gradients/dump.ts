import type { ByteSource, MatrixSource } from '../../format/index.js';
import type { Spool } from './spool.js';

/** A matrix found in a file. */
export interface FoundMatrix {
  /** Its name within the file; empty where the file holds only this one. */
  readonly key: string;
  readonly matrix: MatrixSource;
  /** Where the file states it. */
  readonly layer?: string;
  readonly step?: number;
  readonly batchSize?: number;
  /** Whether the file states that its rows are gradients of different steps. */
  readonly stepsAsSamples?: boolean;
  /** Whether the array has a single axis: one gradient, not a matrix of them. */
  readonly single: boolean;
}

/** What was found in a file and cannot be analysed. */
export interface Skipped {
  readonly file: string;
  /** Within the file; empty where the whole file is meant. */
  readonly name: string;
  /** A sentence. */
  readonly reason: string;
  /** What can be done. */
  readonly hint?: string;
}

/** What was decided in reading a file and might have been meant otherwise. */
export interface Remark {
  readonly sentence: string;
  /** Whether it speaks against what was read. */
  readonly warning: boolean;
}

/** The gradients of one layer at one step: a row a minibatch, a column a coordinate. */
export interface GradientTensor {
  /** The file; the first of them where every row has a file of its own. */
  readonly file: string;
  /** The layer, where file or key tell it. */
  readonly name: string;
  /** Step of the training run. */
  readonly step: number | undefined;
  /** Examples a minibatch, where the file tells it. */
  readonly batchSize: number | undefined;
  /** Whether the rows are gradients of different steps, so that their differences are not noise alone. */
  readonly stepsAsSamples: boolean;
  readonly matrix: MatrixSource;
}

/** All that a reader finds in one file. */
export interface Dump {
  readonly found: readonly FoundMatrix[];
  readonly skipped: readonly Skipped[];
  readonly remarks?: readonly Remark[];
}

/**
 * Reads one format.
 *
 * @throws {UserError} when the file as a whole cannot be read
 */
export type DumpReader = (source: ByteSource, spool: Spool) => Promise<Dump>;
