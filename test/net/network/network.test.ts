import { chain, fullyConnected, initialWeights, linear, rectifier } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { expect, it, test } from 'vitest';

test('initial weights are uniform within 1/sqrt(fan-in)', () => {
  const wide = fullyConnected({ depth: 3, width: 64, inputs: 100, classes: 10 });
  const weights = initialWeights(wide, stream(1, 'initial'));
  for (const { offset, rows, columns } of wide.layers) {
    const layer = weights.subarray(offset, offset + rows * columns);
    const bound = Math.fround(1 / Math.sqrt(columns));
    const variance = layer.reduce((sum, w) => sum + w * w, 0) / layer.length;
    expect(layer.every((w) => Math.abs(w) <= bound)).toBe(true);
    // w² has mean bound²/3 and deviation bound² sqrt(4/45); five deviations of its mean: false alarm 6e-7.
    const allowed = (5 * bound * bound * Math.sqrt(4 / 45)) / Math.sqrt(layer.length);
    expect(Math.abs(variance - (bound * bound) / 3)).toBeLessThan(allowed);
  }
});

test('initial weights after He are normal with variance 2/fan-in', () => {
  const wide = fullyConnected({ depth: 3, width: 64, inputs: 100, classes: 10 });
  const weights = initialWeights(wide, stream(1, 'initial'), 'he');
  for (const { offset, rows, columns } of wide.layers) {
    const layer = weights.subarray(offset, offset + rows * columns);
    const moment = (power: number) => layer.reduce((sum, w) => sum + w ** power, 0) / layer.length;
    // w² has mean v and deviation v sqrt 2, w⁴ has mean 3 v² and deviation v² sqrt 96; five deviations: false alarm 6e-7.
    const v = 2 / columns;
    expect(Math.abs(moment(2) - v)).toBeLessThan(5 * v * Math.sqrt(2 / layer.length));
    expect(Math.abs(moment(4) - 3 * v * v)).toBeLessThan(5 * v * v * Math.sqrt(96 / layer.length));
  }
});

test('a chain lays its parameters out in order', () => {
  const network = chain([linear(3, 4), rectifier(4), linear(4, 2)]);
  expect(network.layers.map(({ name, offset, operation }) => [name, offset, operation])).toEqual([
    ['layer1.weight', 0, 0],
    ['layer2.weight', 12, 2],
  ]);
  expect(network).toMatchObject({ inputs: 3, classes: 2, parameterCount: 20 });
});

it('refuses operations that do not fit, or nothing to train', () => {
  expect(() => chain([linear(3, 4), linear(5, 2)])).toThrow(
    'Operation 2 takes 5 numbers; the one before it gives 4.',
  );
  expect(() => chain([rectifier(3)])).toThrow('A network without parameters cannot be trained.');
});
