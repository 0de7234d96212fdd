import {
  allExamples,
  covariateLaws,
  linearAttention,
  regressionTasks,
  type RegressionTasks,
  sgd,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../falseAlarm.js';

const dimension = 3;
const examples = 6;
const count = 5;
const all = allExamples(count);
const tasks = regressionTasks(count, dimension, examples, 'gaussian', stream(1, 'tasks'));
const source = linearAttention(tasks);
const parameters = Float32Array.from(stream(1, 'weights').normals(source.parameterCount));

/**
 * The layer as its paper writes it: the last number of the query's column of P Z M Zᵀ Q Z / n, in which the
 * query's answer is 0 and M leaves out the query.
 */
function naiveLoss({ inputs, targets }: RegressionTasks, weights: ArrayLike<number>, task: number): number {
  const size = dimension + 1;
  const columns = Array.from({ length: examples + 1 }, (_, i) => {
    const row = task * (examples + 1) + i;
    return [...inputs.subarray(row * dimension, (row + 1) * dimension), i < examples ? targets[row]! : 0];
  });
  const Q = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (j < dimension ? weights[size + i * dimension + j]! : 7)),
  );
  const query = columns[examples]!;
  let answer = 0;
  for (const z of columns.slice(0, examples)) {
    let score = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) score += z[i]! * Q[i]![j]! * query[j]!;
    for (let i = 0; i < size; i++) answer += (weights[i]! * z[i]! * score) / examples;
  }
  return (answer - targets[task * (examples + 1) + examples]!) ** 2 / 2;
}

/** Central differences of a polynomial of fourth degree in double precision. */
function slope(f: (at: number[]) => number, p: number, h = 1e-4): number {
  const moved = (by: number) => f(Array.from(parameters, (value, i) => (i === p ? value + by : value)));
  return (moved(h) - moved(-h)) / (2 * h);
}

