import { describe, expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import type { ForwardForwardResult } from '#heavytail/claim/beyond/forward-forward/run';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { knownWorlds } from '../../network/knownWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

/** Runs of both methods in three replicates whose noise passes for Gaussian as often as is said, relative to Gaussian noise. */
function judged(forward: number, back: number, accuracies = [0.8, 0.9]) {
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
    projected: { acceptance: 0.95 * (ratio + 0.01 * replicate), expected: 0.95 },
  });
  const results = [0, 1, 2].flatMap((replicate) =>
    (['forward-forward', 'back-propagation'] as const).map((method) => {
      const sign = method === 'forward-forward' ? 1 : -1;
      const ratio = sign === 1 ? forward : back;
      return {
        kind: 'network',
        method,
        replicate,
        snapshots: accuracies.map((accuracy) => snapshot(accuracy, ratio, sign * replicate)),
      };
    }),
  );
  return forwardForward.judge(
    [{ kind: 'controls', controls: knownWorlds }, ...results] as unknown as ForwardForwardResult[],
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
});
