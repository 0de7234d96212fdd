import type { Figure } from './figure.js';

/**
 * What the data say of a claim. supported: the rule that was fixed before the run holds. refuted: its
 * opposite does. undecided: the intervals are too wide for either, or a control failed. A diagnosis has
 * verdicts of another kind.
 */
export type ClaimVerdict = 'supported' | 'refuted' | 'undecided';

/** A number with its interval. */
export interface Statistic {
  readonly name: string;
  readonly value: number;
  /** Ends of the interval; both are the value where there is none. */
  readonly low: number;
  readonly high: number;
  /**
   * How often such an interval covers the true number, for example 0.95; 1 where it is no interval but a
   * range.
   */
  readonly level: number;
  /** What theory says the value is, where it says so. */
  readonly theory?: number;
}

/**
 * A check on the experiment itself, in a world where the answer is known. A failed control forbids a
 * verdict.
 */
export interface Control {
  /** What must come out. */
  readonly name: string;
  readonly passed: boolean;
  /** What came out, in a few words with its number. */
  readonly value: string;
}

/** A table of the report. */
export interface Table {
  /** Lower-case words joined by hyphens; becomes a file name. */
  readonly name: string;
  readonly caption: string;
  /** Headers. */
  readonly columns: readonly string[];
  /** One cell a column; an empty string where there is no number. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Why a question is left open, and what would close it. */
export interface Open {
  /** The rule that did not decide, in a few words with its number. */
  readonly rule: string;
  /** What would decide, for example 720 more minibatches. */
  readonly needs: string;
}

/** A verdict on one part of a claim, where a claim has parts that must not be mixed up. */
export interface Part {
  readonly name: string;
  readonly verdict: ClaimVerdict;
  /** A sentence with the number that carries it. */
  readonly reason: string;
  /** Where it holds and where it does not, in a few words with numbers. */
  readonly scope?: string;
  /** With the verdict undecided: what is missing. */
  readonly open?: Open;
}

/** All that an experiment has to show. */
export interface Evidence {
  readonly verdict: ClaimVerdict;
  /** One or two sentences with the number that carries the verdict. */
  readonly reason: string;
  /**
   * Where the statement holds and where it does not, in one short sentence with numbers. A statement that
   * is refuted, and has a scope, is refuted as stated: it holds for a part of what it says.
   */
  readonly scope?: string;
  /** With the verdict undecided: which rule did not decide, and what would. */
  readonly open?: Open;
  /** Verdicts on the parts of the claim; absent when the claim is one statement. */
  readonly parts?: readonly Part[];
  readonly statistics: readonly Statistic[];
  readonly controls: readonly Control[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}