describe('one layer of linear attention', () => {
  it('has the loss of its definition', () => {
    for (const task of all) {
      const expected = naiveLoss(tasks, parameters, task);
      expect(Math.abs(source.loss(parameters, Uint32Array.of(task)) / expected - 1)).toBeLessThan(1e-6);
    }
  });

  it('has the gradient that differences give, in every parameter', () => {
    const gradient = new Float32Array(source.parameterCount);
    const value = source.gradient(parameters, all, gradient);
    expect(Math.abs(value / source.loss(parameters, all) - 1)).toBeLessThan(1e-12);
    const each = new Float32Array(count * source.parameterCount);
    source.perExampleGradients(parameters, all, each);
    gradient.forEach((found, p) => {
      const mean = slope((at) => all.reduce((sum, task) => sum + naiveLoss(tasks, at, task) / count, 0), p);
      // 1e-4 squared times third derivatives of some hundreds.
      expect(Math.abs(found - mean), `parameter ${p}`).toBeLessThan(1e-4 * Math.max(1, Math.abs(mean)));
      const own = slope((at) => naiveLoss(tasks, at, 2), p);
      const foundOwn = each[2 * source.parameterCount + p]!;
      expect(Math.abs(foundOwn - own), `parameter ${p}`).toBeLessThan(1e-4 * Math.max(1, Math.abs(own)));
    });
    const sum = new Float32Array(source.parameterCount);
    const weighted = source.gradient(parameters, all, sum, Float32Array.of(0, 0, 2, 0, -1));
    const lossOf = (task: number) => source.loss(parameters, Uint32Array.of(task));
    expect(weighted).toBeCloseTo(2 * lossOf(2) - lossOf(4), 8);
    sum.forEach((found, p) => {
      const at = (task: number) => each[task * source.parameterCount + p]!;
      expect(Math.abs(found - 2 * at(2) + at(4))).toBeLessThan(
        1e-5 * (1 + Math.abs(at(2)) + Math.abs(at(4))),
      );
    });
  });

  it('has the Hessian that differences of gradients give', () => {
    const direction = Float32Array.from(stream(2, 'direction').normals(source.parameterCount));
    const product = new Float32Array(source.parameterCount);
    source.hessianVectorProduct(parameters, direction, all, product);
    const gradientAt = (by: number) => {
      const out = new Float32Array(source.parameterCount);
      source.gradient(
        parameters.map((value, p) => value + by * direction[p]!),
        all,
        out,
      );
      return out;
    };
    const [up, down] = [gradientAt(1e-3), gradientAt(-1e-3)];
    const largest = Math.max(...product.map(Math.abs));
    product.forEach((value, p) => {
      expect(Math.abs(value - (up[p]! - down[p]!) / 2e-3)).toBeLessThan(2e-3 * largest);
    });
  });

  it('does not care about the order of the examples, and answers the query without its answer', () => {
    const reversed = { ...tasks, inputs: tasks.inputs.slice(), targets: tasks.targets.slice() };
    for (let task = 0; task < count; task++) {
      for (let i = 0; i < examples; i++) {
        const [from, to] = [task * (examples + 1) + i, task * (examples + 1) + examples - 1 - i];
        reversed.inputs.set(tasks.inputs.subarray(from * dimension, (from + 1) * dimension), to * dimension);
        reversed.targets[to] = tasks.targets[from]!;
      }
    }
    expect(linearAttention(reversed).loss(parameters, all)).toBeCloseTo(source.loss(parameters, all), 8);
    // Where the query's answer moves by 1, the loss moves from r²/2 to (r - 1)²/2, r being what it was off by.
    const other = {
      ...tasks,
      targets: tasks.targets.map((y, i) => (i % (examples + 1) === examples ? y + 1 : y)),
    };
    const gradient = new Float32Array(source.parameterCount);
    const otherGradient = new Float32Array(source.parameterCount);
    const first = Uint32Array.of(0);
    const loss = source.gradient(parameters, first, gradient);
    const moved = linearAttention(other).gradient(parameters, first, otherGradient);
    const r = 0.5 - (moved - loss);
    expect((r * r) / 2).toBeCloseTo(loss, 4);
    gradient.forEach((g, p) => expect(otherGradient[p]! * r).toBeCloseTo(g * (r - 1), 2));
  });

  it('learns to answer as well as theory says that it can', () => {
    // One step of gradient descent from 0 is the best: E (w·(c S - 1)x)² / 2 = d (d + 1) / (n + d + 1) / 2.
    const many = linearAttention(regressionTasks(20_000, 5, 20, 'gaussian', stream(3, 'tasks')));
    const everything = allExamples(many.exampleCount);
    const best = 30 / 26 / 2;
    const start = Float32Array.from(stream(3, 'weights').normals(many.parameterCount), (z) => 0.2 * z);
    const run = sgd(many, start, {
      stepSize: 0.05,
      batchSize: 50,
      order: 'shuffled',
      iterations: 3000,
      stream: stream(3, 'order'),
    });
    let end: Float32Array = start;
    for (const { weights } of run) end = weights;
    expect(many.loss(start, everything)).toBeGreaterThan(2);
    expect(Math.abs(many.loss(end, everything) / best - 1)).toBeLessThan(0.1);
  });

  it('refuses what does not fit', () => {
    expect(() => source.accuracy(parameters, all)).toThrow(/no accuracy/);
    expect(() => source.loss(parameters.slice(1), all)).toThrow(/parameter vector has 15 numbers; 16/);
    expect(() => source.loss(parameters, Uint32Array.of(5))).toThrow(/Example 5 was asked for/);
    expect(() => linearAttention({ ...tasks, count: 6 })).toThrow(/6 tasks of 6 examples and a query of 3/);
    const short = new Float32Array(1);
    expect(() => source.gradient(parameters, all, short)).toThrow(/gradient has 1/);
    expect(() => source.perExampleGradients(parameters, all, short)).toThrow(/array of gradients/);
    expect(() => source.hessianVectorProduct(parameters, short, all, parameters)).toThrow(/direction/);
  });
});

