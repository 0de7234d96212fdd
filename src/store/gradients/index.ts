export type { GradientTensor, Remark, Skipped } from './dump.js';
export { fullGradientOf } from './names.js';
export { openGradients, type OpenedGradients } from './open.js';
