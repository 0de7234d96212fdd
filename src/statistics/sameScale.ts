import { blockLength, blockScales } from './jumpTest.js';

/**
 * Values with the scale of some increments, block by block.
 *
 * @param increments - whose median size in each block is kept
 * @param values - as many, of any law; their own median sizes are divided out
 */
export function withScaleOf(increments: Float64Array, values: Float64Array): Float64Array {
  const [wanted, own] = [blockScales(increments), blockScales(values)];
  return values.map((value, i) => {
    const block = Math.floor(i / blockLength);
    return (value * wanted[block]) / own[block];
  });
}

/**
 * Increments in units of their own median size, block by block: what changes slowly in time is divided out. A
 * block in which most are zero has no scale; its increments become zero.
 */
export function evened(increments: Float64Array): Float64Array {
  const scales = blockScales(increments);
  return increments.map((value, i) => {
    const scale = scales[Math.floor(i / blockLength)];
    return scale > 0 ? value / scale : 0;
  });
}
