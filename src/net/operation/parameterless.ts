import type { Recorded } from './operation.js';

/** What an operation without parameters answers where it is asked for their derivatives. */
export const parameterless: Pick<Recorded, 'addGradients' | 'writeGradients' | 'addGradientTangents'> = {
  addGradients() {},
  writeGradients() {},
  addGradientTangents() {},
};
