import { painter, terminalOf } from '../terminal.js';
import { counted } from './words.js';

/** Lines that a long run says where they cannot be redrawn in place. */
const lines = 20;

/**
 * Says on standard error how many paths are done: in place where the terminal can, and else, for a long run alone, in
 * lines.
 */
export class CountProgress {
  readonly #terminal = terminalOf(process.stderr, process.env);
  #shown = false;
  #next = 0;

  constructor(
    private readonly total: number,
    private readonly options: { readonly quiet: boolean; readonly long: boolean },
  ) {}

  show(done: number): void {
    if (this.options.quiet) return;
    const text = `${done} of ${counted(this.total, 'path')} done`;
    if (this.#terminal.inPlace) {
      this.#shown = true;
      process.stderr.write(`\r\u001b[K${painter(this.#terminal)(text, 'dim')}`);
    } else if (this.options.long && done >= this.#next) {
      this.#next = done + this.total / lines;
      process.stderr.write(`${text}\n`);
    }
  }

  /** Nothing more comes: the line is cleared. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
