import type { Dataset } from '../net/index.js';
import type { CellCost, ExampleShape } from './cost.js';
import type { Figure } from './figure.js';

/**
 * What a claim is: a statement of the theory with an experiment, a statistic and an acceptance rule
 * that is fixed before the run.
 *
 * A claim is three pure functions. `plan` lists its cells, `run` does one cell (on any worker, in any
 * order, its randomness keyed by the cell alone), and `judge` turns all cell results into evidence and
 * a verdict. A cell and its result are JSON, so that they can be stored, resumed and sent to a cluster.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** smoke: a minute, wide intervals. quick: the default, minutes. paper: the published grids. */
export type Profile = 'smoke' | 'quick' | 'paper';

export interface Settings {
  readonly profile: Profile;
  readonly seed: number;
  /** Data set for the claims about networks. */
  readonly dataset: string;
  /** Further data sets, on which the grids of networks are run as well. */
  readonly furtherDatasets?: readonly string[];
}

/** What a cell may ask of its surroundings. */
export interface CellContext {
  readonly seed: number;
  /** The data set of the given name; read once a worker. */
  readonly dataset: (name: string) => Dataset;
}

export type Verdict = 'supported' | 'refuted' | 'undecided';

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

/** A check on the experiment itself: a world where the answer is known. A failed control forbids a verdict. */
export interface Control {
  readonly name: string;
  readonly passed: boolean;
  readonly value: string;
}

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
  readonly verdict: Verdict;
  readonly reason: string;
}

export interface Evidence {
  readonly verdict: Verdict;
  /** One or two sentences with the number that carries the verdict. */
  readonly reason: string;
  /** Verdicts on the parts of the claim; absent when the claim is one statement. */
  readonly parts?: readonly Part[];
  readonly statistics: readonly Statistic[];
  readonly controls: readonly Control[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
}

/** Under whose assumption the statement is made. */
export type ClaimGroup = 'brownian' | 'framework' | 'levy' | 'finding' | 'beyond';

export interface Claim<Cell extends Json = Json, Result extends Json = Json> {
  readonly id: string;
  readonly group: ClaimGroup;
  /** A few words for tables and progress. */
  readonly title: string;
  /** What is claimed, in one or two sentences. */
  readonly statement: string;
  /** By whom: paper, section or equation. */
  readonly source: string;
  /** What is run, for the report: one short paragraph per profile-independent design. */
  readonly experiment: string;
  /** The acceptance rule, word for word as `judge` applies it. */
  readonly rule: string;
  /** Formula of the theory in TeX, shown in the report. */
  readonly formula?: string;
  /** Where this experiment departs from the source, if it does. */
  readonly deviation?: string;
  readonly needsData: boolean;
  plan(settings: Settings): readonly Cell[];
  /** What a cell will take on examples of this shape; absent where it is not estimated. */
  cost?(cell: Cell, shape: ExampleShape): CellCost;
  run(cell: Cell, context: CellContext): Result;
  /** `results[i]` belongs to `plan(settings)[i]`. */
  judge(results: readonly Result[], settings: Settings): Evidence;
}
