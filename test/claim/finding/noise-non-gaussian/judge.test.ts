import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import type { NoiseControls } from '#heavytail/claim/network/noiseControls';
import type { NoiseMeasurement, NoiseSnapshot } from '#heavytail/claim/network/noiseMeasurement';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { knownWorlds } from '../../network/knownWorlds.js';

/** One made-up setting: what the projections and the published statistic say of its noise. */
interface Made {
  /** Acceptance over that of Gaussian noise, with an error of 0.01. */
  readonly ratio?: number;
  /** Standard deviation of the acceptance over Gaussian surrogates. */
  readonly spread?: number;
  readonly controlRank?: number;
  /** How much heavier than its surrogate's the published statistic is, in standard errors. */
  readonly pooledZ?: number;
  /** The published statistic and its surrogate's, in 1/alpha. */
  readonly inverse?: number;
}

const expected = 0.95;
const nullStandardError = 0.01;
const powerful: NoiseControls = {
  ...knownWorlds,
  injectedPooled: { ...knownWorlds.injectedPooled, surrogateZ: 4 },
};

function resultOf({ ratio = 1, spread = 0.01, controlRank = 0.5, pooledZ = 0, inverse = 0.6 }: Made) {
  const network: NoiseMeasurement = {
    dataset: 'none',
    examples: 0,
    width: 16,
    depth: 3,
    loss: 'cross-entropy',
    batchSize: 10,
    replicate: 0,
    iterations: [0],
    minibatches: 100,
    directions: 100,
  };
  const surrogateInverse = inverse - pooledZ * nullStandardError;
  const snapshot: NoiseSnapshot = {
    iteration: 0,
    loss: 1,
    accuracy: 0.5,
    pooled: {
      tailIndex: 1 / inverse,
      surrogateTailIndex: 1 / surrogateInverse,
      inverse,
      surrogateInverse,
      nullStandardError,
      zeroFraction: 0,
    },
    projected: {
      acceptance: ratio * expected,
      expected,
      spread,
      standardError: 0.01 * expected,
      controlRank,
    },
  };
  return { kind: 'network', network, looks: [snapshot] } as const;
}

function judge(made: readonly Made[], worlds = powerful) {
  const results = [...made.map(resultOf), { kind: 'worlds', worlds } as const];
  const evidence = noiseNonGaussian.judge(results, settingsOf('smoke'));
  const [projected, pooled] = evidence.parts!.map((part) => part.verdict);
  return { ...evidence, projected, pooled };
}

/** Ten settings, of which the first few are of one kind and the others of another. */
function mixed(count: number, some: Made, others: Made): Made[] {
  return Array.from({ length: 10 }, (_, i) => (i < count ? some : others));
}

const rejected: Made = { ratio: 0.5 };

describe('the projections decide', () => {
  it.each([
    [10, 'supported'],
    [9, 'supported'],
    [8, 'undecided'],
    [2, 'undecided'],
    [1, 'refuted'],
    [0, 'refuted'],
  ])('where %d of 10 settings are rejected and the others pass: %s', (count, verdict) => {
    expect(judge(mixed(count, rejected, {}))).toMatchObject({ verdict, projected: verdict });
  });

  it('by intervals that lie on one side of 0.9', () => {
    // 1.96 errors of 0.01 on either side.
    expect(judge([{ ratio: 0.87 }]).verdict).toBe('supported');
    expect(judge([{ ratio: 0.89 }]).verdict).toBe('undecided');
    expect(judge([{ ratio: 0.91 }]).verdict).toBe('undecided');
    expect(judge([{ ratio: 0.93 }]).verdict).toBe('refuted');
  });

  it('only where a low acceptance is a discovery as well', () => {
    // 0.475 below what is expected: 1.9 or 1.36 standard deviations of Gaussian noise.
    expect(judge([{ ratio: 0.5, spread: 0.25 }]).verdict).toBe('supported');
    expect(judge([{ ratio: 0.5, spread: 0.35 }]).verdict).toBe('undecided');
  });

  it('and say at which batch sizes they do', () => {
    expect(judge(mixed(9, rejected, {})).reason).toContain('9 of 10 at batch size 10');
  });
});

