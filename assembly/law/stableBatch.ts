import { cosVec } from '../math/sine';
import {
  chooseCoordinate,
  chosen,
  coordinate,
  logarithmAt,
  narrow,
  shifted,
  which,
} from './stableCoordinate';
import { evaluatePlaced, prepareLaw } from './stableLaw';
import { leastNormal, outOfRange, place, pointX, pointY, preparePlace, side } from './stablePoint';

/**
 * One function of one stable law at many points, by Chebyshev interpolation of its logarithm on panels that
 * are halved until they are accurate to rounding. Panels are made only where points are; where too few
 * points would share one, they are evaluated one by one, and so are points whose distance from the shift point is
 * beyond the number range. The coordinate of the panels is that of stableCoordinate.ts.
 */

const degree: i32 = 16;
/** Points below which a panel does not pay. */
const fewPoints: i32 = 24;
/** Panels are not halved below this width: the function is no polynomial there. */
const leastWidth: f64 = 1e-4;
/** Largest error of a logarithm, or of a hundredth of it where that is larger. */
const tolerance: f64 = 1e-13;
/** Largest |w|: of the number range over the radius, with a whole number of widest panels. */
const farthest: f64 = 1025.0;
const farthestPeaked: f64 = 2049.0;

const cosines: usize = memory.data(2048, 16);
const values: usize = memory.data(128, 16);
const coefficients: usize = memory.data(128, 16);
let ready: bool = false;

let ws: usize = 0;
let indices: usize = 0;
let results: usize = 0;

/** cos(pi k (j + 1/2)/16), row k. */
function prepareCosines(): void {
  for (let k = 0; k < degree; k++) {
    for (let j = 0; j < degree; j++) {
      const angle = (NativeMath.PI * <f64>k * (<f64>j + 0.5)) / <f64>degree;
      const cosine = f64x2.extract_lane(cosVec(f64x2.splat(angle)), 0);
      store<f64>(cosines + ((<usize>(k * degree + j)) << 3), cosine);
    }
  }
  ready = true;
}

/** The interpolant at s in [-1, 1], two lanes. */
@inline
function interpolant(s: v128): v128 {
  const twice = f64x2.add(s, s);
  let b1 = f64x2.splat(0.0);
  let b2 = f64x2.splat(0.0);
  for (let k: usize = 15; k > 0; k--) {
    const b0 = f64x2.add(v128.load64_splat(coefficients + (k << 3)), f64x2.sub(f64x2.mul(twice, b1), b2));
    b2 = b1;
    b1 = b0;
  }
  return f64x2.add(v128.load64_splat(coefficients), f64x2.sub(f64x2.mul(s, b1), b2));
}

/** Coefficients of the panel; false if the interpolant misses the function. */
function fitPanel(low: f64, high: f64): bool {
  const centre = 0.5 * (low + high);
  const half = 0.5 * (high - low);
  let largest: f64 = 0;
  for (let j: usize = 0; j < 16; j++) {
    const value = logarithmAt(centre + half * load<f64>(cosines + ((16 + j) << 3)));
    if (!(abs(value) < Infinity)) return false;
    largest = max(largest, abs(value));
    store<f64>(values + (j << 3), value);
  }
  for (let k: usize = 0; k < 16; k++) {
    let sum: f64 = 0;
    for (let j: usize = 0; j < 16; j++) {
      sum += load<f64>(cosines + ((16 * k + j) << 3)) * load<f64>(values + (j << 3));
    }
    store<f64>(coefficients + (k << 3), k == 0 ? sum / 16.0 : sum / 8.0);
  }
  const allowed = tolerance * max(1.0, 0.01 * largest);
  // The last coefficients are noise of rounding where the fit is good.
  for (let k: usize = 13; k < 16; k++) {
    if (abs(load<f64>(coefficients + (k << 3))) > allowed) return false;
  }
  const near = f64x2.extract_lane(interpolant(f64x2.splat(0.97)), 0);
  return abs(near - logarithmAt(centre + half * 0.97)) <= 2.0 * allowed;
}

/** Points first to last, one by one. */
function evaluateSingly(xs: usize, first: i32, last: i32): void {
  for (let i = first; i < last; i++) {
    const index = load<u32>(indices + ((<usize>i) << 2));
    place(load<f64>(xs + ((<usize>index) << 3)));
    evaluatePlaced();
    store<f64>(results + ((<usize>index) << 3), chosen());
  }
}

