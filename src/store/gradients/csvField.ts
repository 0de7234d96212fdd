import { UserError } from '../../error.js';

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const whole = /^[+-]?\d+$/;
const infinite = /^([+-]?)inf(?:inity)?$/i;
const notANumber = /^[+-]?nan$/i;

/** What spreadsheets and libraries write where there is no number. */
const missing =
  /^(?:|na|n\/a|#n\/a|null|none|nil|missing|-|--|\?|\.|#(?:div\/0!|value!|ref!|num!|name\?|null!))$/i;
const minusSigns = /[\u2010-\u2015\u2212\ufe63\uff0d]/;
const decimalComma = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;
const hexadecimal = /^[+-]?0x[\da-f]+$/i;
/** Digits with signs, points, commas and at most one letter behind them: no name, and no number either. */
const almost = /^[+-]*[.,']?\d[\d.,']*(?:[eEdD][+-]?\d*)?[fFlLjJ%]?$/;

/** What a field of a text table is: a number, nothing, a number that is written wrongly, or a name. */
export type FieldKind = 'number' | 'missing' | 'malformed' | 'name';

/** What a field is; it has no white space at its ends. */
export function kindOf(field: string): FieldKind {
  if (isNumber(field)) return 'number';
  if (missing.test(field)) return 'missing';
  return isMalformed(field) ? 'malformed' : 'name';
}

/** The number that a field spells; NaN for "nan" and for everything else. */
export function toNumber(field: string): number {
  if (decimal.test(field)) return Number(field);
  const sign = infinite.exec(field)?.[1];
  return sign === undefined ? NaN : sign === '-' ? -Infinity : Infinity;
}

/** Whether a field spells a number, NaN and infinity included. */
export function isNumber(field: string): boolean {
  return !Number.isNaN(toNumber(field)) || notANumber.test(field);
}

/** Whether a field is a whole number without a point. */
export function isWhole(field: string): boolean {
  return whole.test(field);
}

/** Whether a field is a number with a comma where the point belongs. */
export function hasDecimalComma(field: string): boolean {
  return decimalComma.test(field);
}

/**
 * The number in a field.
 *
 * @param field - without white space around it
 * @param where - the field in words: Field 2 (w1) in line 3 of a.csv
 * @throws {UserError} when it is none, or a whole number that doubles do not hold
 */
export function readNumber(field: string, where: () => string): number {
  const value = toNumber(field);
  if (Number.isNaN(value) && !notANumber.test(field)) throw wrongField(field, where());
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER && isWhole(field) && !isHeld(field, value)) {
    throw new UserError(
      `${where()} is ${shorten(field)}, a whole number beyond 2^53 that would be rounded.`,
      'Leave out that column if it is no coordinate; write it with a point if rounding is meant.',
    );
  }
  return value;
}

/** Whether a double holds a whole number, or it is how JavaScript writes that double. */
function isHeld(field: string, value: number): boolean {
  const digits = field.replace(/^\+/, '');
  return digits === String(value) || (Number.isFinite(value) && BigInt(digits) === BigInt(value));
}

function wrongField(field: string, where: string): UserError {
  return new UserError(
    `${where} is ${field === '' ? 'empty' : `"${shorten(field)}"`}, not a number.`,
    hintOf(field),
  );
}

/** How pandas turns decimal commas into points. */
export const pandasWithPoints = 'read_csv(file, sep=";", decimal=",").to_csv(file, index=False)';

function hintOf(field: string): string {
  const parts = field.split(/\s+/);
  if (parts.length > 1 && parts.every(isNumber)) {
    return 'Separate numbers by commas, tabs, semicolons or bars: np.savetxt(file, array, delimiter=",").';
  }
  if (missing.test(field)) return 'Write nan where a number is missing, or leave the row out.';
  if (hasDecimalComma(field)) {
    return `Write a point instead of the comma: in pandas, ${pandasWithPoints}.`;
  }
  if (minusSigns.test(field) && isMalformed(field))
    return 'Write the minus as "-", the sign of the keyboard.';
  return 'Write numbers with a point, like 1.5 or -2e-3, or NaN and inf. Leave out columns of words.';
}

function isMalformed(field: string): boolean {
  const parts = field.normalize('NFKC').replace(new RegExp(minusSigns, 'g'), '-').split(/\s+/);
  return parts.every((part) => almost.test(part) || hexadecimal.test(part) || isNumber(part));
}

/** A field as errors show it. */
export function shorten(field: string): string {
  // Signs that steer the terminal are not passed on.
  const shown = field.slice(0, 40).replace(/\p{Cc}/gu, '?');
  return field.length > 40 ? `${shown}…` : shown;
}
