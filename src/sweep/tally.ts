import { remainingSeconds } from './estimate.js';
import type { SweepEvent } from './events.js';

/** How far one claim is. Failed cells count as ended. */
export interface ClaimTally {
  readonly claim: string;
  cells: number;
  ended: number;
  finished: number;
  seconds: number;
  /** What the claim expected of finished and remaining cells; absent where it has no estimate. */
  expected?: { finished: number; remaining: number };
  state: 'waiting' | 'running' | 'over';
}

/** Counts a sweep's events: how far each claim and the whole are, and how long the rest will take. */
export class Tally {
  readonly #claims = new Map<string, ClaimTally>();

  record(event: SweepEvent): void {
    if (event.type === 'begun') return;
    if (event.type === 'claimPlanned') {
      const { claim } = event;
      const nothing = { cells: 0, ended: 0, finished: 0, seconds: 0 };
      const expected = event.expected && { finished: 0, remaining: 0 };
      this.#claims.set(claim, { claim, ...nothing, ...(expected && { expected }), state: 'waiting' });
    }
    const tally = this.#claims.get(event.claim);
    if (tally === undefined) return;
    if (event.type === 'claimPlanned' || event.type === 'claimExtended') {
      tally.cells += event.cells;
      tally.ended += event.kept;
      tally.finished += event.kept;
      tally.seconds += event.keptSeconds;
      if (event.expected) count(tally, event.expected.kept, event.expected.left);
    }
    if (event.type === 'claimStarted') tally.state = 'running';
    if (event.type === 'claimJudged' || event.type === 'claimFailed') tally.state = 'over';
    if (event.type === 'cellFailed') {
      tally.ended++;
      if (event.expected !== undefined) count(tally, 0, -event.expected);
    }
    if (event.type === 'cellFinished') {
      tally.ended++;
      tally.finished++;
      tally.seconds += event.seconds;
      if (event.expected !== undefined) count(tally, event.expected, -event.expected);
    }
  }

  get claims(): readonly ClaimTally[] {
    return [...this.#claims.values()];
  }

  get cells(): { readonly ended: number; readonly all: number } {
    let ended = 0;
    let all = 0;
    for (const claim of this.#claims.values()) {
      ended += claim.ended;
      all += claim.cells;
    }
    return { ended, all };
  }

  /** Seconds until the last cell ends on `workers` workers, as far as finished cells tell. */
  remainingSeconds(workers: number): number | undefined {
    const times = this.claims.map(({ cells, ended, finished, seconds, expected }) => {
      return { finished, seconds, remaining: cells - ended, ...(expected && { expected }) };
    });
    return remainingSeconds(times, workers);
  }
}

/** Adds to what was expected of finished and of remaining cells. */
function count({ expected }: ClaimTally, finished: number, remaining: number): void {
  if (expected === undefined) return;
  expected.finished += finished;
  expected.remaining += remaining;
}