/** Points first to last, by the interpolant. */
function interpolate(low: f64, high: f64, first: i32, last: i32): void {
  const centre = f64x2.splat(0.5 * (low + high));
  const inverse = f64x2.splat(2.0 / (high - low));
  for (let i = first; i < last; i += 2) {
    const second = min(i + 1, last - 1);
    const a = ws + ((<usize>i) << 3);
    const w = f64x2(load<f64>(a), load<f64>(ws + ((<usize>second) << 3)));
    const value = interpolant(f64x2.mul(f64x2.sub(w, centre), inverse));
    const indexA = load<u32>(indices + ((<usize>i) << 2));
    const indexB = load<u32>(indices + ((<usize>second) << 2));
    store<f64>(results + ((<usize>indexA) << 3), f64x2.extract_lane(value, 0));
    store<f64>(results + ((<usize>indexB) << 3), f64x2.extract_lane(value, 1));
  }
}

/** Brings points first to last with w below `split` to the front; returns where the others begin. */
function partition(first: i32, last: i32, split: f64): i32 {
  let i = first;
  let j = last - 1;
  while (true) {
    while (i <= j && load<f64>(ws + ((<usize>i) << 3)) < split) i++;
    while (i <= j && load<f64>(ws + ((<usize>j) << 3)) >= split) j--;
    if (i >= j) return i;
    const wi = load<f64>(ws + ((<usize>i) << 3));
    store<f64>(ws + ((<usize>i) << 3), load<f64>(ws + ((<usize>j) << 3)));
    store<f64>(ws + ((<usize>j) << 3), wi);
    const ki = load<u32>(indices + ((<usize>i) << 2));
    store<u32>(indices + ((<usize>i) << 2), load<u32>(indices + ((<usize>j) << 2)));
    store<u32>(indices + ((<usize>j) << 2), ki);
    i++;
    j--;
  }
}

function panel(xs: usize, low: f64, high: f64, first: i32, last: i32): void {
  if (last - first < fewPoints || high - low < leastWidth) {
    evaluateSingly(xs, first, last);
    return;
  }
  // Wider panels never fit: the attempt is saved.
  if (high - low <= 16.0 && fitPanel(low, high)) {
    interpolate(low, high, first, last);
    return;
  }
  const split = 0.5 * (low + high);
  const middle = partition(first, last, split);
  panel(xs, low, split, first, middle);
  panel(xs, split, high, middle, last);
}

/** The logarithm on the empty side of a one-sided law that lies above (or below) its support. */
@inline
function emptyValue(above: bool): f64 {
  return which != 0 && above == (which == 1) ? 0.0 : -Infinity;
}

/**
 * Logarithms at `count` finite points of the density (0), distribution (1) or survival (2) of a law with a scale
 * and a location; the density is that of scale 1.
 *
 * @param fromShift - whether the location is that of S1; else it is that of S0
 * @param work - room for 12 bytes a point
 */
export function stableBatch(
  xs: usize,
  count: i32,
  out: usize,
  work: usize,
  chosenFunction: i32,
  fromShift: bool,
  alpha: f64,
  beta: f64,
  scale: f64,
  location: f64,
): void {
  if (!ready) prepareCosines();
  prepareLaw(alpha, beta);
  preparePlace(alpha, beta, fromShift, location, scale);
  chooseCoordinate(chosenFunction, alpha);
  ws = work;
  indices = work + ((<usize>count) << 3);
  results = out;
  const oneSided = alpha < 1.0 && abs(beta) == 1.0;
  // The distance from the location is the coordinate's.
  const direct = beta == 0.0 || (!shifted && !oneSided && !fromShift);
  let inside = 0;
  for (let i = 0; i < count; i++) {
    const point = load<f64>(xs + ((<usize>i) << 3));
    const target = out + ((<usize>i) << 3);
    if (direct) {
      const z = (point - location) / scale;
      if (abs(z) >= leastNormal && abs(z) < Infinity) {
        store<f64>(ws + ((<usize>inside) << 3), coordinate(z));
        store<u32>(indices + ((<usize>inside) << 2), <u32>i);
        inside++;
        continue;
      }
    }
    place(point);
    if (oneSided && (side * beta < 0.0 || (pointY == 0.0 && !outOfRange))) {
      store<f64>(target, emptyValue(beta < 0.0));
    } else if (outOfRange || (oneSided && !shifted && abs(pointY) < 0.125 * abs(pointX))) {
      // Close to the end of a support the distance from it says more than x.
      evaluatePlaced();
      store<f64>(target, chosen());
    } else {
      store<f64>(ws + ((<usize>inside) << 3), coordinate(shifted ? pointY : pointX));
      store<u32>(indices + ((<usize>inside) << 2), <u32>i);
      inside++;
    }
  }
  // The kinks of the coordinate at -1 and 1 are ends of panels.
  const inner = partition(0, inside, -1.0);
  const outer = partition(inner, inside, 1.0);
  const end = narrow ? farthestPeaked : farthest;
  panel(xs, -end, -1.0, 0, inner);
  if (narrow) evaluateSingly(xs, inner, outer);
  else panel(xs, -1.0, 1.0, inner, outer);
  panel(xs, 1.0, end, outer, inside);
}
