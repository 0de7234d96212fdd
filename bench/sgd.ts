import { fullyConnected, gradientSource, initialWeights, sgd, type Examples } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { pytorch } from './peer/pytorch.js';
import { machine, measure } from './timing.js';

/**
 * Milliseconds of one step of SGD (cross-entropy, three layers, one thread) and the share of it that the
 * arithmetic of its matrix products takes at best, beside plain JavaScript and PyTorch in the same run.
 */

const inputs = 784;
const classes = 10;

/** Ten minibatches of examples, gone through again and again. */
function examples(batchSize: number): Examples {
  const count = 10 * batchSize;
  const source = stream(1, 'bench', 'examples');
  return {
    count,
    inputs: Float32Array.from(source.normals(count * inputs)),
    labels: Uint8Array.from(source.integers(count, classes)),
  };
}

/** out[i][j] (+)= sum over p of a[i][p] b[p][j]; strides choose which operand is transposed. */
function scriptProduct(
  a: Float32Array,
  [aRow, aDepth]: readonly [number, number],
  b: Float32Array,
  out: Float32Array,
  [rows, depth, columns]: readonly [number, number, number],
): Float32Array {
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < depth; p++) {
      const factor = a[i * aRow + p * aDepth]!;
      // Half of the hidden units are zero.
      if (factor === 0) continue;
      for (let j = 0; j < columns; j++) out[i * columns + j]! += factor * b[p * columns + j]!;
    }
  }
  return out;
}

function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j]!;
  }
  return out;
}

/** The same step as an array program of plain JavaScript. */
function scriptStep(
  weights: readonly Float32Array[],
  sizes: readonly number[],
  { inputs: pixels, labels }: Examples,
  batch: number,
): void {
  const activations = [pixels];
  weights.forEach((matrix, l) => {
    const [below, above] = [sizes[l]!, sizes[l + 1]!];
    const across = transposed(matrix, above, below);
    const out = new Float32Array(batch * above);
    scriptProduct(activations[l]!, [below, 1], across, out, [batch, below, above]);
    if (l < weights.length - 1) out.forEach((value, i) => (out[i] = Math.max(value, 0)));
    activations.push(out);
  });
  const logits = activations[weights.length]!;
  let delta = new Float32Array(logits.length);
  for (let i = 0; i < batch; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const most = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - most), 0);
    row.forEach((value, j) => {
      delta[i * classes + j] = (Math.exp(value - most) / sum - (labels[i] === j ? 1 : 0)) / batch;
    });
  }
  for (let l = weights.length - 1; l >= 0; l--) {
    const [below, above] = [sizes[l]!, sizes[l + 1]!];
    const gradient = new Float32Array(above * below);
    scriptProduct(delta, [1, above], activations[l]!, gradient, [above, batch, below]);
    if (l > 0) {
      const lower = new Float32Array(batch * below);
      scriptProduct(delta, [above, 1], weights[l]!, lower, [batch, above, below]);
      delta = lower.map((value, i) => (activations[l]![i]! > 0 ? value : 0));
    }
    gradient.forEach((value, i) => (weights[l]![i]! -= 0.01 * value));
  }
}

console.log(`A step of SGD in ms (best, mean). ${machine()}`);
for (const [width, batchSize] of [
  [128, 100],
  [1024, 500],
] as const) {
  const data = examples(batchSize);
  const model = fullyConnected({ depth: 3, width, inputs, classes });
  const start = initialWeights(model, stream(1, 'bench', 'weights'));
  const run = sgd(gradientSource(model, data, 'cross-entropy'), start, {
    stepSize: 0.01,
    batchSize,
    order: 'fixed',
    iterations: 2 ** 31,
    stream: stream(1, 'bench', 'order'),
  });
  run.next();
  // measure() gives millions of items a second: with a million items, steps a second.
  const speed = measure(1e6, () => run.next());
  // The first layer needs no gradient of its inputs.
  const operations = 2 * batchSize * (3 * model.parameterCount - inputs * width);

  const sizes = [inputs, width, width, classes];
  const weights = model.layers.map(({ offset, rows, columns }) =>
    start.slice(offset, offset + rows * columns),
  );
  const batch = { ...data, inputs: data.inputs.subarray(0, batchSize * inputs) };
  const script = measure(1e6, () => scriptStep(weights, sizes, batch, batchSize), 3);
  const torch = pytorch('sgd', inputs, width, classes, batchSize);
  console.log(
    [
      `784-${width}-${width}-10, batch ${batchSize}`.padEnd(30),
      `${(1e3 / speed.best).toFixed(2)}, ${(1e3 / speed.mean).toFixed(2)}`.padStart(14),
      `${((operations * speed.best) / 1e9).toFixed(1)} GFLOP/s`,
      `${(speed.best / script.best).toFixed(1)} × JavaScript`,
      torch === undefined
        ? 'PyTorch: absent'
        : `${(torch.seconds * speed.best).toFixed(2)} × PyTorch ${torch.version} (${(1e3 * torch.seconds).toFixed(2)} ms)`,
    ].join('  '),
  );
}
