import { powOf, square } from '../../kernel/index.js';
import { gamma } from './gamma.js';

/**
 * The walk on a lattice that stands for dX = drift dt + sqrt(diffusion) dB + noiseScale dL: jumps by k cells
 * at the rate (noiseScale/spacing)^alpha a_k of the fractional centred difference, whose symbol is |2
 * sin(u/2)|^alpha (Ortigueira 2006), drift by central differences where that leaves all rates positive and
 * upwind elsewhere.
 */
export interface Walk {
  /** Rate of jumps by k cells to one side, k from 1 to the number asked for. */
  readonly jump: Float64Array;
  /** Sum of the rates of jumps by k cells or more to one side, k from 1. */
  farther(k: number): number;
  /** Rates of steps by one cell from drift and diffusion, up and down, where the drift has this velocity. */
  steps(velocity: number): { readonly up: number; readonly down: number };
}

/** From here on sums of rates are their asymptotic series, whose error is below 1e-11 of them. */
const asymptoticFrom = 256;

/** Noise of a process. */
export interface WalkingProcess {
  readonly alpha: number;
  readonly noiseScale: number;
  readonly diffusion: number;
}

/**
 * The walk of a process on a lattice.
 *
 * @param longest - jumps by so many cells are needed one by one
 */
export function walkOn(
  spacing: number,
  { alpha, noiseScale, diffusion }: WalkingProcess,
  longest: number,
): Walk {
  const half = alpha / 2;
  const jump = new Float64Array(Math.max(longest, asymptoticFrom) + 1);
  const rate = (powOf(noiseScale / spacing, alpha) * gamma(1 + alpha)) / square(gamma(1 + half));
  jump[1] = rate * (half / (1 + half));
  for (let k = 1; k + 1 < jump.length; k++) jump[k + 1] = (jump[k] * (k - half)) / (k + 1 + half);
  const exact = (k: number) => (jump[k] * (k + half)) / alpha;
  // Gamma(k - alpha/2)/Gamma(k + alpha/2) in powers of k - 1/2.
  const series = (k: number) =>
    powOf(k - 0.5, -alpha) * (1 + (alpha * (alpha * alpha - 1)) / (24 * square(k - 0.5)));
  const last = jump.length - 1;
  const scale = exact(last) / series(last);
  const step = diffusion / (2 * (spacing * spacing));
  return {
    jump,
    farther: (k) => (k <= last ? exact(k) : scale * series(k)),
    steps(velocity) {
      const drift = velocity / spacing;
      if (Math.abs(drift) / 2 <= jump[1] + step) return { up: step + drift / 2, down: step - drift / 2 };
      return { up: step + Math.max(drift, 0), down: step - Math.min(drift, 0) };
    },
  };
}

/**
 * The walk's harmonic function at an edge that lies (1 + power)/2 cells before the first node,
 * Gamma(j + power)/Gamma(j) at the j-th node: what distance^power is to the process.
 *
 * @param power - alpha/2, or 1 where there is diffusion
 */
export function harmonicGrowth(power: number, nodes: number): Float64Array {
  const growth = new Float64Array(nodes);
  growth[0] = gamma(1 + power);
  for (let j = 1; j < nodes; j++) growth[j] = (growth[j - 1] * (j + power)) / j;
  return growth;
}
