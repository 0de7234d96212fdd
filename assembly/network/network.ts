import { expVec } from '../math/exponential';
import { logOf } from '../math/math';

/** Elementwise parts of a network's passes; arrays are f32, logarithms and exponentials run in f64. */

/** values = max(values, 0). */
export function rectify(values: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = values + ((<usize>i) << 2);
    // Cleared where x <= 0, so that -0 becomes +0 and a NaN stays one.
    const x = v128.load(at);
    v128.store(at, v128.andnot(x, f32x4.le(x, zero)));
  }
  for (; i < count; i++) {
    const at = values + ((<usize>i) << 2);
    const x = load<f32>(at);
    store<f32>(at, x <= 0 ? 0 : x);
  }
}

/** Zeroes those of `values` whose unit in `outputs` (of a rectifier) is not active. */
export function maskInactive(values: usize, outputs: usize, count: i32): void {
  const zero = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(values + at, v128.andnot(v128.load(values + at), f32x4.le(v128.load(outputs + at), zero)));
  }
  for (; i < count; i++) {
    const at = (<usize>i) << 2;
    if (load<f32>(outputs + at) <= 0) store<f32>(values + at, 0);
  }
}

const row: usize = memory.data(8 * 256, 16);

/** The largest number of classes that the losses take. */
export function mostClasses(): i32 {
  return 256;
}

/** Softmax of one row of logits into `row` (f64); returns log of the sum of exponentials. */
function softmax(logits: usize, classes: i32): f64 {
  let largest = <f64>load<f32>(logits);
  for (let j = 1; j < classes; j++) largest = max(largest, <f64>load<f32>(logits + ((<usize>j) << 2)));
  for (let j = 0; j < classes; j++) {
    store<f64>(row + ((<usize>j) << 3), <f64>load<f32>(logits + ((<usize>j) << 2)) - largest);
  }
  if (classes & 1) store<f64>(row + ((<usize>classes) << 3), 0);
  let sum: f64 = 0;
  for (let j = 0; j < classes; j += 2) {
    const at = row + ((<usize>j) << 3);
    const e = expVec(v128.load(at));
    v128.store(at, e);
    sum += f64x2.extract_lane(e, 0);
    if (j + 1 < classes) sum += f64x2.extract_lane(e, 1);
  }
  for (let j = 0; j < classes; j++) {
    const at = row + ((<usize>j) << 3);
    store<f64>(at, load<f64>(at) / sum);
  }
  return largest + logOf(sum);
}

/**
 * Weighted cross-entropy, sum over examples of weight_i (log sum_j exp z_ij - z_iy), and, if `out` is not
 * null, its derivative in the logits.
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  weights: usize,
  examples: i32,
  classes: i32,
  out: usize,
): f64 {
  let loss: f64 = 0;
  for (let i = 0; i < examples; i++) {
    const z = logits + ((<usize>(i * classes)) << 2);
    const label = load<u8>(labels + <usize>i);
    const weight = <f64>load<f32>(weights + ((<usize>i) << 2));
    loss += weight * (softmax(z, classes) - <f64>load<f32>(z + ((<usize>label) << 2)));
    if (!out) continue;
    const target = out + ((<usize>(i * classes)) << 2);
    for (let j = 0; j < classes; j++) {
      const p = load<f64>(row + ((<usize>j) << 3)) - (j == <i32>label ? 1 : 0);
      store<f32>(target + ((<usize>j) << 2), <f32>(weight * p));
    }
  }
  return loss;
}

/** Derivative of crossEntropy's logit gradient along `tangent`, a direction of the logits. */
export function crossEntropyTangent(
  logits: usize,
  tangent: usize,
  weights: usize,
  examples: i32,
  classes: i32,
  out: usize,
): void {
  for (let i = 0; i < examples; i++) {
    const offset = (<usize>(i * classes)) << 2;
    softmax(logits + offset, classes);
    const weight = <f64>load<f32>(weights + ((<usize>i) << 2));
    let mean: f64 = 0;
    for (let j = 0; j < classes; j++) {
      mean += load<f64>(row + ((<usize>j) << 3)) * <f64>load<f32>(tangent + offset + ((<usize>j) << 2));
    }
    for (let j = 0; j < classes; j++) {
      const at = offset + ((<usize>j) << 2);
      const p = load<f64>(row + ((<usize>j) << 3));
      store<f32>(out + at, <f32>(weight * p * (<f64>load<f32>(tangent + at) - mean)));
    }
  }
}

