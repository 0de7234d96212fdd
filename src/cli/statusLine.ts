import { painter, shownOn, terminalOf } from './terminal.js';

const redrawMs = 100;

/**
 * One line on standard error that is redrawn in place. Where the terminal cannot do that, nothing is drawn.
 */
export class StatusLine {
  /** Whether lines can be drawn at all; where not, the caller may print some lines instead. */
  readonly isLive: boolean;
  readonly #terminal = terminalOf(process.stderr, process.env);
  #drawnAt = -Infinity;
  #isShown = false;

  constructor({ quiet = false }: { readonly quiet?: boolean } = {}) {
    this.isLive = this.#terminal.inPlace && !quiet;
  }

  /** Whether the last line is old enough to be redrawn. */
  get isDue(): boolean {
    return this.isLive && performance.now() - this.#drawnAt >= redrawMs;
  }

  /** Columns that a line may fill: in the last one, some terminals begin a new line. */
  get width(): number {
    return this.#terminal.columns - 1;
  }

  draw(text: string): void {
    if (!this.isLive) return;
    const line = shownOn(text, this.#terminal).slice(0, this.width);
    process.stderr.write(`\r\u001b[K${painter(this.#terminal)(line, 'dim')}`);
    this.#drawnAt = performance.now();
    this.#isShown = true;
  }

  /** Takes the line away, so that others can be printed in its place. */
  clear(): void {
    if (this.#isShown) process.stderr.write('\r\u001b[K');
    this.#isShown = false;
  }
}
