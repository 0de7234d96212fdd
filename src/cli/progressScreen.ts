import { Tally, type SweepEvent } from '../sweep/index.js';
import type { Progress } from './progress.js';
import { begunLine, damagedLine } from './progressLines.js';
import { duration, painter, roughDuration, terminalOf, type Terminal } from './terminal.js';
import { verdictColours } from './verdictTable.js';

const redrawMs = 100;
const barWidth = 24;
const mostBars = 8;

/** Progress for people: lines of finished claims scroll by, below them bars are redrawn in place. */
export class ProgressScreen implements Progress {
  readonly #tally = new Tally();
  readonly #begin = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #showCursor = () => this.stream.write('\u001b[?25h');
  #drawnLines = 0;

  constructor(
    readonly stream: NodeJS.WriteStream,
    readonly workers: number,
  ) {
    stream.write('\u001b[?25l');
    process.on('exit', this.#showCursor);
    this.#timer = setInterval(() => this.#draw([]), redrawMs);
    this.#timer.unref();
  }

  show(event: SweepEvent): void {
    this.#tally.record(event);
    const lines = finishedLines(event, this.#terminal, this.workers);
    if (lines.length > 0) this.#draw(lines);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#erase();
    process.off('exit', this.#showCursor);
    this.#showCursor();
  }

  get #terminal(): Terminal {
    return terminalOf(this.stream, process.env);
  }

  #erase(): void {
    if (this.#drawnLines > 0) this.stream.write(`\u001b[${this.#drawnLines}A\u001b[0J`);
    this.#drawnLines = 0;
  }

  #draw(finished: readonly string[]): void {
    const elapsed = (performance.now() - this.#begin) / 1000;
    const bars = barLines(this.#tally, this.workers, elapsed, this.#terminal);
    this.#erase();
    this.stream.write([...finished, ...bars].map((line) => `${line}\n`).join(''));
    this.#drawnLines = bars.length;
  }
}

/** Lines that stay. */
export function finishedLines(event: SweepEvent, terminal: Terminal, workers: number): string[] {
  const paint = painter(terminal);
  switch (event.type) {
    case 'begun':
      return [begunLine(event.cells, event.kept, workers)];
    case 'cellDamaged':
      return [damagedLine(event.claim, event.path)];
    case 'claimJudged': {
      const { verdict } = event.evidence;
      const word = paint(verdict.padEnd(13), verdictColours[verdict]);
      return [`  ${event.claim.padEnd(26)}  ${word}  ${paint(duration(event.seconds), 'dim')}`];
    }
    case 'claimFailed':
      return [`  ${event.claim.padEnd(26)}  ${paint('failed to run', 'red')}`];
    default:
      return [];
  }
}

/** Lines that are redrawn: a bar a running claim, and one for the whole with the time that is left. */
export function barLines(tally: Tally, workers: number, elapsed: number, terminal: Terminal): string[] {
  const { ended, all } = tally.cells;
  if (all === 0) return [];
  const running = tally.claims.filter(({ state }) => state === 'running');
  const left = tally.remainingSeconds(workers);
  const time = `${duration(elapsed)}${left === undefined ? '' : `, ${roughDuration(left)} left`}`;
  const rows = running.slice(0, mostBars).map((claim): [string, number, string] => {
    return [claim.claim, claim.ended / claim.cells, `${claim.ended} of ${claim.cells}`];
  });
  rows.push(['all', ended / all, `${Math.floor((100 * ended) / all)} %, ${time}`]);
  const room = terminal.columns - barWidth - 33;
  return rows.map(([label, fraction, remark]) => {
    const bar = barOf(fraction, terminal);
    return `  ${label.slice(0, 26).padEnd(26)}  ${bar}  ${remark.slice(0, Math.max(0, room))}`;
  });
}

function barOf(fraction: number, terminal: Terminal): string {
  const filled = Math.round(fraction * barWidth);
  const [full, empty] = terminal.unicode ? ['━', '─'] : ['#', '.'];
  const paint = painter(terminal);
  return paint(full.repeat(filled), 'cyan') + paint(empty.repeat(barWidth - filled), 'dim');
}
