/**
 * Tasks over workers: results in task order, progress as they finish, cancellation, and a report
 * for each task whose worker failed or died while the other results are kept.
 *
 * The pool is ours, and not a library's, because the same one has to drive worker threads in Node
 * and Workers in a page; a platform hands in only a way to start a worker (node.ts, browser.ts).
 */

/** What the pool needs of a worker on any platform. */
export interface WorkerPort {
  post(message: TaskMessage): void;
  onReply(listener: (reply: ReplyMessage) => void): void;
  /** Called once when the worker ends without being told to, with what is known of the cause. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

export interface TaskMessage {
  readonly index: number;
  readonly task: unknown;
}

export type ReplyMessage =
  | { readonly index: number; readonly value: unknown }
  | { readonly index: number; readonly error: string };

/** How a task ended. A cancelled task was never finished and can be run again. */
export type Outcome<Result> =
  | { readonly status: 'done'; readonly value: Result }
  | { readonly status: 'failed'; readonly reason: string }
  | { readonly status: 'cancelled' };

export interface PoolSettings<Task, Result> {
  readonly tasks: readonly Task[];
  /** Number of workers, at least 1. The results do not depend on it. */
  readonly workers: number;
  readonly startWorker: () => WorkerPort;
  /**
   * Called in the order of finishing; `index` is the task's place in `tasks`. Tasks that it returns are put
   * at the end of these, and run as well.
   */
  readonly onOutcome?: (index: number, outcome: Outcome<Result>) => readonly Task[] | undefined | void;
  readonly onStart?: (index: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs every task on one of `workers` workers.
 *
 * A task that throws fails alone; a worker that dies (killed, out of memory) fails the task it was
 * running and is replaced. After `signal` aborts no task starts, running ones are stopped, and the
 * promise resolves with what had finished.
 *
 * @returns one outcome per task, in task order, those that were added at the end
 * @throws {RangeError} when `workers` is not a positive integer
 */
export function runTasks<Task, Result>(settings: PoolSettings<Task, Result>): Promise<Outcome<Result>[]> {
  const { workers } = settings;
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`The number of workers is ${workers}; it must be a whole number of at least 1.`);
  }
  return new Promise((resolve) => new Run(settings, resolve).begin());
}

/** One call of runTasks, from its first worker to its last outcome. */
class Run<Task, Result> {
  readonly #settings: PoolSettings<Task, Result>;
  readonly #resolve: (outcomes: Outcome<Result>[]) => void;
  readonly #outcomes: Outcome<Result>[];
  readonly #tasks: Task[];
  readonly #ports = new Set<WorkerPort>();
  /** The first task that no worker has taken. */
  #next = 0;

  constructor(settings: PoolSettings<Task, Result>, resolve: (outcomes: Outcome<Result>[]) => void) {
    this.#settings = settings;
    this.#resolve = resolve;
    this.#tasks = [...settings.tasks];
    this.#outcomes = settings.tasks.map(() => ({ status: 'cancelled' }));
  }

  begin(): void {
    const { signal } = this.#settings;
    if (this.#tasks.length === 0 || signal?.aborted) {
      this.#finish();
      return;
    }
    signal?.addEventListener('abort', this.#stop, { once: true });
    this.#employAll();
  }

  /** As many workers as are allowed and find a task. */
  #employAll(): void {
    const { workers, signal } = this.#settings;
    while (!signal?.aborted && this.#ports.size < workers && this.#next < this.#tasks.length) this.#employ();
  }

  /** Starts a worker, which takes one task after another until none is left. */
  #employ(): void {
    const { startWorker, onStart } = this.#settings;
    const port = startWorker();
    this.#ports.add(port);
    let current = -1;
    const advance = () => {
      if (!this.#ports.has(port)) return;
      if (this.#next === this.#tasks.length) {
        this.#ports.delete(port);
        port.terminate();
        if (this.#ports.size === 0) this.#finish();
        return;
      }
      current = this.#next++;
      onStart?.(current);
      port.post({ index: current, task: this.#tasks[current] });
    };
    port.onReply((reply) => {
      if (!this.#ports.has(port)) return;
      this.#settle(reply.index, outcomeOf(reply));
      advance();
      this.#employAll();
    });
    port.onDeath((reason) => {
      if (!this.#ports.delete(port)) return;
      this.#settle(current, {
        status: 'failed',
        reason: `The worker that ran this task ended: ${reason}.`,
      });
      this.#employAll();
      if (this.#ports.size === 0) this.#finish();
    });
    advance();
  }

  #settle(index: number, outcome: Outcome<Result>): void {
    this.#outcomes[index] = outcome;
    const more = this.#settings.onOutcome?.(index, outcome) ?? [];
    this.#tasks.push(...more);
    this.#outcomes.push(...more.map(() => ({ status: 'cancelled' }) as const));
  }

  readonly #stop = () => {
    for (const port of this.#ports) port.terminate();
    this.#ports.clear();
    this.#finish();
  };

  #finish(): void {
    this.#settings.signal?.removeEventListener('abort', this.#stop);
    this.#resolve(this.#outcomes);
  }
}

function outcomeOf<Result>(reply: ReplyMessage): Outcome<Result> {
  return 'error' in reply
    ? { status: 'failed', reason: reply.error }
    : { status: 'done', value: reply.value as Result };
}
