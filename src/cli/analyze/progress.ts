import type { GradientTensor } from '../../store/index.js';
import { painter, terminalOf } from '../terminal.js';

/** Says on standard error which tensor is read; redrawn in place where the terminal can do that. */
export class ReadingProgress {
  readonly #total: number;
  readonly #quiet: boolean;
  readonly #terminal = terminalOf(process.stderr, process.env);
  #begun = 0;
  #name = '';
  #shown = '';
  #lastDrawn = 0;

  constructor(total: number, quiet: boolean) {
    this.#total = total;
    this.#quiet = quiet;
  }

  /** A tensor is begun. */
  begin({ file, name, matrix }: GradientTensor): void {
    this.#begun++;
    this.#name = `${name || file} (${matrix.rows} × ${matrix.columns})`;
    if (this.#terminal.inPlace) this.#draw(`${this.#count()} ${this.#name}`);
    else if (!this.#quiet) process.stderr.write(`${this.#count()} ${this.#name}\n`);
  }

  /** This share of it is read. */
  reading(share: number): void {
    const now = Date.now();
    if (!this.#terminal.inPlace || (share < 1 && now - this.#lastDrawn < 100)) return;
    const stage = share < 1 ? `read ${Math.floor(100 * share)} %` : 'testing';
    this.#draw(`${this.#count()} ${this.#name}: ${stage}`);
  }

  /** Nothing more comes: the line is cleared. */
  end(): void {
    if (this.#shown !== '') process.stderr.write('\r\u001b[K');
  }

  #count(): string {
    return `[${this.#begun}/${this.#total}]`;
  }

  #draw(text: string): void {
    if (this.#quiet) return;
    this.#lastDrawn = Date.now();
    this.#shown = text.slice(0, this.#terminal.columns - 1);
    process.stderr.write(`\r\u001b[K${painter(this.#terminal)(this.#shown, 'dim')}`);
  }
}
