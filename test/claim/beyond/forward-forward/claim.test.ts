import { describe, expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import type { ForwardForwardResult } from '#heavytail/claim/beyond/forward-forward/run';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { knownWorlds } from '../../network/knownWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

/** Runs of both methods in three replicates whose noise passes for Gaussian as often as is said, relative to Gaussian noise. */
function judged(
  forward: number,
  back: number,
  accuracies = [0.8, 0.9],
  { known = knownWorlds, shared = 0, firstReaches = accuracies.length } = {},
) {
  const snapshot = (accuracy: number, ratio: number, replicate: number) => ({
    iteration: 100,
    loss: 0.1,
    accuracy,
    pooled: {
      tailIndex: 1.4,
      surrogateTailIndex: 1.4,
      inverse: 0.71,
      surrogateInverse: 0.71,
      nullStandardError: 0.01,
      zeroFraction: 0,
    },
    projected: {
      acceptance: 0.95 * (ratio + 0.01 * replicate + shared * Math.abs(replicate)),
      expected: 0.95,
    },
  });
  const results = [0, 1, 2].flatMap((replicate) =>
    (['forward-forward', 'back-propagation'] as const).map((method) => {
      const sign = method === 'forward-forward' ? 1 : -1;
      const ratio = sign === 1 ? forward : back;
      return {
        kind: 'network',
        method,
        replicate,
        snapshots: accuracies
          .slice(0, sign === 1 && replicate === 0 ? firstReaches : undefined)
          .map((accuracy) => snapshot(accuracy, ratio, sign * replicate)),
      };
    }),
  );
  return forwardForward.judge(
    [{ kind: 'controls', controls: known }, ...results] as unknown as ForwardForwardResult[],
    settings,
  );
}

describe('forward-forward', () => {
  it('is supported where its noise is nearer to Gaussian, refuted where it is not', () => {
    const evidence = judged(0.95, 0.4);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged(0.4, 0.95).verdict).toBe('refuted');
    expect(judged(0.6, 0.6).verdict).toBe('refuted');
  });

  it('is undecided at the margin, or where a method does not learn', () => {
    expect(judged(0.7, 0.6).verdict).toBe('undecided');
    expect(judged(0.95, 0.4, [0.8]).reason).toContain('both methods learn');
  });

  it('is decided on both sides of the margin of 0.1, by pairs', () => {
    // The mean difference is larger by 0.02, its interval ±0.050 (Student's 4.303).
    for (const shared of [0, 0.1]) {
      const verdicts = [0.135, 0.125, 0.035, 0.025].map(
        (difference) => judged(0.4 + difference, 0.4, undefined, { shared }).verdict,
      );
      expect(verdicts).toEqual(['supported', 'undecided', 'undecided', 'refuted']);
    }
  });

  it('is undecided where one run does not reach the last accuracy, or a known world is mistaken', () => {
    const mistaken = { ...knownWorlds, gaussianPooledZ: 4 };
    for (const [forward, back] of [
      [0.95, 0.4],
      [0.4, 0.95],
    ] as const) {
      const late = judged(forward, back, undefined, { firstReaches: 1 });
      expect(late.verdict).toBe('undecided');
      expect(late.reason).toContain('5 of 6 runs reach 90 %');
      expect(late.parts).toHaveLength(1);
      expect(judged(forward, back, undefined, { known: mistaken }).verdict).toBe('undecided');
    }
  });
});
