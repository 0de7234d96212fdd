import { pandasWithPoints } from './csvField.js';
import type { Remark } from './dump.js';

const before = /^[+-]?\d*$/;
const behind = /^\d+(?:[eE][+-]?\d+)?$/;

/**
 * Finds out whether a table whose columns commas separate was written with decimal commas. Then every number
 * has become two columns: a whole number, perhaps with a sign, and digits without one.
 */
export class DecimalCommas {
  private possible = true;
  private rows = 0;
  private fields = 0;
  private example = '';
  /**
   * Whether something was seen that pairs of whole numbers never have: -0, a fraction 05, signs only in
   * front.
   */
  private telling = false;

  /** Takes the next row. */
  add(fields: readonly string[]): void {
    if (!this.possible) return;
    this.possible =
      fields.length % 2 === 0 && fields.every((field, i) => (i % 2 === 0 ? before : behind).test(field));
    if (!this.possible) return;
    this.rows++;
    this.fields = fields.length;
    this.example ||= fields.slice(0, 2).join(',');
    this.telling ||= fields.some((field, i) => (i % 2 === 0 ? field.startsWith('-') : /^0\d/.test(field)));
  }

  /** A warning, where everything speaks for it. */
  remark(): Remark | undefined {
    if (!this.possible || this.rows < 2 || !(this.telling || this.fields === 2)) return undefined;
    const what = this.fields === 2 ? 'two whole numbers' : `${this.fields} whole numbers`;
    return {
      warning: true,
      sentence:
        `Every row is ${what}, as in ${this.example}, read as ${this.fields} columns. ` +
        `If they are numbers with a decimal comma, write points: in pandas, ${pandasWithPoints}.`,
    };
  }
}
