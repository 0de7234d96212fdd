export type { Remark, Skipped } from './dump.js';
export { fullGradientOf } from './names.js';
export { openGradients, type GradientTensor, type OpenedGradients } from './open.js';