describe('the published statistic', () => {
  const heavier: Made = { pooledZ: 5 };

  it.each([
    [9, 'supported'],
    [8, 'undecided'],
    [2, 'undecided'],
    [1, 'refuted'],
    [0, 'refuted'],
  ])('is heavier than its surrogate in %d of 10 settings: %s', (count, verdict) => {
    expect(judge(mixed(count, heavier, {})).pooled).toBe(verdict);
  });

  it('is heavier where it is a discovery at 5 %', () => {
    // One-sided: 1.645 standard errors.
    expect(judge([{ pooledZ: 1.7 }]).pooled).toBe('supported');
    expect(judge([{ pooledZ: 1.6 }]).pooled).toBe('refuted');
  });

  it('cannot refute where injected heavy tails are not told from their surrogate', () => {
    expect(judge([{}], knownWorlds).pooled).toBe('undecided');
    expect(judge([heavier], knownWorlds).pooled).toBe('supported');
  });

  it('is compared with 2 by the share that Gaussian noise accounts for', () => {
    // Distances from 1/2 of 0.1, 0.2 and 0.4, of which the surrogates have all but 0.02.
    const at = (inverse: number): Made => ({ inverse, pooledZ: 2 });
    const { statistics, reason } = judge([at(0.7), at(0.9), at(0.6), at(0.45)]);
    expect(statistics.at(-1)!.value).toBeCloseTo(0.9, 10);
    expect(statistics.at(-1)!.low).toBeCloseTo(0.8, 10);
    expect(statistics.at(-1)!.high).toBeCloseTo(0.95, 10);
    expect(reason).not.toContain('nowhere');
  });
});

describe('a control that fails forbids the verdict', () => {
  // The mean rank of ten has a standard deviation of 0.0913 by chance.
  it.each([
    [0.23, 'supported'],
    [0.22, 'undecided'],
  ])('Gaussian surrogates have a mean rank of %d: %s', (controlRank, verdict) => {
    const tens = mixed(10, { ...rejected, controlRank }, {});
    expect(judge(tens)).toMatchObject({ verdict, projected: 'supported' });
    expect(judge(mixed(10, { controlRank }, {})).verdict).toBe(
      verdict === 'undecided' ? 'undecided' : 'refuted',
    );
  });

  it('takes the mean over settings', () => {
    const ranks = (low: number) =>
      mixed(5, { ...rejected, controlRank: low }, { ...rejected, controlRank: 0.4 });
    expect(judge(ranks(0.02)).verdict).toBe('undecided');
    expect(judge(ranks(0.1)).verdict).toBe('supported');
  });

  it.each<Partial<NoiseControls>>([
    { injected: { ...powerful.injected, inverse: 1 / 1.5 + 0.031 } },
    { injected: { ...powerful.injected, inverse: 1 / 1.5 - 0.031 } },
    { injected: { ...powerful.injected, acceptanceRatio: 0.51 } },
    { injectedPooled: { ...powerful.injectedPooled, inverse: 1 / 1.5 + 0.031 } },
    { injectedPooled: { ...powerful.injectedPooled, inverse: 1 / 1.5 - 0.031 } },
    { gaussianPooledZ: 3.1 },
    { gaussianPooledZ: -3.1 },
  ])('a known world is measured wrongly: %o', (wrong) => {
    expect(judge([rejected], { ...powerful, ...wrong }).verdict).toBe('undecided');
    expect(judge([{}], { ...powerful, ...wrong }).verdict).toBe('undecided');
  });

  it.each<Partial<NoiseControls>>([
    { injected: { ...powerful.injected, inverse: 1 / 1.5 + 0.029 } },
    { injected: { ...powerful.injected, acceptanceRatio: 0.49 } },
    { injectedPooled: { ...powerful.injectedPooled, inverse: 1 / 1.5 - 0.029 } },
    { gaussianPooledZ: -2.9 },
    { gaussianPooledZ: 2.9 },
  ])('a known world is measured almost wrongly, and nothing is forbidden: %o', (almost) => {
    expect(judge([rejected], { ...powerful, ...almost }).verdict).toBe('supported');
  });
});
