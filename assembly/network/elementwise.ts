import { expm1Vec } from '../math/exponential';

/** Biases and smooth activations of a network; arrays are f32, row by row. */

/** Adds addends[r] to every number of row r. */
export function addToRows(matrix: usize, rows: i32, columns: i32, addends: usize): void {
  for (let r = 0; r < rows; r++) {
    const addend = load<f32>(addends + ((<usize>r) << 2));
    for (let j = 0; j < columns; j++) {
      store<f32>(matrix, load<f32>(matrix) + addend);
      matrix += 4;
    }
  }
}

/** Adds `addends` to every row. */
export function addToColumns(matrix: usize, rows: i32, columns: i32, addends: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) {
      store<f32>(matrix, load<f32>(matrix) + load<f32>(addends + ((<usize>j) << 2)));
      matrix += 4;
    }
  }
}

/** sums[r] += sum of row r, taken in f64. */
export function addRowSums(matrix: usize, rows: i32, columns: i32, sums: usize): void {
  for (let r = 0; r < rows; r++) {
    let sum: f64 = 0;
    for (let j = 0; j < columns; j++) {
      sum += <f64>load<f32>(matrix);
      matrix += 4;
    }
    const at = sums + ((<usize>r) << 2);
    store<f32>(at, <f32>(<f64>load<f32>(at) + sum));
  }
}

/** sums[j] += sum of column j, row after row. */
export function addColumnSums(matrix: usize, rows: i32, columns: i32, sums: usize): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < columns; j++) {
      const at = sums + ((<usize>j) << 2);
      store<f32>(at, load<f32>(at) + load<f32>(matrix));
      matrix += 4;
    }
  }
}

/** values = tanh(values), computed in f64. */
export function hyperbolicTangent(values: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const x = <f64>load<f32>(values);
    // tanh |x| = -m/(2 + m) with m = exp(-2|x|) - 1, free of cancellation.
    const m = f64x2.extract_lane(expm1Vec(f64x2.splat(-2 * abs(x))), 0);
    store<f32>(values, <f32>copysign(-m / (2 + m), x));
    values += 4;
  }
}

/** values *= 1 - outputs^2: through the derivative of tanh at its outputs. */
export function scaleByTanhSlope(values: usize, outputs: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    const y = load<f32>(outputs + at);
    store<f32>(values + at, load<f32>(values + at) * (1 - y * y));
  }
}

/** out -= 2 outputs tangents deltas: what the second derivative of tanh adds, tangents being those of its outputs. */
export function addTanhCurvature(
  deltas: usize,
  outputs: usize,
  tangents: usize,
  count: i32,
  out: usize,
): void {
  for (let i = 0; i < count; i++) {
    const at = (<usize>i) << 2;
    const product = load<f32>(outputs + at) * load<f32>(tangents + at) * load<f32>(deltas + at);
    store<f32>(out + at, load<f32>(out + at) - 2 * product);
  }
}
