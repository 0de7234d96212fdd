import { noiseNonGaussian } from '#heavytail/claim/finding/noise-non-gaussian/claim';
import type { NoiseNetwork } from '#heavytail/claim/finding/noise-non-gaussian/grid';
import { lookAtNoise, runKnownWorlds } from '#heavytail/claim/finding/noise-non-gaussian/run';
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

/** The measurement and the rule together, on gradients whose noise has a known law. */

const tails = {
  batchSizes: [1],
  coordinates: 100,
  directions: 40,
  first: 300,
  most: 2400,
  intervals: 2,
};
const context = {
  seed: 1,
  dataset: () => {
    throw new Error('No data are needed.');
  },
};
const worlds = runKnownWorlds(tails, context);

function judge(law: NoiseLaw) {
  const network: NoiseNetwork = {
    dataset: 'none',
    examples: 0,
    width: 16,
    depth: 3,
    loss: 'cross-entropy',
    batchSize: 1,
    replicate: 0,
    iterations: [0],
    tails,
  };
  const snapshot = { iteration: 0, source: noiseSource(law, 1), weights: new Float32Array(parameterCount) };
  const looks = lookAtNoise(network, snapshot, context);
  const evidence = noiseNonGaussian.judge(
    [
      { kind: 'network', network, looks },
      { kind: 'worlds', worlds },
    ],
    settingsOf('smoke'),
  );
  expectFinite(evidence);
  const [coordinates, projections, published] = evidence.parts!.map(({ verdict }) => verdict);
  return {
    verdict: evidence.verdict,
    coordinates,
    projections,
    published,
    index: looks[0]!.published.tailIndex,
  };
}

describe('noise-non-gaussian', () => {
  it('is supported by α-stable noise, whose published index comes from tails', () => {
    expect(judge(stableNoise)).toMatchObject({
      verdict: 'supported',
      coordinates: 'supported',
      projections: 'supported',
      published: 'supported',
    });
  });

  it('is supported where all entries of a minibatch share a heavy tail', () => {
    expect(judge(studentNoise)).toMatchObject({
      verdict: 'supported',
      coordinates: 'supported',
      projections: 'supported',
    });
  });

  it('is refuted by anisotropic Gaussian noise, whose published index is far below 2 without tails', () => {
    const { index, ...found } = judge(anisotropicGaussianNoise);
    expect(index).toBeLessThan(1.6);
    expect(found).toEqual({
      verdict: 'refuted',
      coordinates: 'refuted',
      projections: 'refuted',
      published: 'refuted',
    });
  });

  it('tells single parameters from random directions', () => {
    expect(judge(mixedScalesNoise)).toMatchObject({
      verdict: 'refuted',
      coordinates: 'supported',
      projections: 'refuted',
    });
  });
});
