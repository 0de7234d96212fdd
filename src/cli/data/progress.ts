import type { GetEvent, Source } from '../../store/index.js';
import { StatusLine } from '../statusLine.js';
import { duration, painter, terminalOf } from '../terminal.js';
import { Rate } from './rate.js';
import { size } from './words.js';

/** Without a terminal, shorter files are said to have arrived and nothing else. */
const longBytes = 20e6;

/** How a download goes on: on a terminal a line that is redrawn in place, else a few lines a file. */
export class GetProgress {
  readonly #line = new StatusLine();
  readonly #paint = painter(terminalOf(process.stderr, process.env));
  #rate = new Rate();
  #quarter = 0;
  /** Further rounds through the addresses say only what is new. */
  readonly #said = new Set<string>();

  show(event: GetEvent): void {
    switch (event.type) {
      case 'asked':
        this.#asked(event.source, event.received);
        break;
      case 'received':
        this.#received(event.source, event.received);
        break;
      case 'failed':
        this.#say(`${hostOf(event.source)} ${event.reason}.`, 'yellow');
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
        if (this.#line.isLive) this.#say(cameFrom(event.source));
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.#line.clear();
  }

  #asked(source: Source, received: number): void {
    this.#rate = new Rate();
    this.#quarter = Math.floor((4 * received) / source.bytes);
    const kept = received === 0 ? '' : ` ${size(received)} are there already.`;
    if (this.#line.isLive) this.#line.draw(`${source.name}: asking ${hostOf(source)}`);
    else this.#say(cameFrom(source) + kept);
  }

  #received(source: Source, received: number): void {
    const rate = this.#rate.at(performance.now(), received);
    if (this.#line.isLive) {
      if (!this.#line.isDue) return;
      this.#line.draw(receivedLine(source.name, received, source.bytes, rate, this.#line.width));
      return;
    }
    const quarter = Math.floor((4 * received) / source.bytes);
    if (source.bytes < longBytes || quarter <= this.#quarter) return;
    this.#quarter = quarter;
    this.#say(`${source.name}: ${25 * quarter} %.`);
  }

  #say(text: string, colour: 'dim' | 'yellow' = 'dim'): void {
    this.end();
    if (this.#said.has(text)) return;
    this.#said.add(text);
    process.stderr.write(`${this.#paint(text, colour)}\n`);
  }
}

/** What comes from where; said before it comes, or afterwards. */
function cameFrom(source: Source): string {
  return `${source.name}: ${size(source.bytes)} from ${hostOf(source)}.`;
}

function hostOf({ address }: Source): string {
  return new URL(address).host;
}

/** How much has arrived, how fast, and how long the rest takes, in at most `width` characters. */
export function receivedLine(
  name: string,
  received: number,
  bytes: number,
  rate: number | undefined,
  width: number,
): string {
  const share = `${String(Math.floor((100 * received) / bytes)).padStart(3)} %`;
  const parts = [`${name}: ${share}`, `${size(received)} of ${size(bytes)}`];
  if (rate !== undefined) {
    parts.push(`${size(Math.round(rate))}/s`);
    if (rate > 0) parts.push(`${timeLeft((bytes - received) / rate)} left`);
  }
  while (parts.length > 1 && parts.join(', ').length > width) parts.pop();
  return parts.join(', ').slice(0, width);
}

function timeLeft(seconds: number): string {
  return seconds < 60 ? `${Math.ceil(seconds)} s` : duration(seconds);
}
