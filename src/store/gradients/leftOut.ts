import type { FoundMatrix, Remark } from './dump.js';
import type { ColumnRole } from './columnRoles.js';
import { shorten } from './csvField.js';

const mostNamed = 6;

/** A column of a table that is no coordinate, and what its numbers are. */
export class LeftOutColumn {
  private lowest = Infinity;
  private highest = -Infinity;

  /**
   * @param name - of the column, as the table has it
   * @param place - of the column in the table, from 0
   * @param role - what its name makes it
   */
  constructor(
    readonly name: string,
    readonly place: number,
    readonly role: ColumnRole,
  ) {}

  /** Takes what the column holds in a row; only numbers are looked at. */
  add(value: unknown): void {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || Number.isNaN(number)) return;
    this.lowest = Math.min(this.lowest, number);
    this.highest = Math.max(this.highest, number);
  }

  /** The number that it holds in every row, if it is one that counts. */
  get constant(): number | undefined {
    const { lowest, highest } = this;
    return lowest === highest && Number.isSafeInteger(lowest) && lowest >= 0 ? lowest : undefined;
  }

  get varies(): boolean {
    return this.lowest < this.highest;
  }

  /** The column in words. */
  toString(): string {
    const shown = shorten(this.name.trim());
    const what = shown === '' ? `column ${this.place + 1}, which has no name` : shown;
    if (this.highest === -Infinity) return what;
    const range = this.varies ? `${this.lowest} to ${this.highest}` : String(this.lowest);
    return shown === '' ? `${what} and holds ${range}` : `${what} (${range})`;
  }
}

/** What columns that are no coordinates tell of the rows beside them. */
export function factsOf(
  columns: readonly LeftOutColumn[],
): Pick<FoundMatrix, 'step' | 'batchSize' | 'stepsAsSamples'> {
  const ofRole = (role: ColumnRole) => columns.filter((column) => column.role === role);
  const steps = ofRole('step');
  const counted = steps.find(({ name }) => !/epoch/i.test(name));
  return {
    step: counted?.constant,
    batchSize: ofRole('batch size')[0]?.constant,
    stepsAsSamples: steps.some(({ varies }) => varies),
  };
}

/**
 * Says which columns were left out.
 *
 * @param columns - in words
 */
export function leftOutRemark(columns: readonly string[]): Remark {
  const more = columns.length > mostNamed ? ` and ${columns.length - mostNamed} more` : '';
  const named = columns.slice(0, mostNamed).join('; ');
  return { sentence: `Left out as no coordinate: ${named}${more}.`, warning: false };
}
