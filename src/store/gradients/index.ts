export type { Skipped } from './dump.js';
export { openGradients, type GradientTensor, type OpenedGradients } from './open.js';
