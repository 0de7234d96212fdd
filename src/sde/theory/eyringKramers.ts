import { expOf, logOf } from '../../kernel/index.js';
import { UserError } from '../../error.js';
import { symmetricEigenvalues, type SquareMatrix } from './symmetricEigenvalues.js';

export interface Passage {
  /** Hessian of U at the minimum: positive definite. */
  readonly minimum: SquareMatrix;
  /** Hessian of U at the saddle: one negative eigenvalue, the others positive. */
  readonly saddle: SquareMatrix;
  /** U(saddle) - U(minimum), not negative. */
  readonly barrier: number;
}

/** An eigenvalue this small beside the largest one is not told from zero. */
const negligible = 1e-12;

/**
 * Eyring-Kramers formula: the leading term, as noiseScale tends to 0, of the mean time that
 * dX = -grad U dt + noiseScale dB takes in d dimensions from a minimum over a saddle into a small ball about
 * the minimum behind it,
 * (2 pi/|lambda_1|) sqrt(|det H(saddle)|/det H(minimum)) exp(2 barrier/noiseScale^2),
 * lambda_1 being the negative eigenvalue of H(saddle) (Bovier, Eckhoff, Gayrard and Klein 2004; Berglund,
 * arXiv 1106.5799, whose 2 epsilon is noiseScale^2). In one dimension it is `kramersTime`. The
 * relative error is of order noiseScale^2 up to logarithms. It holds for one lowest saddle; over n saddles of
 * equal height the rates, which are the inverse times, add up.
 *
 * Infinity where the time passes the range of doubles: see `logEyringKramersTime`.
 *
 * @throws {UserError} when the first Hessian is not positive definite, the second has not exactly one
 *   negative
 * eigenvalue, their sizes differ, the barrier is negative or the noise scale is not positive
 */
export function eyringKramersTime(passage: Passage, noiseScale: number): number {
  return expOf(logEyringKramersTime(passage, noiseScale));
}

/**
 * Natural logarithm of `eyringKramersTime`, for barriers of any height and Hessians of any dimension.
 *
 * @throws {UserError} as `eyringKramersTime`
 */
export function logEyringKramersTime({ minimum, saddle, barrier }: Passage, noiseScale: number): number {
  const height = freidlinWentzell(barrier, noiseScale);
  const well = symmetricEigenvalues(minimum);
  const pass = symmetricEigenvalues(saddle);
  if (well.length !== pass.length) {
    throw new UserError(
      `The Hessians have ${well.length} and ${pass.length} dimensions.`,
      'Give both in the same coordinates.',
    );
  }
  if (!(well[0] > negligible * well.at(-1)!)) {
    throw new UserError(
      `The smallest eigenvalue at the minimum is ${well[0]}.`,
      'The formula needs a positive definite Hessian there; a flat direction has no Gaussian well.',
    );
  }
  const zero = negligible * Math.max(-pass[0], pass.at(-1)!);
  const negative = pass.filter((value) => value < -zero).length;
  const flat = pass.filter((value) => Math.abs(value) <= zero).length;
  if (negative !== 1 || flat > 0) {
    throw new UserError(
      `The Hessian at the saddle has ${negative} negative and ${flat} vanishing eigenvalues ` +
        `of ${pass.length}.`,
      'The formula needs exactly one negative eigenvalue and no vanishing one.',
    );
  }
  const logRatio = pass.reduce((sum, value, i) => sum + logOf(Math.abs(value)) - logOf(well[i]), 0);
  return logOf((2 * Math.PI) / -pass[0]) + logRatio / 2 + height;
}

/**
 * Logarithm of the mean exit time to leading exponential order, 2 barrier/noiseScale^2: noiseScale^2 log E
 * tau tends to 2 barrier (Freidlin and Wentzell, chapter 4, theorem 4.1). It carries no prefactor: the mean
 * time itself differs by a factor whose logarithm is small beside 1/noiseScale^2 only.
 *
 * @param barrier - least height that must be climbed on the way out, U(exit) - U(minimum), not negative
 * @throws {UserError} when the barrier is negative or the noise scale is not positive
 */
export function freidlinWentzell(barrier: number, noiseScale: number): number {
  if (!(barrier >= 0 && barrier < Infinity)) {
    throw new UserError(`The barrier is ${barrier}.`, 'Give U(saddle) - U(minimum), which is not negative.');
  }
  if (!(noiseScale > 0 && noiseScale < Infinity)) {
    throw new UserError(`The noise scale is ${noiseScale}.`, 'Give a finite noise scale above 0.');
  }
  return (2 * barrier) / (noiseScale * noiseScale);
}
