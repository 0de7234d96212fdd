import { startPageWorker } from '../../../dist/kernel/pool/browser.js';
import { runTasks } from '../../../dist/kernel/pool/pool.js';
import { bitsOf, tasks } from './bits.mjs';

/** What the test asks the page for. */
globalThis.bitsInPage = () => tasks.map(bitsOf);

globalThis.bitsInWorkers = async (workers) => {
  const startWorker = () => startPageWorker(new URL('./pageWorker.mjs', import.meta.url));
  const outcomes = await runTasks({ tasks, workers, startWorker });
  return outcomes.map((outcome) => outcome.value ?? outcome.reason);
};
