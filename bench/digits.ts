import { fullyConnected, gradientSource, initialWeights, proceduralDigits, sgd } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { machine } from './timing.js';

/**
 * How long the embedded digits take to draw, and how hard they are: test accuracy after each epoch of SGD
 * (cross-entropy, step size 0.1, batches of 100, shuffled) on all 60,000 + 10,000, for a linear model and
 * for a network of three layers, 128 wide.
 */

const epochs = 5;
const batchSize = 100;

console.log(`Embedded digits. ${machine()}`);
const before = process.cpuUsage().user;
const start = performance.now();
const { train, test, dimension, classes } = proceduralDigits();
const seconds = (performance.now() - start) / 1e3;
const busy = (process.cpuUsage().user - before) / 1e6;
console.log(
  `${train.count} + ${test.count} digits drawn in ${seconds.toFixed(1)} s (processor ${busy.toFixed(1)} s)`,
);

const everyTest = Uint32Array.from({ length: test.count }, (_, i) => i);
for (const [name, shape] of [
  ['linear', { depth: 1, width: 1 }],
  ['3 × 128', { depth: 3, width: 128 }],
] as const) {
  const model = fullyConnected({ ...shape, inputs: dimension, classes });
  const held = gradientSource(model, test, 'cross-entropy');
  const perEpoch = train.count / batchSize;
  const run = sgd(
    gradientSource(model, train, 'cross-entropy'),
    initialWeights(model, stream(1, 'weights', name)),
    {
      stepSize: 0.1,
      batchSize,
      order: 'shuffled',
      iterations: epochs * perEpoch,
      stream: stream(1, 'order', name),
    },
  );
  const accuracies: string[] = [];
  for (const { iteration, weights } of run) {
    if (iteration === 0 || iteration % perEpoch !== 0) continue;
    accuracies.push(`${(100 * held.accuracy(weights, everyTest)).toFixed(2)} %`);
  }
  console.log(`${name.padEnd(8)} test accuracy after each epoch: ${accuracies.join(', ')}`);
}
