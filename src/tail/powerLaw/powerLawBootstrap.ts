import type { Stream } from '../../law/index.js';

/**
 * Logarithms of a synthetic sample, in no order: each point lies above the threshold with the share that the
 * sample has there, and is then drawn from the power law; otherwise it is one of the points below.
 *
 * @param logs - logarithms of the sample, from the smallest up
 * @param tail - how many of them are at the threshold or above
 */
export function syntheticSample(
  logs: Float64Array,
  tail: number,
  logThreshold: number,
  tailIndex: number,
  stream: Stream,
): Float64Array {
  const n = logs.length;
  const below = n - tail;
  const places = stream.uniforms(n);
  const excesses = stream.exponentials(n);
  // One uniform number decides both: u n is below n - tail with the share of the points below.
  return places.map((u, i) => {
    const place = Math.floor(u * n);
    return place < below ? logs[place] : logThreshold + excesses[i] / tailIndex;
  });
}
