import { Tally, type SweepEvent } from '../../sweep/index.js';
import type { Progress } from './display.js';
import { begunLine, damagedLine } from './progressLines.js';
import { duration, painter, roughDuration, terminalOf, wrap, type Terminal } from '../terminal.js';
import { verdictColours } from './verdictTable.js';

const redrawMs = 100;
const labelWidth = 26;
const barWidth = 24;
const countWidth = 16;
/** A line that the terminal wraps could not be redrawn: narrower terminals get no bars. */
const rowWidth = labelWidth + barWidth + countWidth + 6;
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
    this.stream.write(this.#eraser);
    process.off('exit', this.#showCursor);
    this.#showCursor();
    this.stream.write('\n');
  }

  get #terminal(): Terminal {
    return terminalOf(this.stream, process.env);
  }

  /** Control characters that take back what is drawn. */
  get #eraser(): string {
    return this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\u001b[0J` : '';
  }

  #draw(finished: readonly string[]): void {
    const elapsed = (performance.now() - this.#begin) / 1000;
    const bars = barLines(this.#tally, this.workers, elapsed, this.#terminal);
    this.stream.write(this.#eraser + [...finished, ...bars].map((line) => `${line}\n`).join(''));
    this.#drawnLines = bars.length;
  }
}

/** Lines that stay. */
export function finishedLines(event: SweepEvent, terminal: Terminal, workers: number): string[] {
  const paint = painter(terminal);
  switch (event.type) {
    case 'begun':
      return wrap(begunLine(event.cells, event.kept, workers), terminal.columns);
    case 'cellDamaged':
      return wrap(damagedLine(event.claim, event.path), terminal.columns);
    case 'claimJudged': {
      const { verdict } = event.evidence;
      const word = paint(verdict.padEnd(13), verdictColours[verdict]);
      return [`  ${event.claim.padEnd(labelWidth)}  ${word}  ${paint(duration(event.seconds), 'dim')}`];
    }
    case 'claimFailed':
      return [`  ${event.claim.padEnd(labelWidth)}  ${paint('failed to run', 'red')}`];
    default:
      return [];
  }
}

/** Lines that are redrawn: a bar a running claim, one for all, and the time that is left. */
export function barLines(tally: Tally, workers: number, elapsed: number, terminal: Terminal): string[] {
  const { ended, all } = tally.cells;
  if (all === 0) return [];
  const running = tally.claims.filter(({ state }) => state === 'running').slice(0, mostBars);
  const rows = [...running, { claim: 'all claims', ended, cells: all }];
  const bars = rows.map(({ claim, ended, cells }) => {
    const label = claim.slice(0, labelWidth).padEnd(labelWidth);
    return `  ${label}  ${barOf(ended / cells, terminal)}  ${`${ended} of ${cells}`.slice(0, countWidth)}`;
  });
  const left = tally.remainingSeconds(workers);
  const time = `${duration(elapsed)} so far${left ? `, ${roughDuration(left)} left` : ''}`;
  const drawn = terminal.columns > rowWidth ? bars : [];
  return [...drawn, `  ${painter(terminal)(time.slice(0, terminal.columns - 3), 'dim')}`];
}

function barOf(fraction: number, terminal: Terminal): string {
  const filled = Math.round(fraction * barWidth);
  const [full, empty] = terminal.unicode ? ['━', '─'] : ['#', '.'];
  const paint = painter(terminal);
  return paint(full.repeat(filled), 'cyan') + paint(empty.repeat(barWidth - filled), 'dim');
}