/**
 * Weighted linear hinge loss with targets t = +1 for the label and -1 for every other class, sum over
 * examples of weight_i mean_j max(0, 1 - t_ij z_ij), and, if `out` is not null, its derivative.
 */
export function linearHinge(
  logits: usize,
  labels: usize,
  weights: usize,
  examples: i32,
  classes: i32,
  out: usize,
): f64 {
  let loss: f64 = 0;
  for (let i = 0; i < examples; i++) {
    const offset = (<usize>(i * classes)) << 2;
    const label = <i32>load<u8>(labels + <usize>i);
    const weight = <f64>load<f32>(weights + ((<usize>i) << 2)) / <f64>classes;
    for (let j = 0; j < classes; j++) {
      const at = offset + ((<usize>j) << 2);
      const target: f64 = j == label ? 1 : -1;
      const margin = 1 - target * <f64>load<f32>(logits + at);
      if (margin <= 0) {
        if (out) store<f32>(out + at, 0);
        continue;
      }
      // A NaN is on neither side of the kink: it must not be lost in a maximum.
      loss += weight * margin;
      if (out) store<f32>(out + at, <f32>(margin > 0 ? -target * weight : margin));
    }
  }
  return loss;
}

/**
 * Weighted squared loss with targets 1 for the label and 0 for every other class, sum over examples of
 * weight_i mean_j (z_ij - t_ij)^2, and, if `out` is not null, its derivative.
 */
export function squaredLoss(
  logits: usize,
  labels: usize,
  weights: usize,
  examples: i32,
  classes: i32,
  out: usize,
): f64 {
  let loss: f64 = 0;
  for (let i = 0; i < examples; i++) {
    const offset = (<usize>(i * classes)) << 2;
    const label = <i32>load<u8>(labels + <usize>i);
    const weight = <f64>load<f32>(weights + ((<usize>i) << 2)) / <f64>classes;
    for (let j = 0; j < classes; j++) {
      const at = offset + ((<usize>j) << 2);
      const error = <f64>load<f32>(logits + at) - (j == label ? 1 : 0);
      loss += weight * error * error;
      if (out) store<f32>(out + at, <f32>(2 * weight * error));
    }
  }
  return loss;
}

/** Derivative of squaredLoss's logit gradient along `tangent`, a direction of the logits. */
export function squaredLossTangent(
  tangent: usize,
  weights: usize,
  examples: i32,
  classes: i32,
  out: usize,
): void {
  for (let i = 0; i < examples; i++) {
    const factor = (2 * <f64>load<f32>(weights + ((<usize>i) << 2))) / <f64>classes;
    for (let j = 0; j < classes; j++) {
      const at = (<usize>(i * classes + j)) << 2;
      store<f32>(out + at, <f32>(factor * <f64>load<f32>(tangent + at)));
    }
  }
}

/** out = left right^T for one example: rows x columns. */
export function outerProduct(left: usize, rows: i32, right: usize, columns: i32, out: usize): void {
  for (let i = 0; i < rows; i++) {
    const factor = load<f32>(left + ((<usize>i) << 2));
    const factors = f32x4.splat(factor);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      v128.store(out + ((<usize>j) << 2), f32x4.mul(factors, v128.load(right + ((<usize>j) << 2))));
    }
    for (; j < columns; j++) {
      store<f32>(out + ((<usize>j) << 2), factor * load<f32>(right + ((<usize>j) << 2)));
    }
    out += (<usize>columns) << 2;
  }
}

/** Index of the first largest logit of each example; returns how many examples have none, because a logit is NaN. */
export function predictions(logits: usize, examples: i32, classes: i32, out: usize): i32 {
  let undecided = 0;
  for (let i = 0; i < examples; i++) {
    const z = logits + ((<usize>(i * classes)) << 2);
    let best = 0;
    let largest = load<f32>(z);
    let numbers = largest == largest;
    for (let j = 1; j < classes; j++) {
      const logit = load<f32>(z + ((<usize>j) << 2));
      numbers = numbers && logit == logit;
      if (logit > largest) {
        largest = logit;
        best = j;
      }
    }
    undecided += i32(!numbers);
    store<u8>(out + <usize>i, <u8>best);
  }
  return undecided;
}
