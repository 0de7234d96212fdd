import type { Remark } from './dump.js';
import { isNumber, isWhole, kindOf, toNumber, type FieldKind } from './csvField.js';

/** What the first line of a text table is taken for. */
export interface CsvHeader {
  /** The names of the columns; undefined where the line is a row. */
  readonly names: readonly string[] | undefined;
  /** Lines that are no rows. */
  readonly lines: number;
  readonly remark?: Remark;
}

/**
 * Tells headers from rows. Names make a header. So do whole numbers that count up (pandas writes 0, 1, 2 …
 * where columns have no names), unless the next line counts on. A line with a number that is missing or
 * written wrongly is a row, to be refused as any row is.
 *
 * @param lines - the fields of the first lines, of three if there are so many
 */
export function headerOf(lines: readonly (readonly string[])[]): CsvHeader {
  const [first, second, third] = lines;
  const kinds = first.map(kindOf);
  if (kinds.includes('malformed')) return row;
  if (kinds.includes('number')) return numberedHeader(first, second, kinds, 1);
  if (!kinds.includes('name')) return row;
  const names = { names: first, lines: 1 };
  // pandas writes columns of two levels, a layer and its coordinates, as two lines.
  const level = second?.map(kindOf) ?? [];
  const numbers = level.filter((kind) => kind === 'number').length;
  if (third === undefined || numbers < fewestLabels || level.includes('malformed')) return names;
  const below = numberedHeader(second, third, level, 2);
  return below.names === undefined ? names : { ...below, names: first, lines: 2 };
}

const row: CsvHeader = { names: undefined, lines: 0 };
const fewestLabels = 3;

/** A line of numbers, which may have names or empty fields among them: the column of an index. */
function numberedHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  kinds: readonly FieldKind[],
  line: number,
): CsvHeader {
  const places = [...kinds.keys()].filter((i) => kinds[i] === 'number');
  const labels = places.map((i) => toNumber(first[i]));
  const shown = listed(places.map((i) => first[i]));
  if (labels.some((label) => !Number.isSafeInteger(label) || label < 0)) return row;
  const consecutive = labels[0] <= 1 && risesBy((step) => step === 1, labels);
  if (second === undefined) {
    return consecutive && labels.length >= fewestLabels
      ? takenForRow(line, shown, 'nothing follows it')
      : row;
  }
  const next = places.map((i) => second[i] ?? '');
  const bare = places.every((i) => isWhole(first[i]));
  const fractional = next.filter((field) => isNumber(field) && !isWhole(field)).length;
  if (consecutive) {
    const isNumbers = kinds.every((kind) => kind === 'number');
    if (isNumbers && labels.length >= fewestLabels && risesBy((step) => step === 1, next.map(toNumber))) {
      return takenForRow(line, shown, 'the next line counts on');
    }
    return isLabelling(labels, bare, fractional) ? takenForHeader(first, line, shown, 'count up') : row;
  }
  const rising = risesBy((step) => step > 0, labels);
  return rising && bare && labels.length >= fewestLabels && fractional === next.length
    ? takenForHeader(first, line, shown, 'rise, and the next line holds none')
    : row;
}

/**
 * Whether numbers that count from 0 or 1 are labels rather than a gradient. The fewer there are, the more
 * evidence is needed from the way in which they and the numbers below are written.
 *
 * @param labels - the numbers of the first line
 * @param bare - whether they are written without a point
 * @param fractional - how many of the numbers below have one
 */
function isLabelling(labels: readonly number[], bare: boolean, fractional: number): boolean {
  if (labels.length > fewestLabels) return true;
  if (labels.length === fewestLabels) return bare;
  return bare && fractional > 0 && (labels.length > 1 || labels[0] === 0);
}

function takenForRow(line: number, shown: string, why: string): CsvHeader {
  const sentence =
    `Line ${line} (${shown}) is taken for a row, since ${why}. ` +
    'If it is a header, give the columns names.';
  return { ...row, remark: { sentence, warning: false } };
}

function takenForHeader(names: readonly string[], line: number, shown: string, how: string): CsvHeader {
  return {
    names,
    lines: 1,
    remark: {
      sentence:
        `Line ${line} (${shown}) is taken for a header: its whole numbers ${how}. ` +
        'If it is a row, write a line of names above it.',
      warning: false,
    },
  };
}

function risesBy(allowed: (step: number) => boolean, values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || allowed(value - values[i - 1]));
}

function listed(fields: readonly string[]): string {
  return fields.length > 4 ? `${fields.slice(0, 3).join(', ')}, … ${fields.at(-1)}` : fields.join(', ');
}
