import type { ReplyMessage, TaskMessage, WorkerPort } from './pool.js';

/** Workers in a page. */

/**
 * Starts a Worker that runs the module at `url`.
 *
 * @param url - a module that calls `serveTasks`
 */
export function startPageWorker(url: URL): WorkerPort {
  const worker = new Worker(url, { type: 'module' });
  return {
    post: (message) => worker.postMessage(message),
    onReply: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<ReplyMessage>) => listener(event.data)),
    onDeath: (listener) =>
      worker.addEventListener('error', (event) => listener(event.message || 'unknown cause')),
    terminate: () => worker.terminate(),
  };
}

/** Makes this Worker answer tasks with `run`, one at a time, as serveTasks of node.ts does. */
export function servePageTasks(run: (task: unknown) => unknown | Promise<unknown>): void {
  const reply = (message: ReplyMessage) => self.postMessage(message);
  self.addEventListener('message', async (event: MessageEvent<TaskMessage>) => {
    const { index, task } = event.data;
    try {
      reply({ index, value: await run(task) });
    } catch (error) {
      reply({ index, error: error instanceof Error ? error.message : String(error) });
    }
  });
}
