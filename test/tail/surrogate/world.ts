import { stream } from 'heavytail/random';

/** Noise of minibatches by rows. */
export interface World {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Noise that is Gaussian across rows, with scales over four decades, neighbours that share a common
 * part, and a tenth of the columns dead.
 */
export function anisotropicRows(rows: number, columns: number, key: number): World {
  const own = stream(21, 'surrogate test', key).normals(rows * columns);
  const common = stream(22, 'surrogate test', key).normals(rows * 8);
  const raw = own.map((g, i) => {
    const j = i % columns;
    const p = Math.floor(i / columns);
    if (j % 10 === 9) return 0;
    const shared = common[p * 8 + Math.floor((8 * j) / columns)];
    return (g + shared) * 10 ** -((4 * ((j * 7919) % 101)) / 101);
  });
  return centredWorld(rows, columns, raw);
}

/** Rows with the mean of every column taken out. */
export function centredWorld(rows: number, columns: number, raw: Float64Array): World {
  const mean = new Float64Array(columns);
  raw.forEach((x, i) => (mean[i % columns] += x / rows));
  return { rows, columns, values: Float32Array.from(raw, (x, i) => x - mean[i % columns]) };
}

/** The rows of a world. */
export function rowsOf({ rows, columns, values }: World): Float32Array[] {
  return Array.from({ length: rows }, (_, p) => values.subarray(p * columns, (p + 1) * columns));
}
