/** The d × d covariance of rows, entry by entry in double precision; divides by rows - 1. */
export function naiveCovariance(rows: readonly ArrayLike<number>[]): number[][] {
  const columns = rows[0]!.length;
  const means = Array.from(
    { length: columns },
    (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length,
  );
  return means.map((a, i) =>
    means.map(
      (b, j) => rows.reduce((sum, row) => sum + (row[i]! - a) * (row[j]! - b), 0) / (rows.length - 1),
    ),
  );
}
