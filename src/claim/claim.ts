import type { Evidence } from '../evidence/index.js';
import type { Dataset } from '../net/index.js';

/**
 * What JSON can hold. The cells of a claim and their results are JSON, so that they can be stored and
 * sent.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * How large an experiment is. smoke: a minute, wide intervals. quick: the default, minutes. paper: large
 * samples, at most eight core hours for a claim. published: the whole grids of the authors, days.
 */
export type Profile = 'smoke' | 'quick' | 'paper' | 'published';

/** What a run of claims is asked for. */
export interface Settings {
  readonly profile: Profile;
  /** A whole number from 0 on; the same seed gives the same numbers, bit for bit, on every machine. */
  readonly seed: number;
  /** Data set for the claims about networks. */
  readonly dataset: string;
  /** Further data sets, on which the grids of networks are run as well. */
  readonly furtherDatasets?: readonly string[];
}

/** What a cell may ask of its surroundings. */
export interface CellContext {
  /** That of the run; a cell adds its own keys. */
  readonly seed: number;
  /** The data set of the given name; read once a worker. */
  readonly dataset: (name: string) => Dataset;
}

/** Under whose assumption the statement is made. */
export type ClaimGroup = 'brownian' | 'framework' | 'levy' | 'finding' | 'beyond';

/**
 * What a verdict on a claim is worth. theorem: the laws and equations are known, and the verdict says
 * whether theory and simulation agree. finding: a statement about networks that data decide. control: what
 * has to hold of any training, so that the other verdicts can be believed.
 */
export type ClaimKind = 'theorem' | 'finding' | 'control';

/**
 * The questions to which the conclusion of a report gives answers. motion: does SGD move like Brownian
 * motion, or does it jump? noise: what is the noise? published-number: what does the published tail index
 * measure? training: what moves the results of a network?
 */
export type Question = 'motion' | 'noise' | 'published-number' | 'training';

/** What a verdict says on a question: one sentence for each way in which it can be decided. */
export interface Answer {
  readonly question: Question;
  /** Name of the part whose verdict is meant; that of the claim where absent. */
  readonly part?: string;
  /**
   * With the question motion: the picture that it speaks for where it is supported, and against where it is
   * refuted. Where absent it is that of the claim's group: brownian, or jumps for levy and framework; a
   * finding that says nothing speaks for neither.
   */
  readonly speaksFor?: 'brownian' | 'jumps';
  readonly supported: string;
  readonly refuted: string;
}

/**
 * A statement of the theory with an experiment, a statistic and an acceptance rule that is fixed before
 * the run.
 *
 * A claim is three pure functions. `plan` lists its cells, `run` does one cell (on any worker, in any
 * order, its randomness keyed by the cell alone), and `judge` turns all cell results into evidence and a
 * verdict. A cell and its result are JSON, so that they can be stored, resumed and sent to a cluster.
 */
export interface Claim<Cell extends Json = Json, Result extends Json = Json> {
  /** Lower-case words joined by hyphens, for the command line and file names. */
  readonly id: string;
  readonly group: ClaimGroup;
  readonly kind: ClaimKind;
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
  /** What its verdicts say in the conclusion of the report; theorem checks are counted there instead. */
  readonly answers?: readonly Answer[];
  /** Whether its cells ask for a data set. */
  readonly needsData: boolean;
  /** The cells of a run: independent pieces of work, in the order in which `judge` takes their results. */
  plan(settings: Settings): readonly Cell[];
  /**
   * Further cells where the results so far leave open what more of them can decide; none where they do not.
   * Asked again when those are done. Which cells follow depends on the results alone, so that any number
   * of workers runs the same.
   */
  extend?(results: readonly Result[], settings: Settings): readonly Cell[];
  /** What a cell will take on examples of this shape; absent where it is not estimated. */
  cost?(cell: Cell, shape: ExampleShape): CellCost;
  /** Does one cell. Pure: the same cell and seed give the same result. */
  run(cell: Cell, context: CellContext): Result;
  /** Applies the rule; `results[i]` belongs to `plan(settings)[i]`, and those of `extend` follow in order. */
  judge(results: readonly Result[], settings: Settings): Evidence;
}

/** What is said of a claim, as the report shows it; without its experiment. */
export type ClaimTexts = Pick<
  Claim,
  | 'id'
  | 'group'
  | 'kind'
  | 'title'
  | 'statement'
  | 'source'
  | 'experiment'
  | 'rule'
  | 'formula'
  | 'deviation'
  | 'answers'
>;

/** How the run of a claim ended. `interrupted`: some of its cells are still to be run. */
export type ClaimOutcome =
  | {
      readonly status: 'judged';
      readonly claim: Claim;
      readonly evidence: Evidence;
      /** Time of its cells, added up. */
      readonly seconds: number;
      /** What the plan had said that it would be. */
      readonly estimatedSeconds?: number;
    }
  | { readonly status: 'failed'; readonly claim: Claim; readonly reason: string; readonly seconds: number }
  | { readonly status: 'interrupted'; readonly claim: Claim };

/** What a cell will take, roughly: one core, and memory besides the program itself. */
export interface CellCost {
  /** On one core. */
  readonly seconds: number;
  readonly bytes: number;
}

/** What the sizes of a network depend on. */
export type ExampleShape = Pick<Dataset, 'dimension' | 'classes' | 'image'>;
