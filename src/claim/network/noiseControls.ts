import { draw, stable, stream } from '../../law/index.js';
import { testProjections } from '../../probe/index.js';
import {
  estimateAcrossMinibatches,
  PooledStatistic,
  SurrogateRows,
  surrogateStatistic,
} from '../../tail/index.js';
import type { Control } from '../../evidence/index.js';

/**
 * Worlds in which the law of the noise is known, measured as the networks are: alpha-stable noise has
 * to be found, with its alpha, and anisotropic Gaussian noise must not be.
 */

export const injectedAlpha = 1.5;
/** A right estimate misses this many standard errors once in 370 times. */
const standardErrors = 3;

const minibatches = 1000;
const columns = 100;
const pooledRows = 300;
const pooledParameters = 3000;

/** JSON, as a cell's result has to be. */
export type NoiseControls = {
  /** Tail index of the injected noise across minibatches, in 1 / alpha. */
  readonly injected: {
    readonly inverse: number;
    readonly standardError: number;
    readonly acceptanceRatio: number;
  };
  /** The pooled statistic of the injected noise. */
  readonly injectedPooled: {
    readonly inverse: number;
    readonly standardError: number;
    /** How much heavier than its Gaussian surrogate's, in standard errors: the power of that comparison. */
    readonly surrogateZ: number;
  };
  /** Distance of the pooled statistic of anisotropic Gaussian noise from its surrogate, in standard errors. */
  readonly gaussianPooledZ: number;
};

/** Makes the worlds and measures them. */
export function runNoiseControls(seed: number): NoiseControls {
  const law = stable({ alpha: injectedAlpha });
  const values = draw(law, minibatches * columns, stream(seed, 'noise controls', 'injected'));
  const injected = { rows: minibatches, columns, values };
  const across = estimateAcrossMinibatches(injected);
  const projected = testProjections(injected, stream(seed, 'noise controls', 'projection test'));
  const stableRows = stream(seed, 'noise controls', 'pooled');
  const pooled = pooledBesideSurrogate(seed, 'injected', () => draw(law, pooledParameters, stableRows));
  if (across.status !== 'ok') throw new Error(`The control could not be measured: ${across.sentence}`);
  return {
    injected: {
      inverse: across.inverse,
      standardError: across.inverseStandardError,
      acceptanceRatio: projected.acceptance / projected.expected,
    },
    injectedPooled: pooled,
    gaussianPooledZ: anisotropicGaussianZ(seed),
  };
}

/** Independent Gaussian coordinates whose scales spread over some three decades. */
function anisotropicGaussianZ(seed: number): number {
  const scales = stream(seed, 'noise controls', 'scales').normals(pooledParameters);
  const values = stream(seed, 'noise controls', 'anisotropic');
  const row = () => values.normals(pooledParameters).map((value, i) => value * Math.abs(scales[i]) ** 3);
  return pooledBesideSurrogate(seed, 'anisotropic', row).surrogateZ;
}

/** The pooled statistic of rows that `nextRow` makes, and its distance from the surrogate's. */
function pooledBesideSurrogate(seed: number, world: string, nextRow: () => Float64Array) {
  const shape = { minibatches: pooledRows, parameters: pooledParameters };
  const pooled = new PooledStatistic(shape);
  const random = stream(seed, 'noise controls', 'surrogate', world);
  const surrogateRows = new SurrogateRows({ ...shape, rows: pooledRows, stream: random });
  for (let row = 0; row < pooledRows; row++) {
    const gradient = Float32Array.from(nextRow());
    pooled.add(gradient);
    surrogateRows.add(gradient);
  }
  const measured = pooled.result();
  const gaussian = surrogateStatistic(surrogateRows.result(), measured);
  if (measured.status !== 'ok' || gaussian.status !== 'ok') {
    throw new Error(`The control could not be measured: ${measured.sentence ?? gaussian.sentence}`);
  }
  return {
    inverse: measured.inverse,
    standardError: measured.inverseStandardError,
    surrogateZ: (measured.inverse - gaussian.inverse) / (gaussian.inverseStandardError * Math.SQRT2),
  };
}

/** The worlds' measurements as controls of a claim. */
export function controlsOf(controls: NoiseControls): Control[] {
  const { injected, injectedPooled, gaussianPooledZ } = controls;
  const distance = (estimate: { inverse: number; standardError: number }) =>
    Math.abs(estimate.inverse - 1 / injectedAlpha) / estimate.standardError;
  const found = (name: string, estimate: { inverse: number; standardError: number }): Control => ({
    name,
    passed: distance(estimate) <= standardErrors,
    value: `tail index ${(1 / estimate.inverse).toFixed(3)}, ${distance(estimate).toFixed(1)} standard errors from ${injectedAlpha}`,
  });
  return [
    found(`Injected alpha-stable noise (alpha ${injectedAlpha}) is found across minibatches`, injected),
    found(
      `Injected alpha-stable noise (alpha ${injectedAlpha}) is found by the pooled statistic`,
      injectedPooled,
    ),
    {
      name: 'Injected alpha-stable noise fails the normality test',
      passed: injected.acceptanceRatio < 0.5,
      value: `acceptance is ${(100 * injected.acceptanceRatio).toFixed(0)} % of that of Gaussian noise`,
    },
    {
      name: 'The pooled statistic of anisotropic Gaussian noise agrees with its surrogate',
      passed: Math.abs(gaussianPooledZ) <= standardErrors,
      value: `${gaussianPooledZ.toFixed(1)} standard errors apart`,
    },
  ];
}
