// A network written in jax-js (npm package @jax-js/jax) behind heavytail's GradientSource: whatever has gradients can be
// trained, probed and measured. Run it with: node examples/jax-js-network.mjs

import { defaultDevice, grad, init, jvp, nn, numpy as np, valueAndGrad } from '@jax-js/jax';
import { firstExamples, fullyConnected, initialWeights, proceduralDigits, sgd } from 'heavytail/net';
import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';

await init('wasm');
defaultDevice('wasm');

/**
 * The loss (cross-entropy) of a rectified network without biases on examples, as a GradientSource. jax-js uses arrays up: what is
 * needed again is handed on as `.ref`.
 */
export function jaxNetwork({ count, inputs, labels }, sizes) {
  const dimension = sizes[0];
  const classes = sizes[sizes.length - 1];
  const layers = [];
  let parameterCount = 0;
  for (let l = 1; l < sizes.length; l++) {
    const [rows, columns] = [sizes[l], sizes[l - 1]];
    layers.push({ name: `layer${l}.weight`, offset: parameterCount, rows, columns });
    parameterCount += rows * columns;
  }

  const matrices = (flat) =>
    layers.map(({ offset, rows, columns }) =>
      np.array(flat.slice(offset, offset + rows * columns)).reshape([rows, columns]),
    );
  const flatten = (arrays, out) => arrays.forEach((array, l) => out.set(array.dataSync(), layers[l].offset));

  /** The examples' rows, and their labels as rows of zeros with the example's weight in the place of its class. */
  const batch = (examples, weightOf) => {
    const x = new Float32Array(examples.length * dimension);
    const weighted = new Float32Array(examples.length * classes);
    examples.forEach((index, i) => {
      x.set(inputs.subarray(index * dimension, (index + 1) * dimension), i * dimension);
      weighted[i * classes + labels[index]] = weightOf(i);
    });
    return {
      x: np.array(x).reshape([examples.length, dimension]),
      y: np.array(weighted).reshape([examples.length, classes]),
    };
  };

  const logits = (weights, x) =>
    weights.reduce((activity, w, l) => np.matmul(l === 0 ? activity : nn.relu(activity), np.transpose(w)), x);
  const lossOf =
    ({ x, y }) =>
    (weights) =>
      np.sum(nn.logSoftmax(logits(weights, x.ref)).mul(y.ref)).neg();
  const release = ({ x, y }) => {
    x.dispose();
    y.dispose();
  };

  const gradient = (parameters, examples, out, exampleWeights) => {
    const weightOf = exampleWeights ? (i) => exampleWeights[i] : () => 1 / examples.length;
    const data = batch(examples, weightOf);
    const [value, gradients] = valueAndGrad(lossOf(data))(matrices(parameters));
    flatten(gradients, out);
    release(data);
    return value.dataSync()[0];
  };

  return {
    parameterCount,
    layers,
    exampleCount: count,
    gradient,

    perExampleGradients(parameters, examples, out) {
      examples.forEach((index, i) =>
        gradient(
          parameters,
          Uint32Array.of(index),
          out.subarray(i * parameterCount, (i + 1) * parameterCount),
        ),
      );
    },

    hessianVectorProduct(parameters, vector, examples, out) {
      const data = batch(examples, () => 1 / examples.length);
      const [gradients, products] = jvp(grad(lossOf(data)), [matrices(parameters)], [matrices(vector)]);
      for (const array of gradients) array.dispose();
      flatten(products, out);
      release(data);
    },

    loss(parameters, examples) {
      const data = batch(examples, () => 1 / examples.length);
      const value = lossOf(data)(matrices(parameters)).dataSync()[0];
      release(data);
      return value;
    },

    accuracy(parameters, examples) {
      const { x, y } = batch(examples, () => 1);
      y.dispose();
      const predicted = np.argmax(logits(matrices(parameters), x), -1).dataSync();
      return examples.filter((index, i) => predicted[i] === labels[index]).length / examples.length;
    },
  };
}

async function main() {
  const { dimension, classes, train } = proceduralDigits();
  const sizes = [dimension, 16, 16, classes];
  const source = jaxNetwork(firstExamples(train, 1000, dimension), sizes);
  const shape = fullyConnected({ depth: 3, width: 16, inputs: dimension, classes });
  const run = sgd(source, initialWeights(shape, stream(1, 'weights')), {
    stepSize: 0.1,
    batchSize: 50,
    order: 'shuffled',
    iterations: 200,
    stream: stream(1, 'order'),
  });
  const everything = Uint32Array.from({ length: source.exampleCount }, (_, i) => i);
  for (const { iteration, weights } of run) {
    if (iteration % 50 !== 0) continue;
    const { measured, surrogate } = measurePublishedStatistic(source, weights, {
      batchSize: 50,
      surrogateRows: 20,
      stream: stream(1, 'surrogate', iteration),
    });
    console.log(
      `iteration ${iteration}: accuracy ${source.accuracy(weights, everything).toFixed(2)}, published statistic ` +
        `${measured.tailIndex.toFixed(2)}, that of Gaussian noise of the same covariance ${surrogate.tailIndex.toFixed(2)}`,
    );
  }
}

if (import.meta.filename === process.argv[1]) await main();
