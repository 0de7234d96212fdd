import { normalQuantile } from '../../law/index.js';

/** Half the length of a normal interval of 95 %, in standard errors. */
export const halfLength95 = normalQuantile(0.975);
