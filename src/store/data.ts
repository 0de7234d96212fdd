import type { Dataset } from '../net/index.js';
import { UserError } from '../error.js';

/** Placeholder until data sets are merged. */
export function loadDataset(name: string): Dataset {
  throw new UserError(`There is no data set ${name}.`);
}
