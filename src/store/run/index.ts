export type { HistoryLine } from './history.js';
export { describeRun, recordedGradients, RunFolder, type RunDescription } from './runFolder.js';
