import { projectExamples } from 'heavytail/probe';
import { stream } from 'heavytail/random';
import { Projector } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { tinyNetwork } from '../tinyNetwork.js';

describe('projected examples', () => {
  const { source, weights, everything } = tinyNetwork();
  const directions = 7;
  const projected = projectExamples(source, weights, directions, stream(1, 'directions'));
  const full = new Float32Array(weights.length);
  source.gradient(weights, everything, full);

  it('give the noise of any minibatch as the mean of its rows', () => {
    const projector = new Projector({
      directions,
      parameters: weights.length,
      stream: stream(1, 'directions'),
    });
    const gradient = new Float32Array(weights.length);
    for (const minibatch of [[0], [3, 17], [5, 5, 39, 1]]) {
      source.gradient(weights, Uint32Array.from(minibatch), gradient);
      const noise = gradient.map((value, i) => value - full[i]!);
      const expected = projector.projectRows([noise]);
      for (let j = 0; j < directions; j++) {
        const mean =
          minibatch.reduce((sum, i) => sum + projected.values[i * directions + j]!, 0) / minibatch.length;
        // Gradients of order 1 in single precision.
        expect(Math.abs(mean - expected[j]!)).toBeLessThan(2e-6);
      }
    }
  });

  it('have mean zero on every direction', () => {
    for (let j = 0; j < directions; j++) {
      let sum = 0;
      for (let i = 0; i < projected.rows; i++) sum += projected.values[i * directions + j]!;
      expect(Math.abs(sum)).toBeLessThan(1e-12);
    }
  });
});
