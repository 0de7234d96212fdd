import { UserError } from '../../error.js';
import type { Dataset } from './dataset.js';

/** Placeholder; the generator follows. */
export function proceduralDigits(): Dataset {
  throw new UserError('The embedded digits are not built yet.');
}
