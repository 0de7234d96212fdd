import { UserError } from '../error.js';

/**
 * Does what the library may refuse for what the user gave, with the library's sentence. It is for calls that
 * only check and build from options which fit together or not; the range of a single option is declared where
 * it is read.
 *
 * @throws {UserError} instead of a RangeError
 */
export function refusing<T>(work: () => T, hint?: string): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new UserError(error.message, hint);
    throw error;
  }
}
