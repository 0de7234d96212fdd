import { UserError } from '../error.js';
import { damagedHint } from './damage.js';
import type { Elements } from './elements.js';

/** Where an array lies in its source, and how. */
export interface ArrayLayout {
  readonly elements: Elements;
  readonly shape: readonly number[];
  /** Whether the first axis varies fastest. */
  readonly fortranOrder: boolean;
  /** Where the first element begins. */
  readonly offset: number;
}

/**
 * The number of elements of a shape.
 *
 * @param shape - sizes of the axes
 * @param subject - how errors call the array
 * @throws {UserError} when it is no number that a file could hold
 */
export function countElements(shape: readonly number[], subject: string): number {
  const product = shape.reduce((count, size) => count * size, 1);
  // An axis of length 0 would hide an overflow of the others.
  const bound = shape.reduce((count, size) => count * Math.max(1, size), 1);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0) || !Number.isSafeInteger(bound * 8)) {
    throw new UserError(
      `${subject} announces ${describeShape(shape)} values, which no file can hold.`,
      damagedHint,
    );
  }
  return product;
}

/** A shape in words: "49 × 30". */
export function describeShape(shape: readonly number[]): string {
  const shown = shape.length > 8 ? [...shape.slice(0, 7), '…'] : shape;
  return shown.length === 0 ? 'no axes' : shown.join(' × ');
}
