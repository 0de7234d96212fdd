import { firstExamples } from 'heavytail/net';
import { examplesOnDemand } from '#heavytail/net/dataset/dataset';
import { describe, expect, it } from 'vitest';

const labels = Uint8Array.of(3, 1, 4, 1, 5);
const dimension = 2;
const numbers = (count: number) => Float32Array.from({ length: count * dimension }, (_, i) => i / 2);

describe('firstExamples', () => {
  it.each([
    [0, 0],
    [1, 1],
    [5, 5],
    [9, 5],
  ])('%i of 5 are %i, and share their memory', (asked, given) => {
    const all = { count: 5, inputs: numbers(5), labels };
    const first = firstExamples(all, asked, dimension);
    expect(first).toEqual({ count: given, inputs: numbers(given), labels: labels.subarray(0, given) });
    expect(first.inputs.buffer).toBe(all.inputs.buffer);
  });
});

describe('examples on demand', () => {
  const counting = () => {
    const made: number[] = [];
    const examples = examplesOnDemand(labels, (count) => {
      made.push(count);
      return numbers(count);
    });
    return { made, examples };
  };

  it('are made as far as they are asked for, and not twice', () => {
    const { made, examples } = counting();
    expect(examples.count).toBe(5);
    expect(examples.labels).toEqual(labels);
    expect(made).toEqual([]);
    for (const count of [2, 1, 2, 4]) {
      expect(firstExamples(examples, count, dimension)).toEqual({
        count,
        inputs: numbers(count),
        labels: labels.subarray(0, count),
      });
    }
    expect(made).toEqual([2, 4]);
    for (let i = 0; i < 2; i++) expect(examples.inputs).toEqual(numbers(5));
    expect(firstExamples(examples, 3, dimension).inputs).toEqual(numbers(3));
    expect(made).toEqual([2, 4, 5]);
  });

  it('keep the labels that a copy of them has', () => {
    const changed = { ...counting().examples, labels: Uint8Array.of(0, 0, 0, 0, 0) };
    expect(firstExamples(changed, 2, dimension)).toEqual({
      count: 2,
      inputs: numbers(2),
      labels: Uint8Array.of(0, 0),
    });
  });
});
