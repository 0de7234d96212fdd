export { runSweep, type SweepOutcome, type SweepRequest } from './run.js';
export { hasResults, outlook, type ClaimOutlook } from './outlook.js';
export type { ClaimOutcome } from '../claim/index.js';
export type { SweepEvent } from './events.js';
export { Tally, type ClaimTally } from './tally.js';
export { runOnThreads, serveTasks, type ThreadedTasks } from './threads.js';
