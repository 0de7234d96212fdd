import { painter, terminalOf } from '../terminal.js';

/** Says on standard error how many of something are done, in place; silent without a terminal that can. */
export class CountProgress {
  readonly #terminal = terminalOf(process.stderr, process.env);
  readonly #visible: boolean;
  #shown = false;

  constructor(
    private readonly total: number,
    private readonly what: string,
    quiet: boolean,
  ) {
    this.#visible = this.#terminal.inPlace && !quiet;
  }

  show(done: number): void {
    if (!this.#visible) return;
    this.#shown = true;
    const text = `${done} of ${this.total} ${this.what}`;
    process.stderr.write(`\r\u001b[K${painter(this.#terminal)(text, 'dim')}`);
  }

  /** Nothing more comes: the line is cleared. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
