import { cos, sin, square } from '../../../kernel/index.js';
import { characteristicFunction, type ComplexArray } from '../characteristicFunction.js';
import { stable } from '../law.js';
import type { Rows } from './matrix.js';

/** Arguments are multiples of this one. */
export const spacing = Math.PI / 50;

/** Factors of a real and an imaginary part, or regressors of two coefficients. */
export type Pair = readonly [number, number];

/** exp(i k spacing x), averaged over a sample or expected of a law, for k = 0 ... count. */
export class FunctionOnGrid {
  readonly #values: ComplexArray;

  constructor(values: ComplexArray) {
    this.#values = values;
  }

  static ofSample(sample: Float64Array, count: number): FunctionOnGrid {
    const real = new Float64Array(count + 1);
    const imaginary = new Float64Array(count + 1);
    const angles = sample.map((x) => spacing * x);
    const cosines = cos(angles);
    const sines = sin(angles);
    const share = 1 / sample.length;
    for (let i = 0; i < sample.length; i++) {
      let a = share;
      let b = 0;
      for (let k = 0; k <= count; k++) {
        real[k] += a;
        imaginary[k] += b;
        const next = a * cosines[i] - b * sines[i];
        b = a * sines[i] + b * cosines[i];
        a = next;
      }
    }
    return new FunctionOnGrid({ real, imaginary });
  }

  static ofLaw(alpha: number, beta: number, count: number): FunctionOnGrid {
    const arguments_ = Array.from({ length: count + 1 }, (_, k) => k * spacing);
    return new FunctionOnGrid(characteristicFunction(stable({ alpha, beta }), arguments_));
  }

  real(k: number): number {
    return this.#values.real[Math.abs(k)];
  }

  imaginary(k: number): number {
    return Math.sign(k) * this.#values.imaginary[Math.abs(k)];
  }

  squaredModulus(k: number): number {
    return square(this.real(k)) + square(this.imaginary(k));
  }

  /** n times the covariance, for a sample of n, of a Re + b Im at k with c Re + d Im at j. */
  covariance(k: number, [a, b]: Pair, j: number, [c, d]: Pair): number {
    const re = [this.real(k), this.real(j)];
    const im = [this.imaginary(k), this.imaginary(j)];
    const realReal = (this.real(k - j) + this.real(k + j)) / 2 - re[0] * re[1];
    const imImag = (this.real(k - j) - this.real(k + j)) / 2 - im[0] * im[1];
    const realImag = (this.imaginary(k + j) - this.imaginary(k - j)) / 2 - re[0] * im[1];
    const imagReal = (this.imaginary(k + j) + this.imaginary(k - j)) / 2 - im[0] * re[1];
    return a * c * realReal + b * d * imImag + a * d * realImag + b * c * imagReal;
  }
}

/** n times the covariance of functions of phi, by their gradients in its real and imaginary part. */
export function covarianceOf(
  law: FunctionOnGrid,
  ks: readonly number[],
  gradientAt: (k: number) => Pair,
): Rows {
  const gradients = ks.map(gradientAt);
  return ks.map((k, a) => ks.map((j, b) => law.covariance(k, gradients[a], j, gradients[b])));
}
