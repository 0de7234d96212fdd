/**
 * Sums, products and the tangent in double-double arithmetic: a value is high + low, about 31 digits. Each
 * function leaves the high part as its result and the low part in `low`.
 * Dekker 1971; Knuth, The Art of Computer Programming 2, 4.2.2.
 */

export let low: f64 = 0;

const splitter: f64 = 134217729.0;
const piHigh: f64 = 3.141592653589793;
const piLow: f64 = 1.2246467991473532e-16;
/** Terms of the Taylor series of sine and cosine: (pi/4)^29/29! < 1e-33. */
const terms: i32 = 29;

/** a + b. */
export function exactSum(a: f64, b: f64): f64 {
  const sum = a + b;
  const part = sum - a;
  low = a - (sum - part) + (b - part);
  return sum;
}

/** a b, for |a|, |b| < 1e300. */
export function exactProduct(a: f64, b: f64): f64 {
  const product = a * b;
  let t = splitter * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = splitter * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  low = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  return product;
}

/** (ah + al) (bh + bl). */
export function product(ah: f64, al: f64, bh: f64, bl: f64): f64 {
  const p = exactProduct(ah, bh);
  return exactSum(p, low + (ah * bl + al * bh));
}

/** (ah + al) + (bh + bl). */
export function sum(ah: f64, al: f64, bh: f64, bl: f64): f64 {
  const s = exactSum(ah, bh);
  return exactSum(s, low + (al + bl));
}

/** (ah + al)/(bh + bl). */
export function quotient(ah: f64, al: f64, bh: f64, bl: f64): f64 {
  const q = ah / bh;
  const p = product(q, 0, bh, bl);
  const rest = sum(ah, al, -p, -low);
  return exactSum(q, (rest + low) / bh);
}

/** tan(pi alpha/2) for 0 < alpha <= 2 other than 1; 0 at alpha = 2. */
export function tangent(alpha: f64): f64 {
  // tan(pi v) with v in (0, 1/2); all differences are exact.
  const mirrored = alpha > 1.0;
  const v = mirrored ? 1.0 - 0.5 * alpha : 0.5 * alpha;
  if (v == 0.0) {
    low = 0;
    return 0;
  }
  const inverted = v > 0.25;
  const w = inverted ? 0.5 - v : v;
  const z = product(w, 0, piHigh, piLow);
  const zLow = low;
  let termHigh: f64 = 1;
  let termLow: f64 = 0;
  let sineHigh: f64 = 0;
  let sineLow: f64 = 0;
  let cosineHigh: f64 = 1;
  let cosineLow: f64 = 0;
  for (let n = 1; n <= terms; n++) {
    termHigh = product(termHigh, termLow, z, zLow);
    termHigh = quotient(termHigh, low, <f64>n, 0);
    termLow = low;
    const sign: f64 = (n & 2) == 0 ? 1.0 : -1.0;
    if ((n & 1) == 1) {
      sineHigh = sum(sineHigh, sineLow, sign * termHigh, sign * termLow);
      sineLow = low;
    } else {
      cosineHigh = sum(cosineHigh, cosineLow, sign * termHigh, sign * termLow);
      cosineLow = low;
    }
  }
  const result = inverted
    ? quotient(cosineHigh, cosineLow, sineHigh, sineLow)
    : quotient(sineHigh, sineLow, cosineHigh, cosineLow);
  if (mirrored) low = -low;
  return mirrored ? -result : result;
}
