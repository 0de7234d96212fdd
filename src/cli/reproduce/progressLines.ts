import { Tally, type SweepEvent } from '../../sweep/index.js';
import type { Progress, ProgressSettings } from './display.js';
import { duration, roughDuration } from '../terminal.js';

/** Progress for log files and pipes: one plain line an event, no control characters. */
export class ProgressLines implements Progress {
  readonly #tally = new Tally();
  #judged = 0;

  constructor(
    readonly write: (line: string) => void,
    readonly settings: ProgressSettings,
  ) {}

  show(event: SweepEvent): void {
    this.#tally.record(event);
    const line = this.#lineOf(event);
    if (line !== undefined) this.write(line);
  }

  close(): void {}

  #lineOf(event: SweepEvent): string | undefined {
    switch (event.type) {
      case 'begun':
        return begunLine(event.cells, event.kept, this.settings.workers);
      case 'cellDamaged':
        return damagedLine(event.claim, event.path);
      case 'claimStarted': {
        const left = this.#tally.remainingSeconds(this.settings.workers);
        return `${event.claim}: begun${left === undefined ? '' : `; ${roughDuration(left)} left for all`}`;
      }
      case 'cellFailed':
        return `${event.claim}: a cell failed: ${event.reason}`;
      case 'claimJudged': {
        const { verdict, reason } = event.evidence;
        return `${event.claim}: ${verdict} (${duration(event.seconds)}; ${this.#count()}). ${reason}`;
      }
      case 'claimFailed':
        return `${event.claim}: failed to run (${this.#count()}). ${event.reason}`;
      default:
        return undefined;
    }
  }

  #count(): string {
    this.#judged++;
    return `${this.#judged} of ${this.settings.claims} claims`;
  }
}

/** What is to be done, in a sentence. */
export function begunLine(cells: number, kept: number, workers: number): string {
  const earlier = kept > 0 ? `, ${kept} of them kept from an earlier run` : '';
  return `${cells} cells${earlier}; ${workers} at a time.`;
}

/** That a stored cell is computed again, and why. */
export function damagedLine(claim: string, path: string): string {
  return `${claim}: a stored cell is damaged and is computed again: ${path}`;
}
