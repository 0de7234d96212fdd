import type { SweepEvent } from '../../sweep/index.js';
import { ProgressLines } from './progressLines.js';
import { ProgressScreen } from './progressScreen.js';
import { shownOn, terminalOf } from '../terminal.js';

/** Shows how a sweep goes on. */
export interface Progress {
  show(event: SweepEvent): void;
  /** Ends the display; the cursor is at the start of a new line afterwards. */
  close(): void;
}

export interface ProgressSettings {
  /** How many claims the sweep has. */
  readonly claims: number;
  readonly workers: number;
  readonly quiet: boolean;
}

/** The display that suits standard error: redrawn in place, one line an event, or none. */
export function progressOn(stream: NodeJS.WriteStream, settings: ProgressSettings): Progress {
  if (settings.quiet) return { show: () => {}, close: () => {} };
  const terminal = terminalOf(stream, process.env);
  if (terminal.inPlace) return new ProgressScreen(stream, settings.workers);
  return new ProgressLines((line) => stream.write(`${shownOn(line, terminal)}\n`), settings);
}
