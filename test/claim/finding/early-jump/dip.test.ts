import { judgeDip } from '#heavytail/claim/finding/early-jump/parts';
import { scoresOf, type JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { draw, normal, stable, stream, type Law } from 'heavytail/law';
import type { ColumnSource } from 'heavytail/tail';
import { describe, expect, it } from 'vitest';

// With fewer minibatches the means that are taken off spread the scales of stable noise.
const [minibatches, parameters] = [128, 600];
const iterations = [0, 10, 20, 30, 40, 50, 60];

/** Independent noise of a law, whose scales spread by so much between coordinates. */
function noiseOf(law: Law, spread: number, replicate: number): ColumnSource {
  const scales = stream(1, 'scales', replicate).normals(parameters);
  const values = draw(law, minibatches * parameters, stream(1, 'noise', spread, replicate));
  return {
    minibatches,
    parameters,
    columns: (from, count) =>
      Float32Array.from({ length: minibatches * count }, (_, i) => {
        const j = from + (i % count);
        return values[Math.floor(i / count) * parameters + j]! * Math.exp(spread * scales[j]!);
      }),
  };
}

/** Runs of SGD whose noise is Gaussian at the start and of a law where the statistic is lowest. */
function judged(law: Law, spread: number) {
  const runs = Array.from({ length: 8 }, (_, replicate): JumpRun => {
    const random = stream(1, 'scores', replicate);
    const start = scoresOf(noiseOf(normal(), 0.5, replicate), random);
    const dip = scoresOf(noiseOf(law, spread, replicate), random);
    const published = iterations.map((_, look) => (look === 2 ? dip.measured : start.measured));
    return {
      mode: 'sgd',
      depth: 5,
      replicate,
      iterations,
      accuracy: [0.1, 0.1, 0.3, 0.7, 0.8, 0.8, 0.8],
      largestStep: iterations.map(() => 1),
      largestStepAt: 5,
      medianStep: 1,
      published,
      surrogate: published,
      scored: { start, dip },
    };
  });
  return judgeDip(runs);
}

describe('a dip of the published statistic', () => {
  it('that tails make is one of tails', () => {
    const { verdict, reason } = judged(stable({ alpha: 1.5 }), 0.5);
    expect(verdict, reason).toBe('supported');
  });

  it('that scales make, of coordinates that drift apart, is none', () => {
    const { verdict, reason } = judged(normal(), 1.5);
    expect(verdict, reason).toBe('refuted');
  });
});
