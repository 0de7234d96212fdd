import { counted } from '../motion/words.js';
import { StatusLine } from '../statusLine.js';

/** Lines that a long run prints where one line cannot be redrawn. */
const printedLines = 20;

/**
 * Says on standard error how many paths are done: in one line that is redrawn, or, for long runs, in a few
 * lines.
 */
export class CountProgress {
  readonly #line: StatusLine;
  #next = 0;

  constructor(
    private readonly total: number,
    private readonly options: { readonly quiet: boolean; readonly long: boolean },
  ) {
    this.#line = new StatusLine(options);
  }

  show(done: number): void {
    const text = `${done} of ${counted(this.total, 'path')} done`;
    if (this.#line.isLive) {
      this.#line.draw(text);
    } else if (!this.options.quiet && this.options.long && done >= this.#next) {
      this.#next = done + this.total / printedLines;
      process.stderr.write(`${text}\n`);
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.#line.clear();
  }
}
