import { remainingSeconds } from './estimate.js';
import type { SweepEvent } from './events.js';

/** How far one claim is. Failed cells count as ended. */
export interface ClaimTally {
  readonly claim: string;
  cells: number;
  ended: number;
  finished: number;
  seconds: number;
  state: 'waiting' | 'running' | 'over';
}

/** Counts a sweep's events: how far each claim and the whole are, and how long the rest will take. */
export class Tally {
  readonly #claims = new Map<string, ClaimTally>();

  record(event: SweepEvent): void {
    if (event.type === 'begun') return;
    if (event.type === 'claimPlanned') {
      const { claim, cells, kept, keptSeconds } = event;
      const counts = { ended: kept, finished: kept, seconds: keptSeconds };
      this.#claims.set(claim, { claim, cells, ...counts, state: 'waiting' });
    }
    const tally = this.#claims.get(event.claim);
    if (tally === undefined) return;
    if (event.type === 'claimExtended') {
      tally.cells += event.cells;
      tally.ended += event.kept;
      tally.finished += event.kept;
      tally.seconds += event.keptSeconds;
    }
    if (event.type === 'claimStarted') tally.state = 'running';
    if (event.type === 'claimJudged' || event.type === 'claimFailed') tally.state = 'over';
    if (event.type === 'cellFailed') tally.ended++;
    if (event.type === 'cellFinished') {
      tally.ended++;
      tally.finished++;
      tally.seconds += event.seconds;
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
    const times = this.claims.map(({ cells, ended, finished, seconds }) => {
      return { finished, seconds, remaining: cells - ended };
    });
    return remainingSeconds(times, workers);
  }
}
