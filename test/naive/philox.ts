/** Philox4x32-10 of one counter in BigInt arithmetic, written from the paper's recurrence. */
export function naivePhilox(counter: readonly number[], key: readonly number[]): number[] {
  const word = 0xffffffffn;
  let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k, l] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const left = a * 0xd2511f53n;
    const right = c * 0xcd9e8d57n;
    [a, b, c, d] = [(right >> 32n) ^ b ^ k, right & word, (left >> 32n) ^ d ^ l, left & word];
    k = (k + 0x9e3779b9n) & word;
    l = (l + 0xbb67ae85n) & word;
  }
  return [a, b, c, d].map(Number);
}

/** The two 64-bit numbers of block `n` of a stream. */
export function naiveBlock(
  stream: { key0: number; key1: number; lane: number; tag: number },
  n: number,
): [bigint, bigint] {
  const counter = [n % 2 ** 32, Math.floor(n / 2 ** 32), stream.lane, stream.tag];
  const [a, b, c, d] = naivePhilox(counter, [stream.key0, stream.key1]).map(BigInt);
  return [a! + (b! << 32n), c! + (d! << 32n)];
}
