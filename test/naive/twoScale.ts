/** L(upper) - L(lower) over log(upper / lower), from block sums one by one. */
export function inverseTailIndex(sample: ArrayLike<number>, lower: number, upper: number): number {
  const used = Math.floor(sample.length / upper) * upper;
  const meanLog = (length: number) => {
    let sum = 0;
    for (let start = 0; start < used; start += length) {
      let block = 0;
      for (let i = start; i < start + length; i++) block += sample[i];
      sum += Math.log(Math.abs(block));
    }
    return sum / (used / length);
  };
  return (meanLog(upper) - meanLog(lower)) / Math.log(upper / lower);
}
