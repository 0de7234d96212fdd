import type { Progress, ProgressSettings } from './display.js';
import { ProgressLines } from './progressLines.js';
import { ProgressScreen } from './progressScreen.js';
import { shownOn, terminalOf } from '../terminal.js';

/** The display that suits standard error: redrawn in place, one line an event, or none. */
export function progressOn(stream: NodeJS.WriteStream, settings: ProgressSettings): Progress {
  if (settings.quiet) return { show: () => {}, close: () => {} };
  const terminal = terminalOf(stream, process.env);
  if (terminal.inPlace) return new ProgressScreen(stream, settings.workers);
  return new ProgressLines((line) => stream.write(`${shownOn(line, terminal)}\n`), settings);
}
