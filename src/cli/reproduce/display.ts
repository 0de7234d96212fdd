import type { SweepEvent } from '../../sweep/index.js';

/** Shows how a sweep goes on. */
export interface Progress {
  show(event: SweepEvent): void;
  /** Ends the display; the cursor is at the start of a new line afterwards. */
  close(): void;
}

/** What a display is told before the sweep begins. */
export interface ProgressSettings {
  /** How many claims the sweep has. */
  readonly claims: number;
  readonly workers: number;
  readonly quiet: boolean;
}