describe('tasks of regression', () => {
  const many = 2000;
  const made = Object.fromEntries(
    covariateLaws.map((law) => [law, regressionTasks(many, 4, 4, law, stream(7, 'tasks'))]),
  ) as Record<(typeof covariateLaws)[number], RegressionTasks>;
  const rows = many * 5;
  const lengths = ({ inputs }: RegressionTasks) =>
    Array.from({ length: rows }, (_, row) => Math.hypot(...inputs.subarray(4 * row, 4 * row + 4)) / 2);

  it('have covariates of mean square 1 in each number', () => {
    for (const length of lengths(made.sphere)) expect(length).toBeCloseTo(1, 5);
    const square = (values: number[]) =>
      values.reduce((sum, value) => sum + value * value, 0) / values.length;
    // The square of a length has the variance 2/4 with normal numbers, E r⁴ - 1 with gamma lengths.
    const gammaVariance = (2.1 * 3.1) / (0.1 * 1.1) - 1;
    expect(Math.abs(square(lengths(made.gaussian)) - 1)).toBeLessThan(normalLimit * Math.sqrt(0.5 / rows));
    // E r⁴ - 1 = 24/4 - 1 with exponential lengths.
    expect(Math.abs(square(lengths(made.exponential)) - 1)).toBeLessThan(normalLimit * Math.sqrt(5 / rows));
    expect(Math.abs(square(lengths(made.gamma)) - 1)).toBeLessThan(
      normalLimit * Math.sqrt(gammaVariance / rows),
    );
  });

  it('have lengths of the gamma law of shape 0.1', () => {
    const found = lengths(made.gamma);
    const scale = 1 / Math.sqrt(0.11);
    // Mean k θ and variance k θ² of the law of shape k and scale θ.
    const mean = found.reduce((a, b) => a + b, 0) / rows;
    expect(Math.abs(mean - 0.1 * scale)).toBeLessThan(normalLimit * Math.sqrt((0.1 * scale ** 2) / rows));
    // E log r = digamma(0.1) + log θ, with the variance trigamma(0.1).
    const logs = found.map((r) => Math.log(r)).filter(Number.isFinite);
    const logMean = logs.reduce((a, b) => a + b, 0) / logs.length;
    const limit = normalLimit * Math.sqrt(101.433 / rows);
    expect(Math.abs(logMean - (-10.4237549 + Math.log(scale)))).toBeLessThan(limit);
  });

  it('differ in nothing but the lengths, and are answered without noise', () => {
    const angle = (a: RegressionTasks, b: RegressionTasks, row: number) => {
      const [x, y] = [a, b].map(({ inputs }) => inputs.subarray(4 * row, 4 * row + 4));
      const product = x!.reduce((sum, value, j) => sum + value * y![j]!, 0);
      return product / Math.hypot(...x!) / Math.hypot(...y!);
    };
    for (const row of [0, 17, 999]) {
      expect(angle(made.sphere, made.gaussian, row)).toBeCloseTo(1, 5);
      expect(angle(made.sphere, made.gamma, row)).toBeCloseTo(1, 5);
      const ratio = lengths(made.gaussian)[row]! / lengths(made.sphere)[row]!;
      expect(made.gaussian.targets[row]! / made.sphere.targets[row]!).toBeCloseTo(ratio, 4);
    }
  });

  it('refuse numbers outside their ranges', () => {
    expect(() => regressionTasks(0, 1, 1, 'sphere', stream(1, 'x'))).toThrow(/number of tasks is 0/);
    expect(() => regressionTasks(1, 0, 1, 'sphere', stream(1, 'x'))).toThrow(/number of dimensions is 0/);
    expect(() => regressionTasks(1, 1, 0.5, 'sphere', stream(1, 'x'))).toThrow(/number of examples is 0.5/);
  });
});
