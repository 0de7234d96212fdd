/** Fewest rows in which numbers that rise by one tell an index, and by anything else a step. */
const fewestByOne = 3;
const fewest = 8;
/** Seconds since 1970 from 2001 to 2033, and how much smaller the units are in which times are kept. */
const earliest = 1e9;
const latest = 2e9;
const units = [1, 1e3, 1e6, 1e9];

interface Candidate {
  readonly column: number;
  readonly first: number;
  last: number;
  /** Undefined for a time. */
  readonly difference: number | undefined;
}

/** Finds the columns of a table that are an index, a step or a time by what is in them. */
export class CountingColumns {
  private rows = 0;
  private first: Float64Array | undefined;
  private candidates: Candidate[] = [];

  /** Takes the next row. */
  add(row: Float64Array): void {
    this.rows++;
    if (this.rows === 1) this.first = row.slice();
    else if (this.rows === 2) this.begin(row);
    else this.candidates = this.candidates.filter((candidate) => goesOn(candidate, row));
  }

  /** The columns by their places, with what they do in words. */
  found(): { readonly column: number; readonly what: string }[] {
    return this.candidates
      .filter(({ difference }) => this.rows >= (difference === 1 ? fewestByOne : fewest))
      .map(({ column, first, last, difference }) => ({
        column,
        what: difference === undefined ? 'which holds times' : `which counts from ${first} to ${last}`,
      }));
  }

  private begin(row: Float64Array): void {
    const first = this.first!;
    for (let column = 0; column < row.length; column++) {
      const [before, now] = [first[column], row[column]];
      const isCounting = Number.isSafeInteger(before) && Number.isSafeInteger(now) && now > before;
      const goesOn = isTime(before) && isTime(now) && now >= before;
      if (isCounting || goesOn) {
        const difference = goesOn ? undefined : now - before;
        this.candidates.push({ column, first: before, last: now, difference });
      }
    }
    this.first = undefined;
  }
}

function goesOn(candidate: Candidate, row: Float64Array): boolean {
  const { column, last, difference } = candidate;
  const now = row[column];
  candidate.last = now;
  return difference === undefined ? isTime(now) && now >= last : now - last === difference;
}

function isTime(value: number): boolean {
  return units.some((unit) => value >= earliest * unit && value <= latest * unit);
}
