/** The published pooled statistic, straight from its formula over a stored array. */
export function pooledTailIndex(values: ArrayLike<number>, blockLength: number): number {
  const epsilon = 2.2e-16;
  const blocks = Math.floor(values.length / blockLength);
  let logBlocks = 0;
  for (let b = 0; b < blocks; b++) {
    let sum = 0;
    for (let i = b * blockLength; i < (b + 1) * blockLength; i++) sum += values[i];
    logBlocks += Math.log(Math.abs(sum) + epsilon);
  }
  let logValues = 0;
  for (let i = 0; i < values.length; i++) logValues += Math.log(Math.abs(values[i]) + epsilon);
  return Math.log(blockLength) / (logBlocks / blocks - logValues / values.length);
}

/** Largest divisor of `count` not above its square root, by trying all. */
export function blockLength(count: number): number {
  let length = Math.floor(Math.sqrt(count));
  while (count % length !== 0) length--;
  return length;
}
