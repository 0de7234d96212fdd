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
  /** Called in the order of finishing; `index` is the task's place in `tasks`. */
  readonly onOutcome?: (index: number, outcome: Outcome<Result>) => void;
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
 * @returns one outcome a task, in task order
 * @throws {RangeError} when `workers` is not a positive integer
 */
export function runTasks<Task, Result>(settings: PoolSettings<Task, Result>): Promise<Outcome<Result>[]> {
  const { tasks, workers, startWorker, onOutcome, onStart, signal } = settings;
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`The number of workers is ${workers}; it must be a whole number of at least 1.`);
  }
  const outcomes: Outcome<Result>[] = tasks.map(() => ({ status: 'cancelled' }));
  const ports = new Set<WorkerPort>();
  let next = 0;

  return new Promise((resolve) => {
    const finish = () => {
      signal?.removeEventListener('abort', stop);
      resolve(outcomes);
    };
    const stop = () => {
      for (const port of ports) port.terminate();
      ports.clear();
      finish();
    };
    const settle = (index: number, outcome: Outcome<Result>) => {
      outcomes[index] = outcome;
      onOutcome?.(index, outcome);
    };
    const employ = () => {
      const port = startWorker();
      ports.add(port);
      let current = -1;
      const advance = () => {
        if (!ports.has(port)) return;
        if (next === tasks.length) {
          ports.delete(port);
          port.terminate();
          if (ports.size === 0) finish();
          return;
        }
        current = next++;
        onStart?.(current);
        port.post({ index: current, task: tasks[current] });
      };
      port.onReply((reply) => {
        if (!ports.has(port)) return;
        settle(
          reply.index,
          'error' in reply
            ? { status: 'failed', reason: reply.error }
            : { status: 'done', value: reply.value as Result },
        );
        advance();
      });
      port.onDeath((reason) => {
        if (!ports.delete(port)) return;
        settle(current, { status: 'failed', reason: `The worker that ran this task ended: ${reason}.` });
        if (next < tasks.length) employ();
        else if (ports.size === 0) finish();
      });
      advance();
    };

    if (tasks.length === 0 || signal?.aborted) {
      finish();
      return;
    }
    signal?.addEventListener('abort', stop, { once: true });
    for (let i = 0; i < Math.min(workers, tasks.length); i++) employ();
  });
}
