import { expOf, powOf, square } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { expMinusOne, logOnePlus } from './nearZero.js';
import { requireAllPositive } from './positive.js';

/**
 * The discretisation theorem of arXiv 1906.09069 for dW = -grad f dt + eps sigma dB + eps dL and its Euler
 * chain: its step-size condition and the correction of its sandwich. The theorem states orders, not numbers;
 * the constants are therefore arguments, and everything here is a bound only for constants that hold for the
 * problem at hand.
 */
export interface DiscretisationProblem {
  readonly alpha: number;
  readonly dimension: number;
  /** eps, of all the noise. */
  readonly noiseScale: number;
  /** sigma, of the Gaussian part beside the Levy part; positive. */
  readonly gaussianScale: number;
  /** Hoelder exponent gamma of the gradient, between 1/2 and min(1/sqrt 2, alpha/2). */
  readonly holderExponent: number;
  /** M in |grad f(x) - grad f(y)| <= M |x - y|^gamma. */
  readonly holderConstant: number;
}

export interface StepSizeConstants {
  /** m in <x, grad f(x)> >= m |x|^(1 + gamma) - b. */
  readonly dissipativity: number;
  /** Factors of the orders of K1 to K4. */
  readonly factors: readonly [number, number, number, number];
}

/**
 * Largest step size for which the theorem bounds the distance of chain and equation over the time `time` by
 * delta: min{1, m/M^2, (u K1)^(-1/(gamma^2 + 2 gamma - 1)), (u K2)^(-1/(2 gamma)), (u K3)^(-alpha/(2 gamma)),
 * (u K4)^(-1/gamma)}, u = 2 time^2/delta^2, with K1 = k1 d eps^(2 gamma^2 - 2), K2 = k2 eps^-2 and
 * K3 = k3 d^(2 gamma) eps^(2 gamma - 2), K4 = k4 of the same order (1906.09069, assumption on the step size).
 *
 * @throws {UserError} when a parameter is out of range; in particular gamma < min(1/sqrt 2, alpha/2) excludes
 * gradients that are Lipschitz and alpha <= 1
 */
export function largestStepSize(
  problem: DiscretisationProblem,
  { dissipativity, factors }: StepSizeConstants,
  time: number,
  delta: number,
): number {
  requireProblem(problem);
  requireAllPositive({
    dissipativity,
    time,
    delta,
    k1: factors[0],
    k2: factors[1],
    k3: factors[2],
    k4: factors[3],
  });
  const { alpha, dimension, noiseScale, holderExponent: gamma, holderConstant } = problem;
  const u = 2 * square(time / delta);
  const shared = powOf(dimension, 2 * gamma) * powOf(noiseScale, 2 * gamma - 2);
  const [k1, k2, k3, k4] = factors;
  return Math.min(
    1,
    dissipativity / (holderConstant * holderConstant),
    powOf(
      u * k1 * dimension * powOf(noiseScale, 2 * (gamma * gamma) - 2),
      -1 / (gamma * gamma + 2 * gamma - 1),
    ),
    powOf((u * k2) / square(noiseScale), -1 / (2 * gamma)),
    powOf(u * k3 * shared, -alpha / (2 * gamma)),
    powOf(u * k4 * shared, -1 / gamma),
  );
}

export interface SandwichConstants {
  /** Factors of the drift's, the Gaussian's and the jumps' term. */
  readonly drift: number;
  readonly gaussian: number;
  readonly jump: number;
}

/**
 * C of the sandwich P[tau_(-psi) > K eta] - C - delta <= P[bar tau_0 > K] <= P[tau_psi > K eta] + C + delta
 * (1906.09069, theorem 2), the chance that the interpolated chain strays by psi between grid points:
 *
 *   c1 (K eta (d eps + 1) + 1)^gamma e^(M eta) M eta
 *   + 1 - (1 - c2 d exp(-psi^2 e^(-2 M eta)/(16 d eta eps^2 sigma^2)))^K
 *   + 1 - (1 - c3 d^(1 + alpha/2) eta e^(alpha M eta) eps^alpha psi^-alpha)^K.
 *
 * This form was recalled, not read off the source; compare it with theorem 2 there before resting a proof on
 * it. Chances above 1 count as 1, so that the result is at most the first term + 2.
 *
 * @throws {UserError} when a parameter is out of range
 */
export function discretisationBound(
  problem: DiscretisationProblem,
  { drift, gaussian, jump }: SandwichConstants,
  stepSize: number,
  steps: number,
  psi: number,
): number {
  requireProblem(problem);
  requireAllPositive({ drift, gaussian, jump, stepSize, steps, psi });
  const { alpha, dimension, noiseScale, gaussianScale, holderExponent, holderConstant } = problem;
  const growth = expOf(holderConstant * stepSize);
  const reach = steps * stepSize * (dimension * noiseScale + 1) + 1;
  const spread = 4 * Math.sqrt(dimension * stepSize) * noiseScale * gaussianScale;
  const wander = gaussian * dimension * expOf(-square(psi / growth / spread));
  const leap = jump * powOf(dimension, 1 + alpha / 2) * stepSize * powOf((growth * noiseScale) / psi, alpha);
  return (
    drift * powOf(reach, holderExponent) * growth * holderConstant * stepSize +
    someOf(steps, wander) +
    someOf(steps, leap)
  );
}

/** Chance that at least one of `count` independent events of the given chance happens. */
function someOf(count: number, chance: number): number {
  return chance >= 1 ? 1 : -expMinusOne(count * logOnePlus(-chance));
}

function requireProblem(problem: DiscretisationProblem): void {
  const { alpha, dimension, noiseScale, gaussianScale, holderExponent, holderConstant } = problem;
  const most = Math.min(Math.SQRT1_2, alpha / 2);
  if (!(alpha > 1 && alpha < 2) || !(holderExponent > 0.5 && holderExponent < most)) {
    throw new UserError(
      `Index ${alpha} and Hoelder exponent ${holderExponent} were given; ` +
        'the theorem is proved for 1 < alpha < 2 and exponents between 1/2 and min(1/sqrt 2, alpha/2).',
      'It says nothing about quadratic losses, whose exponent is 1, or about alpha <= 1.',
    );
  }
  requireAllPositive({ dimension, noiseScale, gaussianScale, holderConstant });
}
