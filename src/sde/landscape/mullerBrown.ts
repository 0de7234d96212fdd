import { expOf } from '../../kernel/index.js';
import { descend } from './descend.js';
import { type Landscape, type Place, rowSumNorm } from './landscape.js';

/**
 * The four terms A exp(a (x - x0)^2 + b (x - x0)(y - y0) + c (y - y0)^2) of Mueller and Brown, Theoretica
 * Chimica Acta 53, 75 (1979).
 */
const terms = [
  { height: -200, a: -1, b: 0, c: -10, x0: 1, y0: 0 },
  { height: -100, a: -1, b: 0, c: -10, x0: 0, y0: 0.5 },
  { height: -170, a: -6.5, b: 11, c: -6.5, x0: -0.5, y0: 1.5 },
  { height: 15, a: 0.7, b: 0.6, c: 0.7, x0: -1, y0: 1 },
];

/**
 * Where the gradient vanishes, from the published places by Newton's method in 40 digits: minima at values
 * -146.69952, -108.16672 and -80.76782, saddles at -40.66484 and -72.24894.
 */
const minima = [
  [-0.5582236346330243, 1.4417258418046687],
  [0.6234994049308765, 0.028037758528685668],
  [-0.050010822998206058, 0.46669410487197209],
];
const saddles = [
  [-0.8220015587327321, 0.6243128028148714],
  [0.21248658200066201, 0.29298832510736777],
];

/**
 * The potential of Mueller and Brown in two dimensions, times `scale`: three minima and a bent path between
 * them, the usual test of methods for rare events.
 *
 * It grows like an exponential far out, so no curvature bounds it everywhere; `steepestCurvature` is that at
 * its minima and saddles. Use the tamed scheme where paths may be thrown far.
 *
 * @param scale - a factor of heights, 1 for the published ones
 * @returns the landscape, with its three minima and two saddles
 */
export function mullerBrown(scale = 1): Landscape {
  const landscape: Landscape = {
    dimension: 2,
    value: (at) => scale * terms.reduce((sum, term) => sum + part(term, at), 0),
    gradient: (at, into) => {
      let along = 0;
      let across = 0;
      for (const term of terms) {
        const height = part(term, at);
        along += height * slopeX(term, at);
        across += height * slopeY(term, at);
      }
      into[0] = scale * along;
      into[1] = scale * across;
    },
    hessian: (at) => hessianAt(at, scale),
    minima: minima.map((x) => Float64Array.from(x)),
    saddles: saddles.map((x) => Float64Array.from(x)),
    basinOf: (x) => descend(landscape, x),
    steepestCurvature: Math.max(
      ...[...minima, ...saddles].map((x) => rowSumNorm(hessianAt(Float64Array.from(x), scale), 2)),
    ),
  };
  return landscape;
}

type Term = (typeof terms)[number];

function part({ height, a, b, c, x0, y0 }: Term, at: Place): number {
  const x = at[0] - x0;
  const y = at[1] - y0;
  return height * expOf(a * x * x + b * x * y + c * y * y);
}

function slopeX({ a, b, x0, y0 }: Term, at: Place): number {
  return 2 * a * (at[0] - x0) + b * (at[1] - y0);
}

function slopeY({ b, c, x0, y0 }: Term, at: Place): number {
  return b * (at[0] - x0) + 2 * c * (at[1] - y0);
}

function hessianAt(at: Place, scale: number): Float64Array {
  const h = new Float64Array(4);
  for (const term of terms) {
    const height = scale * part(term, at);
    const along = slopeX(term, at);
    const across = slopeY(term, at);
    h[0] += height * (along * along + 2 * term.a);
    h[1] += height * (along * across + term.b);
    h[3] += height * (across * across + 2 * term.c);
  }
  h[2] = h[1];
  return h;
}
