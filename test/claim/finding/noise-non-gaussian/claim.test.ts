import { runNoiseControls } from '#heavytail/claim/network/noiseControls';
import {
  measureSnapshot,
  type NoiseMeasurement,
  type NoiseSnapshot,
} from '#heavytail/claim/network/noiseMeasurement';
import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import {
  anisotropicGaussianNoise,
  mixedScalesNoise,
  noiseSource,
  parameterCount,
  stableNoise,
  studentNoise,
  type NoiseLaw,
} from '../../network/syntheticNoise.js';

/** One network a batch size; with fewer than ten settings the rule asks all of them to agree. */
const batchSizes = [5, 20];
const controls = runNoiseControls(1);

/** What the claim's own measurement finds in noise of the given law. */
function measured(law: NoiseLaw): { settings: NoiseMeasurement; snapshot: NoiseSnapshot }[] {
  return batchSizes.map((batchSize) => {
    const settings: NoiseMeasurement = {
      dataset: 'none',
      examples: 0,
      width: 16,
      depth: 3,
      loss: 'cross-entropy',
      batchSize,
      replicate: 0,
      iterations: [0],
      minibatches: 100,
      directions: 200,
    };
    const weights = new Float32Array(parameterCount);
    const source = noiseSource(law, 1);
    const streamOf = (purpose: string) => stream(1, 'noise-non-gaussian', batchSize, purpose);
    return { settings, snapshot: measureSnapshot({ iteration: 0, source, weights }, settings, streamOf) };
  });
}

type World = ReturnType<typeof measured>;

function judge(world: World, known = controls) {
  const evidence = noiseNonGaussian.judge(
    [
      ...world.map(
        ({ settings, snapshot }) => ({ kind: 'network', network: settings, looks: [snapshot] }) as const,
      ),
      { kind: 'worlds', worlds: known },
    ],
    settingsOf('smoke'),
  );
  expectFinite(evidence);
  const [projected, pooled] = evidence.parts!.map((part) => part.verdict);
  return { ...evidence, projected, pooled };
}

const student = measured(studentNoise);
const gaussian = measured(anisotropicGaussianNoise);

describe('noise-non-gaussian', () => {
  it('is supported where all entries of a minibatch share a heavy tail', () => {
    expect(judge(student)).toMatchObject({ verdict: 'supported', projected: 'supported' });
  });

  it('is supported where every entry has a heavy tail of its own', () => {
    expect(judge(measured(stableNoise))).toMatchObject({ verdict: 'supported', projected: 'supported' });
  });

  it('is refuted by anisotropic Gaussian noise, though the published statistic is far below 2', () => {
    for (const { snapshot } of gaussian) expect(snapshot.pooled.tailIndex).toBeLessThan(1.6);
    expect(judge(gaussian)).toMatchObject({ verdict: 'refuted', projected: 'refuted' });
  });

  it('does not take heavy tails across coordinates for heavy tails across minibatches', () => {
    const { verdict, projected, pooled } = judge(measured(mixedScalesNoise));
    expect({ verdict, projected, pooled }).toEqual({
      verdict: 'refuted',
      projected: 'refuted',
      pooled: 'supported',
    });
  });

  it('is undecided where some networks have Gaussian noise and some have not', () => {
    expect(judge([...gaussian.slice(1), ...student.slice(1)]).verdict).toBe('undecided');
  });

  it('says so when the published statistic is nowhere below 2, and divides by no zero', () => {
    const atTwo = gaussian.map(({ settings, snapshot }) => {
      const pooled = { ...snapshot.pooled, tailIndex: 2, inverse: 0.5 };
      return { settings, snapshot: { ...snapshot, pooled } };
    });
    const { reason, statistics } = judge(atTwo);
    expect(reason).toContain('nowhere below 2');
    expect(statistics).toHaveLength(batchSizes.length);
  });

  it('lets the published statistic refute only where the comparison finds injected heavy tails', () => {
    const withPower = (surrogateZ: number) =>
      judge(gaussian, { ...controls, injectedPooled: { ...controls.injectedPooled, surrogateZ } });
    expect(withPower(2.9).pooled).toBe('undecided');
    expect(withPower(3.1).pooled).toBe('refuted');
  });

  it.each([
    ['across minibatches', { injected: { ...controls.injected, inverse: 0.5 } }],
    ['normality test', { injected: { ...controls.injected, acceptanceRatio: 1 } }],
    ['pooled statistic', { injectedPooled: { ...controls.injectedPooled, inverse: 0.5 } }],
    ['anisotropic Gaussian', { gaussianPooledZ: -4 }],
  ])('is undecided when a known world is measured wrongly: %s', (name, wrong) => {
    for (const world of [student, gaussian]) {
      const { verdict, reason } = judge(world, { ...controls, ...wrong });
      expect(verdict).toBe('undecided');
      expect(reason).toMatch(/^A control failed/);
      expect(reason).toContain(name);
    }
  });

  it('is undecided when Gaussian surrogates do not pass for Gaussian', () => {
    // Two settings alone cannot deviate by three standard errors.
    const wrong = [...student, ...student].map(({ settings, snapshot }) => ({
      settings,
      snapshot: { ...snapshot, projected: { ...snapshot.projected, controlRank: 1 / 82 } },
    }));
    expect(judge(wrong)).toMatchObject({ verdict: 'undecided', projected: 'supported' });
  });
});
