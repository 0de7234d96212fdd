import { describe, expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import {
  runForwardForwardCell,
  type ForwardForwardResult,
} from '#heavytail/claim/beyond/forward-forward/run';
import { runNoiseControls } from '#heavytail/claim/network/noiseControls';
import { loadDataset } from '#heavytail/store/index';
import { settingsOf } from './exitWorlds.js';
import { expectFinite } from './finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const controls = runNoiseControls(1);

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
    [{ kind: 'controls', controls }, ...results] as unknown as ForwardForwardResult[],
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

  it('measures both methods', () => {
    const digits = loadDataset('procedural-digits');
    const context = { seed: 1, dataset: () => digits };
    const cells = forwardForward.plan({ ...settings, profile: 'smoke' }).slice(1, 3);
    for (const cell of cells) {
      const result = runForwardForwardCell(cell, context);
      if (result.kind !== 'network') throw new Error('A network was asked for.');
      const [snapshot] = result.snapshots;
      expect(snapshot!.accuracy).toBeGreaterThanOrEqual(0.5);
      // It is looked at the accuracy every few iterations, so that it is not passed by far.
      expect(snapshot!.accuracy).toBeLessThan(0.75);
      expect(snapshot!.iteration).toBeGreaterThan(0);
      expect(snapshot!.projected.expected).toBeGreaterThan(0.9);
    }
  });
});
