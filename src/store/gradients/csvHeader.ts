import type { Remark } from './dump.js';
import { isNumber, isWhole, kindOf, toNumber, type FieldKind } from './csvField.js';

/** What the first line of a text table is taken for. */
export interface CsvHeader {
  /** The names of the columns; undefined where the line is a row. */
  readonly names: readonly string[] | undefined;
  readonly remark?: Remark;
}

/**
 * Tells a header from a row. Names make a header. So do whole numbers that count up (pandas writes 0, 1, 2 …
 * where columns have no names), unless the next line counts on. A line with a number that is missing or
 * written wrongly is a row, to be refused as any row is.
 *
 * @param first - the fields of the first line
 * @param second - those of the next, if there is one
 */
export function headerOf(first: readonly string[], second: readonly string[] | undefined): CsvHeader {
  const kinds = first.map(kindOf);
  if (kinds.includes('malformed')) return { names: undefined };
  if (!kinds.includes('number')) return { names: kinds.includes('name') ? first : undefined };
  return second === undefined ? { names: undefined } : numberedHeader(first, second, kinds);
}

/** A line of numbers, which may have names or empty fields among them: the column of an index. */
function numberedHeader(
  first: readonly string[],
  second: readonly string[],
  kinds: readonly FieldKind[],
): CsvHeader {
  const places = [...kinds.keys()].filter((i) => kinds[i] === 'number');
  const labels = places.map((i) => toNumber(first[i]));
  if (labels.some((label) => !Number.isSafeInteger(label) || label < 0)) return { names: undefined };
  const next = places.map((i) => second[i] ?? '');
  const bare = places.every((i) => isWhole(first[i]));
  const fractional = next.filter((field) => isNumber(field) && !isWhole(field)).length;
  const shown = listed(places.map((i) => first[i]));
  if (labels[0] <= 1 && risesBy((step) => step === 1, labels)) {
    const nextCounts = risesBy((step) => step === 1, next.map(toNumber));
    if (nextCounts && labels.length > 2) {
      return {
        names: undefined,
        remark: {
          sentence: `Line 1 (${shown}) is taken for a row, since the next line counts on. If it is a header, give the columns names.`,
          warning: false,
        },
      };
    }
    const [one, two] = [labels.length === 1, labels.length === 2];
    const isHeader = one
      ? labels[0] === 0 && bare && fractional === 1
      : (fractional > 0 && bare) || (!two && bare) || labels.length > 3;
    return isHeader ? taken(first, shown, 'count up') : { names: undefined };
  }
  const rising = risesBy((step) => step > 0, labels);
  return rising && bare && labels.length > 2 && fractional === next.length
    ? taken(first, shown, 'rise, and the next line holds none')
    : { names: undefined };
}

function taken(names: readonly string[], shown: string, how: string): CsvHeader {
  return {
    names,
    remark: {
      sentence: `Line 1 (${shown}) is taken for a header: its whole numbers ${how}. If it is a row, write a line of names above it.`,
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
