import { batchSizeLittleEffect } from '#heavytail/claim/finding/batch-size-little-effect/claim';
import type { BatchSizeWorlds } from '#heavytail/claim/finding/batch-size-little-effect/worlds';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

/** Of MNIST. */
const shape = { dimension: 784, classes: 10, image: { channels: 1, height: 28, width: 28 } };

/** Known worlds measured right. */
const known: BatchSizeWorlds = {
  stable: { value: 0, standardError: 0.03 },
  logNormal: { value: 0.7, standardError: 0.03 },
  pooledGaussian: { value: 0, standardError: 0.03 },
  pooledLogNormal: { value: 0.5, standardError: 0.03 },
};

/** Changes of the index from small to large batch sizes; `late` at all stages but initialisation. */
interface World {
  readonly across: number;
  readonly published: number;
  readonly late?: { readonly across: number; readonly published: number };
  /** Scatter of an index over networks. */
  readonly scatter?: number;
}

const value = (tailIndex: number) => ({ tailIndex, standardError: 0.02 });

function judge({ across, published, late, scatter = 0.02 }: World, worlds = known) {
  const results = batchSizeLittleEffect.plan(settings).map((cell) => {
    if (cell.kind === 'worlds') return { kind: 'worlds', worlds } as const;
    const { network } = cell;
    const looks = network.iterations.flatMap((iteration) => {
      const change = iteration > 0 && late ? late : { across, published };
      return network.measuredBatchSizes.map((batchSize) => {
        const errors = stream(1, 'batch sizes', network.replicate, iteration, batchSize).normals(2);
        const noise = 1.2 + (batchSize >= 250 ? change.across : 0) + scatter * errors[0];
        const number = 1.3 + (batchSize === 500 ? change.published : 0) + scatter * errors[1];
        return {
          iteration,
          replicate: network.replicate,
          batchSize,
          across: value(noise),
          published:
            batchSize < 5
              ? null
              : {
                  fixed: value(number),
                  surrogate: value(1.31),
                  own: value(1.4),
                  ownLength: 5000,
                  fixedLength: 480,
                },
        };
      });
    });
    return { kind: 'network', network, looks } as const;
  });
  const evidence = batchSizeLittleEffect.judge(results, settings);
  expectFinite(evidence);
  return { ...evidence, verdicts: evidence.parts!.map(({ verdict }) => verdict) };
}

const none: World = { across: 0, published: 0 };

describe('batch-size-little-effect', () => {
  it('is supported where neither the noise nor the published number depends on the batch size', () => {
    const { verdict, verdicts, scope } = judge(none);
    expect(verdict).toBe('supported');
    expect(verdicts).toEqual(['supported', 'supported']);
    expect(scope).toBeUndefined();
  });

  it.each([0.8, -0.8])('is refuted as stated where the noise alone depends on it (%d)', (across) => {
    const { verdict, verdicts, scope, statistics } = judge({ ...none, across });
    expect(verdict).toBe('refuted');
    expect(verdicts).toEqual(['refuted', 'supported']);
    expect(scope).toMatch(/^holds for the published number \(.*\); fails for the noise \(.*\)$/);
    expect(Math.abs(statistics[0]!.value - across)).toBeLessThan(0.05);
  });

  it('is refuted as stated where the published number alone depends on it', () => {
    const { verdict, verdicts, scope } = judge({ ...none, published: -0.5 });
    expect(verdict).toBe('refuted');
    expect(verdicts).toEqual(['supported', 'refuted']);
    expect(scope).toMatch(/^holds for the noise .*; fails for the published number /);
  });

  it('asks for little effect at every stage', () => {
    const late = { across: 0.8, published: 0 };
    expect(judge({ ...none, late }).verdicts).toEqual(['refuted', 'supported']);
    expect(judge({ across: 0.8, published: 0, late: { across: 0, published: 0 } }).verdict).toBe('refuted');
  });

  it.each([
    [0.1, 'supported'],
    [-0.1, 'supported'],
    [0.3, 'refuted'],
    [-0.3, 'refuted'],
  ] as const)('allows a change of 0.2: %d', (change, verdict) => {
    expect(judge({ across: change, published: change }).verdicts).toEqual([verdict, verdict]);
  });

  it('is undecided at the margin, and says what would decide', () => {
    for (const world of [
      { ...none, across: 0.2 },
      { ...none, scatter: 0.5 },
    ]) {
      const { verdict, open, reason } = judge(world);
      expect(verdict).toBe('undecided');
      expect(open!.rule).toContain('part “the noise”');
      expect(open!.needs).toContain('networks');
      expect(reason).toMatch(/^Not decided: part/);
    }
  });

  it('shares its error among all intervals', () => {
    expect(new Set(judge(none).statistics.map(({ level }) => level))).toEqual(new Set([0.9875]));
  });

  it.each<[string, Partial<BatchSizeWorlds>]>([
    ['Alpha-stable noise keeps', { stable: { value: 0.18, standardError: 0.03 } }],
    ['Log-normal noise does not (b = 100 less b = 2)', { logNormal: { value: 0.22, standardError: 0.03 } }],
    ['Gaussian noise keeps', { pooledGaussian: { value: -0.18, standardError: 0.03 } }],
    [
      'Log-normal noise does not (b = 100 less b = 5)',
      { pooledLogNormal: { value: 0, standardError: 0.03 } },
    ],
  ])('is undecided when a known world is measured wrongly: %s', (name, wrong) => {
    for (const world of [none, { ...none, across: 0.8 }]) {
      const { verdict, reason, scope } = judge(world, { ...known, ...wrong });
      expect(verdict).toBe('undecided');
      expect(reason).toMatch(/^A control failed/);
      expect(reason).toContain(name);
      expect(scope).toBeUndefined();
    }
  });

  it('estimates what a quick run takes, a cell at a time', () => {
    const costs = batchSizeLittleEffect
      .plan(settings)
      .map((cell) => batchSizeLittleEffect.cost!(cell, shape));
    const seconds = costs.reduce((sum, cost) => sum + cost.seconds, 0);
    // As measured, within a factor of two.
    expect(seconds).toBeGreaterThan(13);
    expect(seconds).toBeLessThan(54);
    for (const { bytes } of costs) expect(bytes).toBeGreaterThan(1e5);
  });
});
