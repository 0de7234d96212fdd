import { binaryExponent, boundedExponent, reducedExp, timesPowerOfTwo } from './exponential';
import { exponentValue, ln2High, ln2Low, mantissa, splitExponent } from './logarithm';

/**
 * x^y of two lanes, for x >= 0: log x to about 2^-63 relative error as a sum of two floats, times y, then
 * the exponential of the sum. Products are made exact by splitting factors at 26 bits, since no fused
 * multiply-add is used. Coefficients: scripts/polynomials.py.
 */

/** a with its lower 27 bits cleared: products of two such numbers are exact. */
@inline
function top(a: v128): v128 {
  return v128.and(a, i64x2.splat(0xfffffffff8000000));
}

/** a b - p, where p is the rounded product. */
@inline
function productError(a: v128, b: v128, p: v128): v128 {
  const a1 = top(a);
  const b1 = top(b);
  const a2 = f64x2.sub(a, a1);
  const b2 = f64x2.sub(b, b1);
  const cross = f64x2.add(f64x2.sub(f64x2.mul(a1, b1), p), f64x2.mul(a1, b2));
  return f64x2.add(f64x2.add(cross, f64x2.mul(a2, b1)), f64x2.mul(a2, b2));
}

/** (atanh(s)/s - 1 - z/3)/z^2 at z = s^2. */
@inline
function atanhRest(z: v128): v128 {
  let q = f64x2.add(f64x2.mul(f64x2.splat(0.05381145709314322), z), f64x2.splat(0.052281709727126424));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.058834062330574734));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.06666648274786181));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.07692307880488732));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.09090909089829123));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.11111111111114212));
  q = f64x2.add(f64x2.mul(q, z), f64x2.splat(0.14285714285714282));
  return f64x2.add(f64x2.mul(q, z), f64x2.splat(0.2));
}

/**
 * x^y. x^0 = 1 and 1^y = 1 for every finite y; negative x and NaN give NaN; 0 and Infinity as in the
 * limit. Largest error seen: see docs/accuracy.md.
 */
export function powVec(x: v128, y: v128): v128 {
  const one = f64x2.splat(1.0);
  const zero = f64x2.splat(0.0);
  const tiny = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const raised = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984.0)), x, tiny);
  const exponent = splitExponent(raised);
  const e = f64x2.sub(exponentValue(exponent), v128.and(tiny, f64x2.splat(54.0)));
  const m = mantissa(raised, exponent);

  // s = (m - 1)/(m + 1), in two parts.
  const f = f64x2.sub(m, one);
  const g = f64x2.add(m, one);
  const gLow = f64x2.sub(m, f64x2.sub(g, one));
  const s = f64x2.div(f, g);
  const sg = f64x2.mul(s, g);
  const remainder = f64x2.sub(f64x2.sub(f64x2.sub(f, sg), productError(s, g, sg)), f64x2.mul(s, gLow));
  const sLow = f64x2.div(remainder, g);

  // w = z/3 + z^2 Q(z) with z = s^2, in two parts.
  const z = f64x2.mul(s, s);
  const zLow = f64x2.add(productError(s, s, z), f64x2.mul(f64x2.add(s, s), sLow));
  const third = f64x2.splat(0.3333333333333333);
  const p = f64x2.mul(z, third);
  const pLow = f64x2.add(
    productError(z, third, p),
    f64x2.add(f64x2.mul(zLow, third), f64x2.mul(z, f64x2.splat(1.850371707708594e-17))),
  );
  const q = f64x2.mul(f64x2.mul(z, z), atanhRest(z));
  const w = f64x2.add(p, q);
  const wLow = f64x2.add(f64x2.add(f64x2.sub(p, w), q), pLow);

  // log x = e ln 2 + 2 s (1 + w), in two parts.
  const a = f64x2.add(s, s);
  const aLow = f64x2.add(sLow, sLow);
  const b = f64x2.mul(a, w);
  const bLow = f64x2.add(productError(a, w, b), f64x2.add(f64x2.mul(a, wLow), f64x2.mul(aLow, w)));
  const c = f64x2.add(a, b);
  const cLow = f64x2.add(f64x2.add(f64x2.sub(a, c), b), f64x2.add(bLow, aLow));
  const eHigh = f64x2.mul(e, f64x2.splat(ln2High));
  const sum = f64x2.add(eHigh, c);
  const sumLow = f64x2.add(
    f64x2.add(f64x2.sub(eHigh, sum), c),
    f64x2.add(cLow, f64x2.mul(e, f64x2.splat(ln2Low))),
  );
  let log = f64x2.add(sum, sumLow);
  let logLow = f64x2.add(f64x2.sub(sum, log), sumLow);
  const regular = v128.and(f64x2.gt(x, zero), f64x2.lt(x, f64x2.splat(Infinity)));
  logLow = v128.and(logLow, regular);
  log = v128.bitselect(log, x, regular);
  log = v128.bitselect(f64x2.splat(-Infinity), log, f64x2.eq(x, zero));
  log = v128.bitselect(f64x2.splat(NaN), log, f64x2.lt(x, zero));

  const t = f64x2.mul(y, log);
  const tLow = f64x2.add(productError(y, log, t), f64x2.mul(y, logLow));
  // The low part is meaningless where the result overflows, underflows or t is no number.
  const ordinary = v128.and(
    f64x2.lt(f64x2.abs(t), f64x2.splat(800.0)),
    f64x2.lt(f64x2.abs(y), f64x2.splat(1e300)),
  );
  const tail = v128.and(tLow, ordinary);
  const bounded = boundedExponent(t);
  const k = binaryExponent(bounded);
  const result = timesPowerOfTwo(reducedExp(bounded, tail, k), k);
  return v128.bitselect(one, result, f64x2.eq(y, zero));
}
