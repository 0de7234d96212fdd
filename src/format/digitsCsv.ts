import { UserError } from '../error.js';

/** Pixels of an 8 × 8 digit, each 0 … 16. */
const pixels = 64;
const brightest = 16;

export interface LabelledPixels {
  /** 64 a digit, row by row. */
  readonly values: Uint8Array;
  /** 0 … 9, one a digit. */
  readonly labels: Uint8Array;
}

/**
 * Reads the 8 × 8 digits: one per line, 64 whole numbers 0 … 16 and the label, separated by commas.
 *
 * @param text - the whole file
 * @param name - how errors call the file
 * @throws {UserError} when a line is of another form
 */
export function readDigitsCsv(text: string, name: string): LabelledPixels {
  const digits = text.trimEnd();
  if (digits === '') throw new UserError(`${name} holds no digits.`);
  const lines = digits.split(/\r?\n/);
  const values = new Uint8Array(lines.length * pixels);
  const labels = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    const numbers = line.split(',').map((field) => (/^\s*\d+\s*$/.test(field) ? Number(field) : NaN));
    const fits =
      numbers.length === pixels + 1 && numbers.every((value) => value <= brightest) && numbers[pixels] <= 9;
    if (!fits) {
      throw new UserError(
        `Line ${i + 1} of ${name} is not a digit: ` +
          'it should hold 64 whole numbers from 0 to 16 and a label from 0 to 9.',
      );
    }
    values.set(numbers.slice(0, pixels), i * pixels);
    labels[i] = numbers[pixels];
  });
  return { values, labels };
}
