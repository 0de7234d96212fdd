import type { GetEvent } from '../../store/index.js';
import { duration, painter, terminalOf } from '../terminal.js';
import { Rate } from './rate.js';
import { size } from './words.js';

const redrawMs = 100;
/** Without a terminal, shorter files are said to have arrived and nothing else. */
const longBytes = 20e6;

/** How a download goes on: on a terminal a line that is redrawn in place, else a few lines a file. */
export class GetProgress {
  readonly #terminal = terminalOf(process.stderr, process.env);
  readonly #paint = painter(this.#terminal);
  #rate = new Rate();
  #drawn = -Infinity;
  #shown = false;
  #quarter = 0;
  /** Further rounds through the addresses say only what is new. */
  readonly #said = new Set<string>();

  show(event: GetEvent): void {
    switch (event.type) {
      case 'asked':
        this.#rate = new Rate();
        this.#quarter = Math.floor((4 * event.received) / event.source.bytes);
        this.#say(
          `${event.source.name}: ${size(event.source.bytes)} from ${new URL(event.source.address).host}` +
            (event.received > 0 ? `; ${size(event.received)} are there.` : '.'),
        );
        break;
      case 'received':
        this.#received(event.source.name, event.received, event.source.bytes);
        break;
      case 'failed':
        this.#say(`${new URL(event.source.address).host} ${event.reason}.`, 'yellow');
        break;
      case 'waits':
        this.#say(`Tries again in ${duration(event.ms / 1000)}.`);
        break;
      case 'unpacks':
        this.#say(`Unpacking ${event.archive}.`);
        break;
      case 'note':
        this.#say(event.sentence, 'yellow');
        break;
      case 'finished':
        this.end();
    }
  }

  /** Nothing more comes: the line is cleared. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }

  #received(name: string, received: number, bytes: number): void {
    const now = performance.now();
    const rate = this.#rate.at(now, received);
    if (this.#terminal.inPlace) {
      if (now - this.#drawn < redrawMs && received < bytes) return;
      this.#drawn = now;
      process.stderr.write(
        `\r\u001b[K${this.#paint(receivedLine(received, bytes, rate, this.#terminal.columns - 1), 'cyan')}`,
      );
      this.#shown = true;
      return;
    }
    const quarter = Math.floor((4 * received) / bytes);
    if (bytes < longBytes || quarter <= this.#quarter) return;
    this.#quarter = quarter;
    this.#say(`${name}: ${25 * quarter} %.`);
  }

  #say(text: string, colour: 'dim' | 'yellow' = 'dim'): void {
    this.end();
    if (this.#said.has(text)) return;
    this.#said.add(text);
    process.stderr.write(`${this.#paint(text, colour)}\n`);
  }
}

/** How much has arrived, how fast, and how long the rest takes, in at most `width` characters. */
export function receivedLine(
  received: number,
  bytes: number,
  rate: number | undefined,
  width: number,
): string {
  const share = `${String(Math.floor((100 * received) / bytes)).padStart(3)} %`;
  const parts = [share, `${size(received)} of ${size(bytes)}`];
  if (rate !== undefined) {
    parts.push(`${size(Math.round(rate))}/s`);
    if (rate > 0) parts.push(`${duration((bytes - received) / rate)} left`);
  }
  while (parts.length > 1 && parts.join(', ').length > width) parts.pop();
  return parts.join(', ').slice(0, width);
}
