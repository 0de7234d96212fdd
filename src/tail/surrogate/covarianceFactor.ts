import type { NoiseMatrix } from '../noiseMatrix.js';

/** A column of which less is left without those before it depends on them. */
const independent = 1e-12;

/**
 * A matrix F with as few rows as possible and F'F / (rows of F - 1) equal to the sample covariance A'A / (P
 * - 1) of centred noise, from which surrogates are mixed: the noise itself, if it has no more rows than
 * columns, else the Cholesky factor of its covariance. A column that depends on those before it adds no
 * row.
 */
export function covarianceFactor(noise: NoiseMatrix): NoiseMatrix {
  const { rows, columns, values } = noise;
  if (rows <= columns + 1) return noise;
  const products = new Float64Array(columns * columns);
  for (let p = 0; p < rows; p++) {
    const row = p * columns;
    for (let i = 0; i < columns; i++) {
      const value = values[row + i];
      if (value === 0) continue;
      const to = i * columns;
      for (let j = i; j < columns; j++) products[to + j] += value * values[row + j];
    }
  }
  const factor: Float64Array[] = [];
  for (let i = 0; i < columns; i++) {
    const next = products.slice(i * columns, (i + 1) * columns);
    const diagonal = next[i];
    for (const row of factor) {
      const value = row[i];
      for (let j = i; j < columns; j++) next[j] -= value * row[j];
    }
    if (!(next[i] > independent * diagonal)) continue;
    const root = Math.sqrt(next[i]);
    for (let j = 0; j < columns; j++) next[j] = j < i ? 0 : next[j] / root;
    factor.push(next);
  }
  if (factor.length < 2) return noise;
  const scale = Math.sqrt((factor.length - 1) / (rows - 1));
  const result = new Float64Array(factor.length * columns);
  factor.forEach((row, r) => {
    for (let j = 0; j < columns; j++) result[r * columns + j] = row[j] * scale;
  });
  return { rows: factor.length, columns, values: result };
}
