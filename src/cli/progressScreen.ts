import { Tally, type SweepEvent } from '../sweep/index.js';
import type { Progress } from './progress.js';
import { begunLine, damagedLine } from './progressLines.js';
import { duration, painter, roughDuration, terminalOf, type Terminal } from './terminal.js';
import { verdictColours } from './verdictTable.js';

const redrawMs = 100;
const labelWidth = 26;
const barWidth = 24;
const countWidth = 16;
/** A line that the terminal wraps could not be redrawn; narrower ones get no bars. */
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
    this.#erase();
    process.off('exit', this.#showCursor);
    this.#showCursor();
    this.stream.write('\n');
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
  const time = `${duration(elapsed)} so far${left === undefined ? '' : `, ${roughDuration(left)} left`}`;
  return [...bars, `  ${painter(terminal)(time, 'dim')}`].filter(() => terminal.columns > rowWidth);
}

function barOf(fraction: number, terminal: Terminal): string {
  const filled = Math.round(fraction * barWidth);
  const [full, empty] = terminal.unicode ? ['━', '─'] : ['#', '.'];
  const paint = painter(terminal);
  return paint(full.repeat(filled), 'cyan') + paint(empty.repeat(barWidth - filled), 'dim');
}
