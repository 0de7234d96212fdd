import type { GradientSource } from 'heavytail/net';

/** Losses in closed form as gradient sources of one example, whose gradients are those of the formulas. */

interface Formula {
  readonly parameterCount: number;
  value(w: Float32Array): number;
  slope(w: Float32Array): number[];
}

/** The only example. */
export const example = Uint32Array.of(0);

/** A source that counts its evaluations. */
export interface CountedSource extends GradientSource {
  readonly count: { losses: number; gradients: number };
}

export function analytic({ parameterCount, value, slope }: Formula): CountedSource {
  const count = { losses: 0, gradients: 0 };
  const absent = () => {
    throw new Error('A formula has no such method.');
  };
  return {
    count,
    parameterCount,
    layers: [{ name: 'all', offset: 0, rows: 1, columns: parameterCount }],
    exampleCount: 1,
    loss: (w) => {
      count.losses++;
      return value(w);
    },
    gradient: (w, _examples, gradient) => {
      count.gradients++;
      gradient.set(slope(w));
      return value(w);
    },
    perExampleGradients: absent,
    hessianVectorProduct: absent,
    accuracy: absent,
  };
}

/** Half the sum of curvature × square, around 0. */
export function quadratic(curvatures: readonly number[]): CountedSource {
  return analytic({
    parameterCount: curvatures.length,
    value: (w) => curvatures.reduce((sum, c, i) => sum + (c * w[i] * w[i]) / 2, 0),
    slope: (w) => curvatures.map((c, i) => c * w[i]),
  });
}

/** Sum of height × (w² − 1)²: minima of 0 at all corners ±1, barrier `height` in each coordinate. */
export function productDoubleWell(heights: readonly number[]): CountedSource {
  return analytic({
    parameterCount: heights.length,
    value: (w) => heights.reduce((sum, h, i) => sum + h * (w[i] * w[i] - 1) ** 2, 0),
    slope: (w) => heights.map((h, i) => 4 * h * w[i] * (w[i] * w[i] - 1)),
  });
}

const terms = [
  { A: -200, a: -1, b: 0, c: -10, x: 1, y: 0 },
  { A: -100, a: -1, b: 0, c: -10, x: 0, y: 0.5 },
  { A: -170, a: -6.5, b: 11, c: -6.5, x: -0.5, y: 1.5 },
  { A: 15, a: 0.7, b: 0.6, c: 0.7, x: -1, y: 1 },
];

/** The surface of Müller and Brown (1979), from its formula. */
export function mullerBrown(): CountedSource {
  const parts = ([x, y]: Float32Array) =>
    terms.map((t) => {
      const dx = x - t.x;
      const dy = y - t.y;
      return { ...t, dx, dy, height: t.A * Math.exp(t.a * dx * dx + t.b * dx * dy + t.c * dy * dy) };
    });
  return analytic({
    parameterCount: 2,
    value: (w) => parts(w).reduce((sum, { height }) => sum + height, 0),
    slope: (w) => [
      parts(w).reduce((sum, { height, a, b, dx, dy }) => sum + height * (2 * a * dx + b * dy), 0),
      parts(w).reduce((sum, { height, b, c, dx, dy }) => sum + height * (b * dx + 2 * c * dy), 0),
    ],
  });
}
