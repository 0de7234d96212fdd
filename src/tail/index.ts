export { usualLevel, type TailEstimate, type TailIndexFound, type TailIndexMissing } from './estimate.js';
export { blockLengthOf } from './blockLength.js';
export { PooledStatistic, type PooledEstimate, type PooledRows, type PooledSettings } from './pooled.js';
