import { stream } from 'heavytail/random';
import { draw, stable } from 'heavytail/stable';
import {
  comparePooled,
  gaussianSurrogate,
  PooledStatistic,
  SurrogateRows,
  surrogateStatistic,
} from 'heavytail/tail';
import { describe, expect, it } from 'vitest';
import { needs } from '../../needs.js';
import { centred, readNpy, reference } from '../npy.js';
import { anisotropicRows, centredWorld, rowsOf, type World } from '../surrogate/world.js';

function pooledOf(world: World) {
  const statistic = new PooledStatistic({ minibatches: world.rows, parameters: world.columns });
  for (const row of rowsOf(world)) statistic.add(row);
  return statistic.result();
}

function compare(world: World, key: number, surrogateRows: number) {
  const measured = pooledOf(world);
  const surrogate = new SurrogateRows({
    rows: surrogateRows,
    minibatches: world.rows,
    parameters: world.columns,
    stream: stream(23, 'surrogate', key),
  });
  for (const row of rowsOf(world)) surrogate.add(row);
  return comparePooled(measured, surrogateStatistic(surrogate.result(), measured));
}

describe('the standard error over rows', () => {
  it('is the deviation of the statistic over independent worlds', () => {
    const estimates = Array.from({ length: 400 }, (_, w) => pooledOf(anisotropicRows(24, 320, 1000 + w)));
    const inverses = estimates.map(({ inverse }) => inverse!);
    const mean = inverses.reduce((a, b) => a + b) / 400;
    const deviation = Math.sqrt(inverses.reduce((a, b) => a + (b - mean) ** 2, 0) / 399);
    const stated = Math.sqrt(estimates.reduce((a, e) => a + e.inverseStandardError! ** 2, 0) / 400);
    // A deviation of 400 values is known to 3.5 %; 5 of these, and centring, which is neglected.
    expect(Math.abs(deviation / stated - 1)).toBeLessThan(0.2);
  });
});

describe('comparePooled', () => {
  it('finds anisotropic Gaussian noise Gaussian', () => {
    const worlds = 200;
    let inside = 0;
    let looksHeavy = 0;
    for (let w = 0; w < worlds; w++) {
      const world = anisotropicRows(24, 320, 100 + w);
      const comparison = compare(world, w, 24);
      if (comparison.status !== 'ok') throw new Error(comparison.sentence);
      if (comparison.measured === 'inside') inside++;
      if (comparison.surrogate < 1.7) looksHeavy++;
    }
    // The statistic itself calls all of this heavy-tailed. At a coverage of 95 %, fewer than 172 of 200
    // worlds inside have probability 1e-6.
    expect(looksHeavy).toBe(worlds);
    expect(inside).toBeGreaterThanOrEqual(172);
  });

  it('has the width of the difference of two Gaussian draws', () => {
    const world = anisotropicRows(24, 320, 7);
    const measured = pooledOf(world);
    const surrogate = surrogateStatistic(
      new Array(5).fill(0).map((_, s) => Float32Array.from(stream(61, s).normals(320))),
      measured,
    );
    const comparison = comparePooled(measured, surrogate);
    if (comparison.status !== 'ok' || surrogate.status !== 'ok') throw new Error('no statistic');
    // t of 4 degrees at 0.975 is 2.776445; sd of a row = standard error times sqrt(5).
    const half = 2.776445 * surrogate.inverseStandardError * Math.sqrt(5) * Math.sqrt(1 / 24 + 1 / 5);
    expect((1 / comparison.surrogateLow - 1 / comparison.surrogate) / half).toBeCloseTo(1, 3);
  });

  it('explains independent stable entries by their sample covariance', () => {
    // Such noise has 1/alpha = 0.667, a Gaussian of one scale 0.5.
    const [rows, columns, worlds] = [60, 600, 20];
    let difference = 0;
    let measured = 0;
    for (let w = 0; w < worlds; w++) {
      const raw = draw(stable({ alpha: 1.5 }), rows * columns, stream(41, 'entries', w));
      const comparison = compare(centredWorld(rows, columns, raw), w, 60);
      if (comparison.status !== 'ok') throw new Error(comparison.sentence);
      difference += comparison.inverseDifference / worlds;
      measured += (1 / comparison.surrogate + comparison.inverseDifference) / worlds;
    }
    // 20 worlds of standard deviation 0.03 each: 5 of theirs are 0.034.
    expect(Math.abs(measured - 1 / 1.5)).toBeLessThan(0.04);
    expect(Math.abs(difference)).toBeLessThan(0.05);
  });

  it('passes on why there is no statistic', () => {
    const empty = pooledOf({ rows: 4, columns: 9, values: new Float32Array(36) });
    const comparison = comparePooled(empty, empty);
    expect(comparison.status).toBe('invalid');
  });
});

needs.dumps.describe('reference gradients', () => {
  it.each([
    'synthetic/sas_alpha1.5.npy',
    'synthetic/gaussian.npy',
    'synthetic/student_t3.npy',
    'synthetic/gaussian_lognormal_scales.npy',
    'real/mnist_fc3_w16_b50_it01000_grads.npy',
  ])('%s: the surrogate statistic agrees with an independent numpy implementation', (file) => {
    const noise = centred(readNpy(file));
    const measured = pooledOf(noise);
    const surrogate = gaussianSurrogate(noise, stream(71, file));
    const statistic = surrogateStatistic(rowsOf({ ...noise, values: surrogate }), measured);
    const truth = reference(file) as unknown as { gaussian_same_covariance: { alpha_pooled_paper: number } };
    // Both are one random draw: the reference states 0.08.
    expect(Math.abs(statistic.tailIndex! - truth.gaussian_same_covariance.alpha_pooled_paper)).toBeLessThan(
      0.08,
    );
  });
});
