import { PooledStatistic } from 'heavytail/tail';
import type { Matrix } from '../npy.js';

/** The statistic of a matrix, row by row. */
export function pooled({ rows, columns, values }: Matrix, blockLength?: number) {
  const statistic = new PooledStatistic({ minibatches: rows, parameters: columns, blockLength });
  for (let p = 0; p < rows; p++) statistic.add(values.subarray(p * columns, (p + 1) * columns));
  return statistic.result();
}

/** Values over many magnitudes, with zeros, subnormals and both signs; the generator is the test's own. */
export function mixedValues(count: number, seed: number): Float32Array {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float32Array.from({ length: count }, () => {
    const u = next();
    if (u < 0.05) return 0;
    if (u < 0.07) return 1e-42 * next();
    return (next() - 0.5) * 2 ** (60 * next() - 50);
  });
}
