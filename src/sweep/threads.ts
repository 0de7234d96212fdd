import { type Outcome, runTasks } from '../kernel/index.js';
import { startThread } from '../kernel/pool/node.js';

export { serveTasks } from '../kernel/pool/node.js';

export interface ThreadedTasks<Task, Result> {
  readonly tasks: readonly Task[];
  /** Threads. No result depends on it. */
  readonly jobs: number;
  /** A module that calls `serveTasks`. */
  readonly worker: URL;
  readonly signal?: AbortSignal;
  readonly onOutcome?: (task: number, outcome: Outcome<Result>) => void;
}

/**
 * Runs tasks on worker threads, so that this one goes on hearing signals. Outcomes come in the order of
 * tasks.
 */
export function runOnThreads<Task, Result>({
  tasks,
  jobs,
  worker,
  signal,
  onOutcome,
}: ThreadedTasks<Task, Result>): Promise<Outcome<Result>[]> {
  return runTasks<Task, Result>({
    tasks,
    workers: Math.min(jobs, tasks.length),
    startWorker: () => startThread(worker),
    signal,
    onOutcome,
  });
}
