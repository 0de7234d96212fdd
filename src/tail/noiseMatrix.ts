/** A matrix of gradients or of their noise: rows are minibatches, columns coordinates or projections. */
export interface NoiseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** rows times columns numbers, row after row. */
  readonly values: ArrayLike<number>;
}

/** The matrix with the mean of every column taken out. */
export function centred(noise: NoiseMatrix): NoiseMatrix {
  const { rows, columns } = noise;
  const values = Float64Array.from(noise.values);
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let p = 0; p < rows; p++) sum += values[p * columns + j];
    for (let p = 0; p < rows; p++) values[p * columns + j] -= sum / rows;
  }
  return { rows, columns, values };
}
