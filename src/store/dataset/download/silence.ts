import { SourceFailure } from './sourceFailure.js';

/** A signal that aborts when nothing is heard for some time, or when another signal does. */
export class Silence {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #idleMs: number;
  #timer: NodeJS.Timeout;
  #heard = false;

  constructor(idleMs: number, outer: AbortSignal) {
    this.#idleMs = idleMs;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#timer = this.#start();
  }

  /** Something was heard: the time begins anew. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#heard = true;
    this.#timer = this.#start();
  }

  /** Nothing more is awaited. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => {
      const said = this.#heard ? 'fell silent for' : 'does not answer within';
      const kind = this.#heard ? 'passing' : 'unreachable';
      this.#controller.abort(new SourceFailure(`${said} ${this.#idleMs / 1000} s`, kind));
    }, this.#idleMs);
  }
}
