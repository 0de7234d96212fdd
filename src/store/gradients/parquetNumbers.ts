import type { SchemaTree } from 'hyparquet';
import { UserError } from '../../error.js';

/** Takes the numbers of a column of a Parquet file as the library gives them. */
export class ColumnNumbers {
  private readonly subject: string;
  /** Decimals without a fraction: the library has rounded them, if they were large. */
  private readonly isWholeDecimal: boolean;

  constructor(file: string, column: SchemaTree) {
    this.subject = `Column ${column.element.name} of ${file}`;
    const { converted_type: converted, scale = 0 } = leafOf(column).element;
    this.isWholeDecimal = converted === 'DECIMAL' && scale <= 0;
  }

  /**
   * The numbers in a list.
   *
   * @throws {UserError} when it is no list of numbers
   */
  listOf(list: unknown): Float64Array {
    const isNumbers = Array.isArray(list) || (ArrayBuffer.isView(list) && !(list instanceof DataView));
    if (!isNumbers) {
      throw new UserError(
        `${this.subject} holds a row without a list.`,
        'Fill or leave out rows without a value.',
      );
    }
    return Float64Array.from(list as ArrayLike<unknown>, (value) => this.of(value));
  }

  /**
   * The number that a value is.
   *
   * @throws {UserError} when it is none, or a whole number that doubles do not hold
   */
  of(value: unknown): number {
    if (typeof value === 'number' && !this.isWholeDecimal) return value;
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'bigint' || typeof value === 'number') {
      if (Number.isSafeInteger(Number(value))) return Number(value);
      const shown = `${this.isWholeDecimal ? 'about ' : ''}${value}`;
      throw new UserError(
        `${this.subject} holds the whole number ${shown}, and doubles are exact only up to 2^53.`,
        'Leave out that column if it is no coordinate; save it as float64 if rounding is meant.',
      );
    }
    if (value === null || value === undefined) {
      throw new UserError(
        `${this.subject} holds nothing in a row.`,
        'Fill or leave out rows without a value.',
      );
    }
    const kind =
      typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : 'something other than numbers';
    throw new UserError(
      `${this.subject} holds ${kind}; numbers are read.`,
      'Leave out columns that are no coordinates.',
    );
  }
}

/** The innermost column: the elements of a list. */
function leafOf(column: SchemaTree): SchemaTree {
  return column.children.length === 0 ? column : leafOf(column.children[0]);
}
