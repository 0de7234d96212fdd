import { draw, stable, stream } from '../../law/index.js';
import { testProjections } from '../../probe/index.js';
import {
  estimateAcrossMinibatches,
  PooledStatistic,
  SurrogateRows,
  surrogateStatistic,
} from '../../tail/index.js';
import { control, type Control } from '../../evidence/index.js';
import type { CellContext, CellCost } from '../claim.js';

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
/**
 * Scales of the anisotropic noise are third powers of normal numbers, which spread over some three decades.
 */
const cube = (x: number) => x * x * x;

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
  /**
   * Distance of the pooled statistic of anisotropic Gaussian noise from its surrogate, in standard errors.
   */
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

/** Independent Gaussian coordinates of very different scales. */
function anisotropicGaussianZ(seed: number): number {
  const scales = stream(seed, 'noise controls', 'scales').normals(pooledParameters);
  const values = stream(seed, 'noise controls', 'anisotropic');
  const row = () => values.normals(pooledParameters).map((value, i) => value * cube(Math.abs(scales[i])));
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

/** These worlds as those of a claim on networks. */
export const noiseWorlds = {
  worldSizes: () => null,
  makeWorlds: (_sizes: null, { seed }: CellContext) => runNoiseControls(seed),
};

/** What these worlds take, as measured. */
export const noiseWorldsCost: CellCost = { seconds: 3, bytes: 1 << 26 };

/** Gaussian noise passes the normality test; this share of its acceptance is far below. */
const farFromGaussian = 0.5;

/** What was measured in these worlds, as controls of a claim. */
export function controlsOf({ injected, injectedPooled, gaussianPooledZ }: NoiseControls): Control[] {
  const world = `Injected alpha-stable noise (alpha ${injectedAlpha})`;
  return [
    found(`${world} is found across minibatches`, injected),
    found(`${world} is found by the pooled statistic`, injectedPooled),
    control(
      'Injected alpha-stable noise fails the normality test',
      injected.acceptanceRatio < farFromGaussian,
      `acceptance is ${(100 * injected.acceptanceRatio).toFixed(0)} % of that of Gaussian noise`,
    ),
    control(
      'The pooled statistic of anisotropic Gaussian noise agrees with its surrogate',
      Math.abs(gaussianPooledZ) <= standardErrors,
      `${gaussianPooledZ.toFixed(1)} standard errors apart`,
    ),
  ];
}

function found(
  name: string,
  { inverse, standardError }: { readonly inverse: number; readonly standardError: number },
): Control {
  const distance = Math.abs(inverse - 1 / injectedAlpha) / standardError;
  return control(
    name,
    distance <= standardErrors,
    `tail index ${(1 / inverse).toFixed(3)}, ${distance.toFixed(1)} standard errors from ${injectedAlpha}`,
  );
}
