import { execFileSync } from 'node:child_process';
import { fixedMinibatches, fullyConnected, gradientSource, initialWeights } from 'heavytail/net';
import { measurePublishedStatistic } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { machine } from './timing.js';

/**
 * Seconds of one measurement of the published statistic at frozen weights, one thread: beside the two passes over the
 * minibatches that it cannot do without, and beside the published method in PyTorch on one thread, which holds all gradients in
 * memory. With 32 surrogate rows the Gaussian range comes with it.
 */

const examples = 20_000;
const batchSize = 100;
const inputs = 784;

const draws = stream(1, 'bench');
const data = {
  count: examples,
  inputs: Float32Array.from(draws.normals(examples * inputs)),
  labels: Uint8Array.from(draws.integers(examples, 10)),
};

function seconds(work: () => void): number {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    work();
    best = Math.min(best, (performance.now() - start) / 1e3);
  }
  return best;
}

function torch(width: number): number | undefined {
  const program = `
import time, torch
torch.set_num_threads(1)
net = torch.nn.Sequential(torch.nn.Linear(${inputs}, ${width}, bias=False), torch.nn.ReLU(),
    torch.nn.Linear(${width}, ${width}, bias=False), torch.nn.ReLU(), torch.nn.Linear(${width}, 10, bias=False))
loss = torch.nn.CrossEntropyLoss()
x, y = torch.randn(${examples}, ${inputs}), torch.randint(0, 10, (${examples},))
def measure():
    rows = []
    for k in range(0, ${examples}, ${batchSize}):
        net.zero_grad()
        loss(net(x[k:k + ${batchSize}]), y[k:k + ${batchSize}]).backward()
        rows.append(torch.cat([p.grad.reshape(-1) for p in net.parameters()]))
    X = torch.stack(rows)
    X = (X - X.mean(0)).reshape(-1, 1)
    n = len(X)
    m = max(d for d in range(1, int(n ** 0.5) + 1) if n % d == 0)
    Y = X.reshape(-1, m).sum(1)
    e = 2.2e-16
    return torch.log(torch.tensor(float(m))) / ((Y.abs() + e).log().mean() - (X.abs() + e).log().mean())
best = 1e9
for _ in range(3):
    start = time.perf_counter(); measure(); best = min(best, time.perf_counter() - start)
print(best)
`;
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return Number(execFileSync('/usr/bin/python3', ['-c', program], { encoding: 'utf8', stdio: [...stdio] }));
  } catch {
    return undefined;
  }
}

console.log(`One measurement, ${examples} examples in minibatches of ${batchSize}. ${machine()}`);
for (const width of [16, 128]) {
  const model = fullyConnected({ depth: 3, width, inputs, classes: 10 });
  const source = gradientSource(model, data, 'cross-entropy');
  const weights = initialWeights(model, stream(1, 'weights'));
  const gradient = new Float32Array(model.parameterCount);
  const before = process.memoryUsage().rss;
  const passes = seconds(() => {
    for (let pass = 0; pass < 2; pass++) {
      for (const minibatch of fixedMinibatches(examples, batchSize))
        source.gradient(weights, minibatch, gradient);
    }
  });
  const measure = (surrogateRows: number) =>
    seconds(() => {
      measurePublishedStatistic(source, weights, {
        batchSize,
        surrogateRows,
        stream: stream(1, 'surrogate'),
      });
    });
  const [bare, whole] = [measure(2), measure(32)];
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  const theirs = torch(width);
  console.log(
    `width ${width}, ${model.parameterCount} parameters: two passes ${passes.toFixed(2)} s; ` +
      `statistic ${bare.toFixed(2)} s (${(bare / passes).toFixed(2)} × the passes); ` +
      `with 32 surrogate rows ${whole.toFixed(2)} s (${(whole / passes).toFixed(2)} ×), ${grown.toFixed(0)} MiB more memory; ` +
      (theirs === undefined ? 'PyTorch absent.' : `PyTorch, statistic alone ${theirs.toFixed(2)} s.`),
  );
}
