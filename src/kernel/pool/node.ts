import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { ReplyMessage, TaskMessage, WorkerPort } from './pool.js';

/** Workers in Node: threads of this process. */

/**
 * Starts a worker thread that runs the module at `url`.
 *
 * @param url - a module that calls `serveTasks`
 * @param data - handed to the worker as it starts
 */
export function startThread(url: URL, data?: unknown): WorkerPort {
  const worker = new Worker(url, { workerData: data });
  let told = false;
  return {
    post: (message) => worker.postMessage(message),
    onReply: (listener) => worker.on('message', listener),
    onDeath: (listener) => {
      let cause = '';
      worker.on('error', (error) => {
        cause = error instanceof Error ? error.message : String(error);
      });
      worker.on('exit', (code) => {
        if (!told) listener(cause || `exit code ${code}`);
      });
    },
    terminate: () => {
      told = true;
      void worker.terminate();
    },
  };
}

/**
 * Makes this worker thread answer tasks with `run`, one at a time. An error that `run` throws,
 * or a result that cannot be sent, is that task's failure.
 *
 * @throws {Error} on the main thread
 */
export function serveTasks(run: (task: unknown) => unknown | Promise<unknown>): void {
  if (isMainThread || parentPort === null) throw new Error('serveTasks runs in a worker thread only.');
  const port = parentPort;
  const reply = (message: ReplyMessage) => port.postMessage(message);
  port.on('message', async ({ index, task }: TaskMessage) => {
    try {
      reply({ index, value: await run(task) });
    } catch (error) {
      reply({ index, error: error instanceof Error ? error.message : String(error) });
    }
  });
}
