import type { GradientTensor } from '../../store/index.js';
import { StatusLine } from '../statusLine.js';
import { shownOn, terminalOf } from '../terminal.js';

/** Says on standard error which tensor is read: in one line that is redrawn, or in a line per tensor. */
export class ReadingProgress {
  readonly #total: number;
  readonly #quiet: boolean;
  readonly #line: StatusLine;
  #begun = 0;
  #what = '';

  constructor(total: number, quiet: boolean) {
    this.#total = total;
    this.#quiet = quiet;
    this.#line = new StatusLine({ quiet });
  }

  /** A tensor is begun. */
  begin({ file, name, matrix }: GradientTensor): void {
    this.#begun++;
    this.#what = `[${this.#begun}/${this.#total}] ${name || file} (${matrix.rows} × ${matrix.columns})`;
    if (this.#line.isLive) this.#line.draw(this.#what);
    else if (!this.#quiet) {
      process.stderr.write(`${shownOn(this.#what, terminalOf(process.stderr, process.env))}\n`);
    }
  }

  /** This share of it is read. */
  reading(share: number): void {
    if (share === 1) this.#line.draw(`${this.#what}: testing`);
    else if (this.#line.isDue) this.#line.draw(`${this.#what}: read ${Math.floor(100 * share)} %`);
  }

  /** Nothing more comes. */
  end(): void {
    this.#line.clear();
  }
}
