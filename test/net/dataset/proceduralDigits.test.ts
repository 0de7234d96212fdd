import { createHash } from 'node:crypto';
import {
  firstExamples,
  fullyConnected,
  gradientSource,
  initialWeights,
  normalise,
  pixelScaleOf,
  proceduralDigits,
  sgd,
  type Dataset,
  type Examples,
} from 'heavytail/net';
import { stream } from 'heavytail/random';
import { digitLabels, drawnDigits, drawnImages } from '#heavytail/net/dataset/drawnDigits';
import { proceduralDigitsChecksum, proceduralDigitsScale } from '#heavytail/net/dataset/proceduralDigits';
import { beforeAll, describe, expect, it } from 'vitest';

const pixels = 28 * 28;

describe('drawn digits', () => {
  it('depend on the stream alone, digit by digit', () => {
    const first = drawnDigits(50, stream(1, 'digits'));
    expect(drawnDigits(50, stream(1, 'digits'))).toEqual(first);
    expect(drawnDigits(50, stream(2, 'digits')).values).not.toEqual(first.values);
    // Another order of labels, but where digit and substream agree, the images do.
    const fewer = drawnDigits(40, stream(1, 'digits'));
    let agreeing = 0;
    fewer.labels.forEach((label, i) => {
      if (label !== first.labels[i]) return;
      agreeing++;
      expect(fewer.values.subarray(i * pixels, (i + 1) * pixels)).toEqual(
        first.values.subarray(i * pixels, (i + 1) * pixels),
      );
    });
    expect(agreeing).toBeGreaterThan(0);
  });

  it.each([0, 1, 10, 37])('come as often as each other: %i in all', (count) => {
    const counts = new Array<number>(10).fill(0);
    for (const label of drawnDigits(count, stream(1, 'balance')).labels) counts[label]++;
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(count);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('have ink in the middle and paper at the border', () => {
    const { values, labels } = drawnDigits(500, stream(1, 'ink'));
    labels.forEach((_, image) => {
      let border = 0;
      let ink = 0;
      for (let i = 0; i < pixels; i++) {
        const value = values[image * pixels + i];
        const [row, column] = [Math.floor(i / 28), i % 28];
        if (Math.min(row, column, 27 - row, 27 - column) === 0) border += value / 255 / 108;
        else if (value > 127) ink++;
      }
      // The darkest border is noise of deviation 0.14, cut off at 0 (mean 0.056), and at most three strays.
      expect(border).toBeLessThan(0.2);
      // The shortest stroke is a 1: at least 10 pixels high and 1.6 wide.
      expect(ink).toBeGreaterThan(10);
      expect(ink).toBeLessThan(350);
    });
  });
});

describe('the embedded data set', () => {
  let data: Dataset;
  beforeAll(() => {
    data = proceduralDigits();
  });

  it('has the bytes that its checksum says', () => {
    const hash = createHash('sha256');
    const scales = [data.train, data.test].map(({ inputs, labels }) => {
      const bytes = bytesOf(inputs);
      hash.update(bytes).update(labels);
      return pixelScaleOf(bytes, 255);
    });
    expect(hash.digest('hex')).toBe(proceduralDigitsChecksum);
    expect(data.checksum).toBe(proceduralDigitsChecksum);
    expect(scales[0]).toEqual(proceduralDigitsScale);
  });

  it('begins with the digits of its streams', () => {
    const { inputs } = part(data.test, 30);
    const random = stream(2019, 'procedural digits', 'test');
    const values = drawnImages(digitLabels(10_000, random).subarray(0, 30), random);
    expect(bytesOf(inputs)).toEqual(values);
  });

  it('gives the same first examples where no others are drawn', () => {
    const fewer = firstExamples(proceduralDigits().train, 100, pixels);
    expect(fewer).toEqual(part(data.train, 100));
    expect(firstExamples(data.train, 100, pixels)).toEqual(fewer);
  });

  it('has 60,000 and 10,000 images, as many of each digit', () => {
    expect(data).toMatchObject({ name: 'procedural-digits', dimension: pixels, classes: 10 });
    for (const [examples, count] of [
      [data.train, 60_000],
      [data.test, 10_000],
    ] as const) {
      expect(examples.count).toBe(count);
      expect(examples.inputs.length).toBe(count * pixels);
      const counts = new Array<number>(10).fill(0);
      for (const label of examples.labels) counts[label]++;
      expect(counts).toEqual(new Array<number>(10).fill(count / 10));
    }
  });

  it('has training pixels of mean 0 and variance 1', () => {
    const { inputs } = data.train;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < inputs.length; i++) {
      sum += inputs[i];
      squares += inputs[i] * inputs[i];
    }
    // Each value is rounded to single precision (relative 2^-24), and there are 256 different ones.
    expect(Math.abs(sum / inputs.length)).toBeLessThan(1e-6);
    expect(Math.abs(squares / inputs.length - 1)).toBeLessThan(1e-6);
  });

  it('is too hard for a linear model and easy for a network', () => {
    // A sixth of the digits, few epochs: bounds looser than what all of them give (87.5 % and 98.0 %).
    const some = part(data.train, 10_000);
    const linear = testAccuracy(data, some, { depth: 1, width: 1 }, 400);
    expect(linear).toBeGreaterThan(0.75);
    expect(linear).toBeLessThan(0.92);
    expect(testAccuracy(data, some, { depth: 3, width: 128 }, 1000)).toBeGreaterThan(0.925);
  });
});

describe('normalise', () => {
  it('maps bytes to (value / brightest - mean) / deviation', () => {
    const { inputs, count } = normalise(Uint8Array.of(0, 8, 16, 4), Uint8Array.of(1, 2), 16, {
      mean: 0.5,
      deviation: 0.25,
    });
    expect([...inputs]).toEqual([-2, 0, 2, -1]);
    expect(count).toBe(2);
  });

  it('takes mean and deviation of all pixels', () => {
    expect(pixelScaleOf(Uint8Array.of(0, 0, 255, 255), 255)).toEqual({ mean: 0.5, deviation: 0.5 });
  });
});

/** Undoes `normalise` on inputs that hold both paper and full ink. */
function bytesOf(inputs: Float32Array): Uint8Array {
  let [paper, ink] = [Infinity, -Infinity];
  for (let i = 0; i < inputs.length; i++) {
    paper = Math.min(paper, inputs[i]);
    ink = Math.max(ink, inputs[i]);
  }
  const bytes = new Uint8Array(inputs.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round((255 * (inputs[i] - paper)) / (ink - paper));
  return bytes;
}

function part({ inputs, labels }: Examples, count: number): Examples {
  return { count, inputs: inputs.subarray(0, count * pixels), labels: labels.subarray(0, count) };
}

function testAccuracy(
  data: Dataset,
  train: Examples,
  shape: { depth: number; width: number },
  iterations: number,
) {
  const model = fullyConnected({ ...shape, inputs: pixels, classes: 10 });
  const run = sgd(
    gradientSource(model, train, 'cross-entropy'),
    initialWeights(model, stream(1, 'difficulty', 'weights')),
    {
      stepSize: 0.1,
      batchSize: 100,
      order: 'shuffled',
      iterations,
      stream: stream(1, 'difficulty', 'order'),
    },
  );
  let weights = new Float32Array(0);
  for (const state of run) weights = state.weights as typeof weights;
  const everyTest = Uint32Array.from({ length: data.test.count }, (_, i) => i);
  return gradientSource(model, data.test, 'cross-entropy').accuracy(weights, everyTest);
}
