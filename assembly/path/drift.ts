/**
 * Drift in a potential on the line, two places at a time: a cubic polynomial on each of a few intervals.
 *
 * In memory a piece takes six numbers: where it begins (ignored for the first), its centre c, and the
 * coefficients of the drift a0 + a1 y + a2 y^2 + a3 y^3 with y = x - c. Pieces are in increasing order.
 */

const pieceBytes: usize = 48;

/** The drift at both lanes of x. */
@inline
export function driftVec(pieces: usize, count: i32, x: v128): v128 {
  let center = v128.load64_splat(pieces, 8);
  let a0 = v128.load64_splat(pieces, 16);
  let a1 = v128.load64_splat(pieces, 24);
  let a2 = v128.load64_splat(pieces, 32);
  let a3 = v128.load64_splat(pieces, 40);
  for (let i = 1; i < count; i++) {
    pieces += pieceBytes;
    const beyond = f64x2.ge(x, v128.load64_splat(pieces));
    center = v128.bitselect(v128.load64_splat(pieces, 8), center, beyond);
    a0 = v128.bitselect(v128.load64_splat(pieces, 16), a0, beyond);
    a1 = v128.bitselect(v128.load64_splat(pieces, 24), a1, beyond);
    a2 = v128.bitselect(v128.load64_splat(pieces, 32), a2, beyond);
    a3 = v128.bitselect(v128.load64_splat(pieces, 40), a3, beyond);
  }
  const y = f64x2.sub(x, center);
  const p = f64x2.add(a1, f64x2.mul(y, f64x2.add(a2, f64x2.mul(y, a3))));
  return f64x2.add(a0, f64x2.mul(y, p));
}

/** The second derivative of minus the potential, drift', at both lanes of x. */
@inline
function driftSlopeVec(pieces: usize, count: i32, x: v128): v128 {
  let center = v128.load64_splat(pieces, 8);
  let a1 = v128.load64_splat(pieces, 24);
  let a2 = v128.load64_splat(pieces, 32);
  let a3 = v128.load64_splat(pieces, 40);
  for (let i = 1; i < count; i++) {
    pieces += pieceBytes;
    const beyond = f64x2.ge(x, v128.load64_splat(pieces));
    center = v128.bitselect(v128.load64_splat(pieces, 8), center, beyond);
    a1 = v128.bitselect(v128.load64_splat(pieces, 24), a1, beyond);
    a2 = v128.bitselect(v128.load64_splat(pieces, 32), a2, beyond);
    a3 = v128.bitselect(v128.load64_splat(pieces, 40), a3, beyond);
  }
  const y = f64x2.sub(x, center);
  const twice = f64x2.mul(f64x2.splat(2), a2);
  const thrice = f64x2.mul(f64x2.splat(3), a3);
  return f64x2.add(a1, f64x2.mul(y, f64x2.add(twice, f64x2.mul(y, thrice))));
}

/**
 * What the drift adds in one step: timeStep drift(x), or, if implicit, timeStep drift(x) over
 * 1 - timeStep min(0, drift'(x)), which is one Newton step of the backward Euler scheme where the potential is
 * convex.
 */
@inline
export function driftStepVec(pieces: usize, count: i32, x: v128, timeStep: v128, implicit: bool): v128 {
  const explicit = f64x2.mul(timeStep, driftVec(pieces, count, x));
  if (!implicit) return explicit;
  const inward = f64x2.pmin(driftSlopeVec(pieces, count, x), f64x2.splat(0));
  return f64x2.div(explicit, f64x2.sub(f64x2.splat(1), f64x2.mul(timeStep, inward)));
}
