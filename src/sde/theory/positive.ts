import { UserError } from '../../error.js';

/**
 * Refuses parameters that are not positive and finite, by their names.
 *
 * @throws {UserError}
 */
export function requireAllPositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && value < Infinity)) {
      throw new UserError(
        `The ${name} is ${value}; it must be positive and finite.`,
        `Give a positive ${name}.`,
      );
    }
  }
}
