import type { Figure } from './figure.js';

/**
 * What an experiment has to show for itself, as data: numbers with intervals, checks on the experiment,
 * figures and tables, and the verdict that follows from them.
 */

/** What the data say of a claim. A diagnosis has verdicts of another kind. */
export type ClaimVerdict = 'supported' | 'refuted' | 'undecided';

/** The name that `heavytail/claim` has for it. */
export type Verdict = ClaimVerdict;

/** A number with its interval. `level` is the interval's coverage, for example 0.95. */
export interface Statistic {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** What theory says the value is, where it says so. */
  readonly theory?: number;
}

/**
 * A check on the experiment itself: a world where the answer is known. A failed control forbids a
 * verdict.
 */
export interface Control {
  readonly name: string;
  readonly passed: boolean;
  readonly value: string;
}

/** A table of the report. */
export interface Table {
  /** Lower-case words joined by hyphens; becomes a file name. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A verdict on one part of a claim, where a claim has parts that must not be mixed up. */
export interface Part {
  readonly name: string;
  readonly verdict: ClaimVerdict;
  readonly reason: string;
}

/** All that an experiment has to show. */
export interface Evidence {
  readonly verdict: ClaimVerdict;
  /** One or two sentences with the number that carries the verdict. */
  readonly reason: string;
  /** Verdicts on the parts of the claim; absent when the claim is one statement. */
  readonly parts?: readonly Part[];
  readonly statistics: readonly Statistic[];
  readonly controls: readonly Control[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}
