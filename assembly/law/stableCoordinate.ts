import { expVec, logVec } from '../math/math';
import { peaked } from './stableFrame';
import {
  evaluateAt,
  evaluateAtLogarithm,
  evaluateFromShift,
  logDensity,
  logDistribution,
  logSurvival,
} from './stableLaw';

/**
 * The coordinate in which the logarithm of a function of a stable law is as good as a polynomial on panels:
 * w = y/r for |y| <= r and sign(y) (1 + log(|y|/r)) beyond. Below alpha = 0.9 y counts from the shift point and r is
 * tiny, because the law is not analytic there; else y counts from the origin of S0 and r = 1.
 */

const shiftedBelow: f64 = 0.9;
const tinyRadius: f64 = 1e-40;
/** Below alpha = 0.1, where there is no such interval in which the law is flat. */
const leastRadius: f64 = 1e-300;
const logLeastRadius: f64 = -690.7755278982137;

/** Which function: 0 density, 1 distribution, 2 survival. */
export let which: i32 = 0;
/** Whether y counts from the shift point, and whether alpha is below 0.1. */
export let shifted: bool = false;
export let narrow: bool = false;
let radius: f64 = 1;

/** Chooses the function, by its number, and the coordinate for laws of index alpha. */
export function chooseCoordinate(chosenFunction: i32, alpha: f64): void {
  which = chosenFunction;
  shifted = alpha < shiftedBelow;
  narrow = alpha < peaked;
  radius = narrow ? leastRadius : shifted ? tinyRadius : 1.0;
}

/** The coordinate of y. */
@inline
export function coordinate(y: f64): f64 {
  const size = abs(y) / radius;
  if (size <= 1.0) return y / radius;
  // The size itself may be beyond the number range where the radius is least.
  if (narrow) return copysign(1.0 - logLeastRadius + f64x2.extract_lane(logVec(f64x2.splat(abs(y))), 0), y);
  return copysign(1.0 + f64x2.extract_lane(logVec(f64x2.splat(size)), 0), y);
}

/** The logarithm at coordinate w. */
export function logarithmAt(w: f64): f64 {
  const size = abs(w);
  if (narrow) {
    evaluateAtLogarithm(size - 1.0 + logLeastRadius, w < 0.0);
    return chosen();
  }
  const far = radius * f64x2.extract_lane(expVec(f64x2.splat(size - 1.0)), 0);
  const y = size <= 1.0 ? w * radius : copysign(far, w);
  if (shifted) evaluateFromShift(y);
  else evaluateAt(y);
  return chosen();
}

/** The logarithm of the chosen function at the point that was evaluated last. */
@inline
export function chosen(): f64 {
  return which == 0 ? logDensity : which == 1 ? logDistribution : logSurvival;
}
