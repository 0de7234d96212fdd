import { type LayerShape, unflatten } from './network.js';

/**
 * One example through a one-block transformer in plain double-precision loops, from its definition: the mean
 * over its tokens of minus the log probability of the label.
 */
export function naiveTransformerLoss(
  layers: readonly LayerShape[],
  parameters: ArrayLike<number>,
  tokens: readonly number[],
  labels: readonly number[],
  heads: number,
): number {
  const [table, places, qkv, qkvBias, out, outBias, up, upBias, down, downBias, last, lastBias] = unflatten(
    layers,
    parameters,
  ) as number[][][];
  let x = tokens.map((token, t) => sum(table![token]!, places![t]!));
  const mixed = attend(
    x.map(normalised).map((row) => linear(row, qkv!, qkvBias!)),
    heads,
  );
  x = x.map((row, t) => sum(row, linear(mixed[t]!, out!, outBias!)));
  x = x.map((row) => {
    const hidden = linear(normalised(row), up!, upBias!).map((value) => Math.max(value, 0));
    return sum(row, linear(hidden, down!, downBias!));
  });
  const losses = x.map((row, t) => {
    const z = linear(normalised(row), last!, lastBias!);
    return Math.log(z.reduce((total, value) => total + Math.exp(value), 0)) - z[labels[t]!]!;
  });
  return losses.reduce((total, value) => total + value, 0) / losses.length;
}

const sum = (a: readonly number[], b: readonly number[]) => a.map((value, j) => value + b[j]!);
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((total, value, j) => total + value * b[j]!, 0);

function linear(x: readonly number[], weight: number[][], bias: number[][]): number[] {
  return weight.map((row, k) => dot(row, x) + bias[k]![0]!);
}

function normalised(x: readonly number[]): number[] {
  const mean = x.reduce((total, value) => total + value, 0) / x.length;
  const variance = x.reduce((total, value) => total + (value - mean) ** 2, 0) / x.length;
  return x.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
}

/** Queries, keys and values side by side in; a token sees itself and those before it. */
function attend(rows: readonly number[][], heads: number): number[][] {
  const width = rows[0]!.length / 3;
  const size = width / heads;
  const part = (row: number[], which: number, h: number) =>
    row.slice(which * width + h * size, which * width + (h + 1) * size);
  return rows.map((row, i) =>
    Array.from({ length: heads }, (_, h) => {
      const seen = rows.slice(0, i + 1);
      const weights = seen.map((other) =>
        Math.exp(dot(part(row, 0, h), part(other, 1, h)) / Math.sqrt(size)),
      );
      const total = weights.reduce((a, b) => a + b, 0);
      return part(row, 2, h).map((_, c) =>
        seen.reduce((mean, other, j) => mean + (weights[j]! / total) * part(other, 2, h)[c]!, 0),
      );
    }).flat(),
  );
}
