import type { Evidence } from '../evidence/index.js';

/** Core seconds that a claim expected of cells before they ran; absent where it has no estimate. */
export interface Expected {
  /** Of the cells that earlier runs finished. */
  readonly kept: number;
  /** Of those that are still to be run. */
  readonly left: number;
}

/** What a sweep tells while it runs. Claims go by their id. */
export type SweepEvent =
  /** Comes first for every claim; `kept` cells were finished by an earlier run, in `keptSeconds`. */
  | {
      readonly type: 'claimPlanned';
      readonly claim: string;
      readonly cells: number;
      readonly kept: number;
      readonly keptSeconds: number;
      readonly expected?: Expected;
    }
  /** All cells of a claim are done and leave it open: so many further cells follow. */
  | {
      readonly type: 'claimExtended';
      readonly claim: string;
      readonly cells: number;
      readonly kept: number;
      readonly keptSeconds: number;
      readonly expected?: Expected;
    }
  /** A stored cell could not be used and is computed again. */
  | { readonly type: 'cellDamaged'; readonly claim: string; readonly path: string }
  /** Every claim is planned; what is left is run from here on. */
  | { readonly type: 'begun'; readonly cells: number; readonly kept: number }
  | { readonly type: 'claimStarted'; readonly claim: string }
  | {
      readonly type: 'cellFinished';
      readonly claim: string;
      readonly seconds: number;
      /** What the claim expected of it. */
      readonly expected?: number;
    }
  | {
      readonly type: 'cellFailed';
      readonly claim: string;
      readonly reason: string;
      readonly expected?: number;
    }
  | {
      readonly type: 'claimJudged';
      readonly claim: string;
      readonly evidence: Evidence;
      /** Computing time of its cells, summed over workers and over earlier runs. */
      readonly seconds: number;
    }
  | { readonly type: 'claimFailed'; readonly claim: string; readonly reason: string };
