import { stream } from 'heavytail/random';
import { withLabelNoise } from 'heavytail/net';
import { describe, expect, it } from 'vitest';

const count = 1000;
const classes = 10;
const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
const examples = { count, inputs: new Float32Array(count), labels };
const changedBy = (fraction: number) => {
  const noisy = withLabelNoise(examples, fraction, classes, stream(1, 'label noise'));
  return [...noisy.labels].filter((label, i) => label !== labels[i]).length;
};

describe('label noise', () => {
  it.each([0, 0.001, 0.2, 0.5, 1])('changes exactly the share %s', (fraction) => {
    expect(changedBy(fraction)).toBe(fraction * count);
  });

  it('reaches every other class equally, and leaves the given labels as they are', () => {
    const noisy = withLabelNoise(examples, 1, classes, stream(2, 'label noise'));
    const steps = new Array<number>(classes).fill(0);
    noisy.labels.forEach((label, i) => steps[(label - labels[i] + classes) % classes]++);
    expect(steps[0]).toBe(0);
    // Binomial(1000, 1/9): standard deviation 9.94; 5.6 of them for a false alarm of 1e-6 over nine counts.
    for (const times of steps.slice(1)) expect(Math.abs(times - count / 9)).toBeLessThan(56);
    expect([...labels.subarray(0, 3)]).toEqual([0, 1, 2]);
  });

  it('refuses what it cannot do', () => {
    const noise = stream(1, 'label noise');
    expect(() => withLabelNoise(examples, 1.1, classes, noise)).toThrow(/fraction of wrong labels is 1.1/);
    expect(() => withLabelNoise(examples, NaN, classes, noise)).toThrow(RangeError);
    expect(() => withLabelNoise(examples, 0.1, 1, noise)).toThrow(/number of classes is 1/);
    expect(() => withLabelNoise(examples, 0.1, 5, noise)).toThrow(/label 5; 5 classes/);
  });
});
