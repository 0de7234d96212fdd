import { execFileSync } from 'node:child_process';
import {
  fullyConnected,
  gradientSource,
  initialWeights,
  sgd,
  type Examples,
  type FullyConnected,
  type GradientSource,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { machine } from './timing.js';

/**
 * Milliseconds a step of SGD (cross-entropy, shuffled), one thread, beside the same network in plain
 * JavaScript loops, in jax-js (examples/jax-js-network.mjs) and in PyTorch on one thread, in the same run. PyTorch takes ready minibatches: its
 * time is without loading them.
 */

const examples = 5000;
const inputs = 784;
const classes = 10;

interface Timing {
  readonly best: number;
  readonly median: number;
}

function timed(step: () => void, steps: number): Timing {
  for (let i = 0; i < 3; i++) step();
  const times = Array.from({ length: steps }, () => {
    const start = performance.now();
    step();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { best: times[0], median: times[Math.floor(steps / 2)] };
}

const draws = stream(1, 'bench');
const data = {
  count: examples,
  inputs: Float32Array.from(draws.normals(examples * inputs)),
  labels: Uint8Array.from(draws.integers(examples, classes)),
};

function stepsOf(source: GradientSource, model: FullyConnected, batchSize: number, steps: number): Timing {
  const run = sgd(source, initialWeights(model, stream(1, 'weights')), {
    stepSize: 0.01,
    batchSize,
    order: 'shuffled',
    iterations: steps + 4,
    stream: stream(1, 'order'),
  });
  run.next();
  return timed(() => void run.next(), steps);
}

/** The same network in jax-js; undefined where it is not installed. */
async function jaxNetwork(model: FullyConnected): Promise<GradientSource | undefined> {
  const example = new URL('../../examples/jax-js-network.mjs', import.meta.url).href;
  try {
    const { jaxNetwork: make } = (await import(example)) as {
      jaxNetwork: (data: Examples, sizes: readonly number[]) => GradientSource;
    };
    return make(data, [inputs, ...model.layers.map(({ rows }) => rows)]);
  } catch {
    return undefined;
  }
}

/** One step in plain loops over Float32Array; the inner loops run along memory. */
function script(model: FullyConnected, batchSize: number, steps: number): Timing {
  const weights = initialWeights(model, stream(1, 'weights'));
  const gradient = new Float32Array(model.parameterCount);
  const sizes = [inputs, ...model.layers.map(({ rows }) => rows)];
  const activations = sizes.map((size) => new Float32Array(size));
  const deltas = sizes.map((size) => new Float32Array(size));
  const last = model.layers.length;

  const forward = (l: number) => {
    const { offset, rows, columns } = model.layers[l];
    const [from, to] = [activations[l], activations[l + 1]];
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += weights[offset + i * columns + j] * from[j];
      to[i] = l < last - 1 ? Math.max(sum, 0) : sum;
    }
  };
  const backward = (l: number) => {
    const { offset, rows, columns } = model.layers[l];
    const [from, delta, below] = [activations[l], deltas[l + 1], deltas[l].fill(0)];
    for (let i = 0; i < rows; i++) {
      const d = delta[i];
      if (d === 0) continue;
      for (let j = 0; j < columns; j++) gradient[offset + i * columns + j] += d * from[j];
      if (l > 0) for (let j = 0; j < columns; j++) below[j] += d * weights[offset + i * columns + j];
    }
    for (let j = 0; j < columns; j++) if (!(from[j] > 0)) below[j] = 0;
  };

  let first = 0;
  return timed(() => {
    gradient.fill(0);
    for (let e = 0; e < batchSize; e++) {
      const example = (first + e) % examples;
      activations[0].set(data.inputs.subarray(example * inputs, (example + 1) * inputs));
      for (let l = 0; l < last; l++) forward(l);
      const z = activations[last];
      const powers = z.map((value) => Math.exp(value));
      const total = powers.reduce((sum, power) => sum + power, 0);
      powers.forEach((power, j) => {
        deltas[last][j] = (power / total - Number(j === data.labels[example])) / batchSize;
      });
      for (let l = last - 1; l >= 0; l--) backward(l);
    }
    for (let p = 0; p < weights.length; p++) weights[p] -= 0.01 * gradient[p];
    first += batchSize;
  }, steps);
}

function torch(model: FullyConnected, batchSize: number, steps: number): Timing | undefined {
  const sizes = [inputs, ...model.layers.map(({ rows }) => rows)];
  const program = `
import json, time, torch
torch.set_num_threads(1)
sizes = ${JSON.stringify(sizes)}
layers = []
for i in range(len(sizes) - 1):
    layers.append(torch.nn.Linear(sizes[i], sizes[i + 1], bias=False))
    if i < len(sizes) - 2: layers.append(torch.nn.ReLU())
net = torch.nn.Sequential(*layers)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
loss = torch.nn.CrossEntropyLoss()
x, y = torch.randn(${batchSize}, sizes[0]), torch.randint(0, sizes[-1], (${batchSize},))
def step():
    optimizer.zero_grad(); loss(net(x), y).backward(); optimizer.step()
for _ in range(3): step()
times = []
for _ in range(${steps}):
    start = time.perf_counter(); step(); times.append(1e3 * (time.perf_counter() - start))
times.sort()
print(json.dumps({"best": times[0], "median": times[len(times) // 2]}))
`;
  try {
    const output = execFileSync('/usr/bin/python3', ['-c', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(output) as Timing;
  } catch {
    return undefined;
  }
}

const show = ({ best, median }: Timing) => `${best.toFixed(2)} (median ${median.toFixed(2)}) ms`;

console.log(`Steps of SGD (best, median). ${machine()}`);
for (const [width, batchSize, steps] of [
  [128, 100, 200],
  [1024, 500, 12],
] as const) {
  const model = fullyConnected({ depth: 3, width, inputs, classes });
  const peer = torch(model, batchSize, steps);
  const jax = await jaxNetwork(model);
  console.log(
    [
      `${inputs}-${width}-${width}-${classes}, b = ${batchSize}`.padEnd(28),
      show(stepsOf(gradientSource(model, data, 'cross-entropy'), model, batchSize, steps)),
      `JavaScript ${show(script(model, batchSize, Math.ceil(steps / 6)))}`,
      `jax-js ${jax === undefined ? 'absent' : show(stepsOf(jax, model, batchSize, Math.ceil(steps / 6)))}`,
      `PyTorch ${peer === undefined ? 'absent' : show(peer)}`,
    ].join('  '),
  );
}
