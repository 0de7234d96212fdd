import { batchSizeLittleEffect } from '#heavytail/claim/finding/batch-size-little-effect/claim';
import type { NoiseControls } from '#heavytail/claim/network/noiseControls';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { knownWorlds as controls } from '../../network/knownWorlds.js';

const settings = settingsOf('quick');
const standardError = 0.02;

/** Change of the tail index per doubling of the batch size. */
interface World {
  readonly across: number;
  readonly published: number;
  readonly surrogate: number;
}

/** Results of a world where the indices are known up to normal errors. */
function judge(world: World, known = controls, error = standardError) {
  const results = batchSizeLittleEffect.plan(settings).map((cell, i) => {
    if (cell.kind === 'worlds') return { kind: 'worlds', worlds: known } as const;
    const { network } = cell;
    const errors = stream(1, 'batch-size-little-effect', i).normals(3);
    const doublings = Math.log2(network.measuredBatchSize);
    const value = (slope: number, which: number) => ({
      tailIndex: 1.4 + slope * doublings + error * errors[which],
      standardError: error,
    });
    const look = {
      iteration: 400,
      replicate: network.replicate,
      batchSize: network.measuredBatchSize,
      across: value(world.across, 0),
      published: value(world.published, 1),
      surrogate: value(world.surrogate, 2),
    };
    return { kind: 'network', network, looks: [look] } as const;
  });
  const evidence = batchSizeLittleEffect.judge(results, settings);
  expectFinite(evidence);
  return { ...evidence, partVerdicts: evidence.parts!.map(({ verdict }) => verdict) };
}

const none: World = { across: 0, published: 0, surrogate: 0 };

describe('batch-size-little-effect', () => {
  it('is supported where no index depends on the batch size', () => {
    const { verdict, partVerdicts } = judge(none);
    expect(verdict).toBe('supported');
    expect(partVerdicts).toEqual(['supported', 'supported', 'supported']);
  });

  it.each([0.1, -0.1])('is refuted where the index across minibatches changes by %d a doubling', (across) => {
    const { verdict, partVerdicts, statistics } = judge({ ...none, across });
    expect(verdict).toBe('refuted');
    expect(partVerdicts).toEqual(['refuted', 'supported', 'supported']);
    // 14 points over 6.6 doublings give the slope an error of 0.0024; five of them.
    expect(Math.abs(statistics[0].value - across)).toBeLessThan(0.012);
  });

  it('does not let the pooled statistic, or its surrogate, carry the verdict', () => {
    const { verdict, partVerdicts } = judge({ across: 0, published: 0.1, surrogate: -0.1 });
    expect(verdict).toBe('supported');
    expect(partVerdicts).toEqual(['supported', 'refuted', 'refuted']);
  });

  it('is undecided where the effect is of the size of the margin, or the errors are large', () => {
    expect(judge({ ...none, across: 0.03 }).verdict).toBe('undecided');
    expect(judge(none, controls, 1).verdict).toBe('undecided');
  });

  it.each<[string, NoiseControls]>([
    ['across minibatches', { ...controls, injected: { ...controls.injected, inverse: 0.5 } }],
    ['normality test', { ...controls, injected: { ...controls.injected, acceptanceRatio: 1 } }],
    ['pooled statistic', { ...controls, injectedPooled: { ...controls.injectedPooled, inverse: 0.5 } }],
    ['anisotropic Gaussian', { ...controls, gaussianPooledZ: 4 }],
  ])('is undecided when a known world is measured wrongly: %s', (name, wrong) => {
    for (const world of [none, { ...none, across: 0.1 }]) {
      const { verdict, reason } = judge(world, wrong);
      expect(verdict).toBe('undecided');
      expect(reason).toMatch(/^A control failed/);
      expect(reason).toContain(name);
    }
  });
});
