/**
 * Variates of one block by the plain textbook formulas with JavaScript's Math: what the kernels compute,
 * but for the last digits.
 */

/** (k + 1/2) 2^-64 for the lower 63 bits k: the distance from the nearer end of (0, 1). */
function distance(bits: bigint): number {
  return (Number(bits & 0x7fffffffffffffffn) + 0.5) / 2 ** 64;
}

const isMinus = (bits: bigint) => bits >> 63n === 1n;

export function naiveUniform(bits: bigint): number {
  return (Number(bits >> 12n) + 0.5) / 2 ** 52;
}

export function naiveExponential(bits: bigint): number {
  return isMinus(bits) ? -Math.log(distance(bits)) : -Math.log1p(-distance(bits));
}

export function naiveNormals(first: bigint, second: bigint): [number, number] {
  const radius = Math.sqrt(2 * naiveExponential(second));
  const angle = 2 * Math.PI * distance(first);
  return [radius * Math.cos(angle), radius * Math.sin(angle) * (isMinus(first) ? -1 : 1)];
}

/** Chambers, Mallows and Stuck for S1, moved to S0 at the end (Weron 1996). */
export function naiveStable(alpha: number, beta: number, first: bigint, second: bigint): number {
  const theta = (isMinus(first) ? -1 : 1) * Math.PI * (0.5 - distance(first));
  const w = naiveExponential(second);
  if (alpha === 1) {
    const b = Math.PI / 2 + beta * theta;
    const logarithm = Math.log(((Math.PI / 2) * w * Math.cos(theta)) / b);
    return (2 / Math.PI) * (b * Math.tan(theta) - beta * logarithm);
  }
  const tau = alpha === 2 ? 0 : beta * Math.tan((Math.PI * alpha) / 2);
  const theta0 = Math.atan(tau) / alpha;
  const z =
    (Math.sin(alpha * (theta0 + theta)) / (Math.cos(alpha * theta0) * Math.cos(theta)) ** (1 / alpha)) *
    (Math.cos(alpha * theta0 + (alpha - 1) * theta) / w) ** ((1 - alpha) / alpha);
  return z - tau;
}
