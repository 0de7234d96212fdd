import { SourceFailure } from './sourceFailure.js';

/** How long a silent server is waited for, in milliseconds. */
export interface Waiting {
  /** Until it answers. */
  readonly answerMs: number;
  /** Between the bytes that it sends. */
  readonly idleMs: number;
}

/** A signal that aborts when nothing is heard for too long, or when another signal does. */
export class Silence {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #waiting: Waiting;
  #timer: NodeJS.Timeout;

  constructor(waiting: Waiting, outer: AbortSignal) {
    this.#waiting = waiting;
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.#timer = this.#start(waiting.answerMs, 'does not answer within', 'unreachable');
  }

  /** Something was heard: the time begins anew. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(this.#waiting.idleMs, 'fell silent for', 'passing');
  }

  /** Nothing more is awaited. */
  end(): void {
    clearTimeout(this.#timer);
  }

  #start(ms: number, did: string, kind: SourceFailure['kind']): NodeJS.Timeout {
    return setTimeout(() => this.#controller.abort(new SourceFailure(`${did} ${ms / 1000} s`, kind)), ms);
  }
}
