export { kernelExports, withArena, Arena, type Block } from './instance.js';
export { runTasks, type Outcome, type PoolSettings, type WorkerPort } from './pool.js';
