/** The closest power law of positive sizes by trying every different size as a threshold, point by point. */
export function closestPowerLaw(sizes: readonly number[], fewest: number) {
  let best = { distance: Infinity, threshold: NaN, tailIndex: NaN, tail: 0 };
  for (const threshold of [...new Set(sizes)].sort((a, b) => a - b)) {
    const tail = sizes.filter((size) => size >= threshold).sort((a, b) => a - b);
    const sum = tail.reduce((total, size) => total + Math.log(size / threshold), 0);
    if (tail.length < fewest || sum < 1e-9) continue;
    const tailIndex = tail.length / sum;
    let distance = 0;
    tail.forEach((size, i) => {
      const model = 1 - (size / threshold) ** -tailIndex;
      distance = Math.max(distance, model - i / tail.length, (i + 1) / tail.length - model);
    });
    if (distance < best.distance) best = { distance, threshold, tailIndex, tail: tail.length };
  }
  return best;
}
