import type { Numbers } from './elements.js';
import type { MatrixSource } from './matrix.js';

/**
 * A matrix without some of its columns.
 *
 * @param matrix - the whole
 * @param omitted - places of columns, rising
 */
export function withoutColumns(matrix: MatrixSource, omitted: readonly number[]): MatrixSource {
  const columns = matrix.columns - omitted.length;
  const read = async (from: number, to: number, into: Numbers) => {
    const runs = keptRuns(from, to, omitted);
    if (runs.length === 1) return matrix.readColumns(runs[0].from, runs[0].to, into);
    const width = to - from;
    for (const { from: start, to: end, at } of runs) {
      const part = new (into instanceof Float32Array ? Float32Array : Float64Array)(
        matrix.rows * (end - start),
      );
      await matrix.readColumns(start, end, part);
      for (let row = 0; row < matrix.rows; row++) {
        into.set(part.subarray(row * (end - start), (row + 1) * (end - start)), row * width + at);
      }
    }
  };
  return {
    rows: matrix.rows,
    columns,
    dtype: matrix.dtype,
    single: matrix.single,
    async readColumns(from, to, into) {
      checkRange(from, to, columns);
      await read(from, to, into);
    },
    async readRows(from, to, into) {
      checkRange(from, to, matrix.rows);
      // A row at a time: all that is held besides what is asked for.
      const whole = new (into instanceof Float32Array ? Float32Array : Float64Array)(matrix.columns);
      const runs = keptRuns(0, columns, omitted);
      for (let row = from; row < to; row++) {
        await matrix.readRows(row, row + 1, whole);
        const start = (row - from) * columns;
        for (const run of runs) into.set(whole.subarray(run.from, run.to), start + run.at);
      }
    },
  };
}

/** Stretches of the whole matrix that the kept columns `from` … `to` - 1 are, and where each comes to lie. */
function keptRuns(
  from: number,
  to: number,
  omitted: readonly number[],
): { readonly from: number; readonly to: number; readonly at: number }[] {
  const runs: { from: number; to: number; at: number }[] = [];
  // Between two omitted columns, the places of kept ones are shifted by how many were omitted before.
  for (let before = 0; before <= omitted.length; before++) {
    const first = before === 0 ? 0 : omitted[before - 1] + 1 - before;
    const last = before === omitted.length ? Infinity : omitted[before] - before;
    const [start, end] = [Math.max(from, first), Math.min(to, last)];
    if (start < end) runs.push({ from: start + before, to: end + before, at: start - from });
  }
  return runs;
}

function checkRange(from: number, to: number, limit: number): void {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= limit)) {
    throw new RangeError(`The range ${from} to ${to} does not lie in 0 to ${limit}.`);
  }
}
