import { UserError } from '../error.js';

/** Readers of numbers: text in, a number within its range out, or a sentence that says what is allowed. */

/** The numbers that are allowed. Without an end, all finite ones on that side. */
export interface Range {
  readonly from?: number;
  readonly above?: number;
  readonly to?: number;
  readonly below?: number;
  /** Whole numbers alone; written in any way, as 1000 or 1e3. */
  readonly whole?: true;
  /** Infinite numbers, too, where no end excludes them. */
  readonly infinite?: true;
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const infinity = /^([+-]?)inf(?:inity)?$/i;
const longestShown = 40;

/** 2^31, more than any count that can be had. */
export const largestCount = 0x8000_0000;

/**
 * The number that a text writes: decimal, or inf and infinity in any case. A minus may also be the sign that
 * heavytail prints.
 *
 * @returns NaN where it writes none
 */
export function numberIn(text: string): number {
  const plain = text.replaceAll('−', '-');
  const sign = infinity.exec(plain)?.[1];
  if (sign !== undefined) return Number(`${sign}Infinity`);
  return decimal.test(plain) ? Number(plain) : NaN;
}

/** Whether a number lies in a range. NaN lies in none. */
export function isWithin(value: number, range: Range): boolean {
  const { from = -Infinity, above = -Infinity, to = Infinity, below = Infinity, whole, infinite } = range;
  if (whole ? !Number.isInteger(value) : !infinite && !Number.isFinite(value)) return false;
  return (
    value >= from &&
    value <= to &&
    (value > above || above === -Infinity) &&
    (value < below || below === Infinity)
  );
}

/** A range in words: a whole number from 1 to 8, a number above 0 and at most 2. */
export function rangeText(range: Range): string {
  const kind = range.whole ? 'a whole number' : 'a number';
  const ends = endsText(range).replaceAll('-', '−');
  return `${kind}${ends && ` ${ends}`}${range.infinite ? ', or inf' : ''}`;
}

function endsText({ from, above, to, below }: Range): string {
  if (from !== undefined && to !== undefined) return `from ${plain(from)} to ${plain(to)}`;
  const ends = { 'of at least': from, above, 'at most': to, below };
  return Object.entries(ends)
    .flatMap(([word, end]) => (end === undefined ? [] : [`${word} ${plain(end)}`]))
    .join(' and ');
}

/** As people write it: 1e30, not 1e+30. */
function plain(value: number): string {
  return String(value).replace('e+', 'e');
}

/** A reader of an option's number, which refuses what is outside its range. */
export function numberOf(option: string, range: Range = {}): (text: string) => number {
  return (text) => {
    const value = numberIn(text);
    if (isWithin(value, range)) return value;
    throw new UserError(
      `${option} is ${quoted(text)}.`,
      `It must be ${rangeText(range)}, for example ${option} ${exampleOf(range)}.`,
    );
  };
}

/** A reader of an option's whole number within bounds. */
export function wholeOf(option: string, from: number, to: number): (text: string) => number {
  return numberOf(option, { from, to, whole: true });
}

/** What was given, in quotation marks and not longer than a line shows. */
export function quoted(text: string): string {
  return `"${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}"`;
}

function exampleOf(range: Range): number {
  const { from = 0 } = range;
  return (range.whole ? [from + 1, from] : [0.5, 1, from]).find((value) => isWithin(value, range)) ?? NaN;
}
