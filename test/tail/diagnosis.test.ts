import { diagnose } from 'heavytail/tail';
import { draw, laplace, normal, stable, stream, studentT, type Law, type Stream } from 'heavytail/law';
import { describe, expect, it } from 'vitest';
import { needs } from '../needs.js';
import { centred, readNpy } from './npy.js';

/** Worlds of known law: rows are minibatches. Where HEAVYTAIL_SLOW_TESTS is 1 they are larger, and files have more laws. */
const slow = process.env.HEAVYTAIL_SLOW_TESTS === '1';
const [rows, columns] = slow ? [1000, 120] : [500, 20];
const independent = (law: Law) => (source: Stream) => draw(law, rows * columns, source);
const gaussian = independent(normal());

const worlds: readonly [string, (source: Stream) => Float64Array, string][] = [
  ['isotropic Gaussian', gaussian, 'gaussian'],
  [
    'Gaussian of scales e^{±1.5}',
    (source) => {
      const scales = draw(normal(), columns, source).map((z) => Math.exp(1.5 * z));
      return gaussian(source).map((x, i) => x * scales[i % columns]);
    },
    'gaussian-anisotropic',
  ],
  [
    'Gaussian, correlated',
    (source) => {
      const values = gaussian(source);
      for (let i = 0; i < values.length; i++) if (i % columns > 0) values[i] += 0.95 * values[i - 1];
      return values;
    },
    'gaussian-anisotropic',
  ],
  [
    'Gaussian, half dead',
    (source) => gaussian(source).map((x, i) => (i % 2 ? x : 0)),
    'gaussian-anisotropic',
  ],
  ['stable of alpha 1.8', independent(stable({ alpha: 1.8 })), 'alpha-stable'],
  ['stable of alpha 1.5', independent(stable({ alpha: 1.5 })), 'alpha-stable'],
  [
    'elliptically stable of alpha 1.5',
    (source) => {
      const positive = stable({
        alpha: 0.75,
        beta: 1,
        scale: Math.cos((Math.PI * 0.75) / 2) ** (1 / 0.75),
        parameterization: 'S1',
      });
      const factors = draw(positive, rows, source);
      return gaussian(source).map((x, i) => x * Math.sqrt(factors[Math.floor(i / columns)]));
    },
    'alpha-stable',
  ],
  ["Student's t of 3 degrees", independent(studentT({ degrees: 3 })), 'heavy-tailed'],
  ['Laplace', independent(laplace()), 'heavy-tailed'],
  ['uniform', (source) => source.uniforms(rows * columns), 'light-tailed'],
  [
    'Gaussian of a scale that drifts',
    (source) => gaussian(source).map((x, i) => x * Math.exp((2 * i) / (rows * columns))),
    'gaussian',
  ],
];

describe('diagnose', () => {
  it.each(worlds)('%s', (name, make, expected) => {
    const { verdict, sentence } = diagnose({ rows, columns, values: make(stream(1, name)) }, stream(2));
    expect(verdict, sentence).toBe(expected);
    expect(sentence).toMatch(/\d.*\.$/);
  });

  it('says that few minibatches do not decide', () => {
    const few = (n: number) =>
      diagnose({ rows: n, columns: 2, values: draw(normal(), 2 * n, stream(1)) }, stream(2));
    expect(few(10)).toMatchObject({ verdict: 'not-enough-data', sentence: /^10 minibatches; at least 20/ });
    expect(few(40)).toMatchObject({ verdict: 'not-enough-data', sentence: /^40 minibatches do not decide/ });
  });

  it('says that there is no noise', () => {
    const dead = diagnose({ rows: 50, columns: 3, values: new Float64Array(150) }, stream(1));
    expect(dead).toMatchObject({ verdict: 'invalid', sentence: /exactly zero/ });
    const sparse = new Float64Array(150).map((_, i) => (i % 7 === 0 ? i + 1 : 0));
    expect(diagnose({ rows: 50, columns: 3, values: sparse }, stream(1)).verdict).toBe('not-enough-data');
  });

  it('does not take rounding, one minibatch or sizes beyond float32 for heavy tails', () => {
    const values = draw(normal(), 300 * 40, stream(1, 'hostile'));
    const of = (change: (x: number, i: number) => number) =>
      diagnose({ rows: 300, columns: 40, values: values.map(change) }, stream(2));
    // float32 numbers near 1000 are 6e-5 apart.
    expect(of((x) => Math.fround(1000 + 2e-5 * x))).toMatchObject({ verdict: 'invalid', sentence: /grid/ });
    expect(of((x) => Math.fround(1000 + 1e-2 * x)).verdict).toMatch(/^gaussian/);
    const oneRow = of((x, i) => (i < 40 ? 1e6 * x : x));
    expect(oneRow).toMatchObject({ verdict: 'not-enough-data', sentence: /rest on one minibatch alone/ });
    expect(of((x) => 1e200 * x)).toMatchObject({ verdict: 'invalid', sentence: /Multiply/ });
    expect(of((x) => 1e-45 * x)).toMatchObject({ verdict: 'invalid', sentence: /Multiply/ });
    expect(of((_, i) => values[i % 40])).toMatchObject({ verdict: 'invalid' });
    for (const unit of [1e-25, 1e12]) expect(of((x) => unit * x).verdict).toMatch(/^gaussian/);
  });

  it('gives the same evidence again from the same stream', () => {
    const values = draw(studentT({ degrees: 4 }), 100 * 10, stream(1, 'again'));
    const twice = [1, 2].map(() => diagnose({ rows: 100, columns: 10, values }, stream(3)));
    expect(twice[0]).toEqual(twice[1]);
  });
});

needs.dumps.describe('diagnose on recorded gradients', () => {
  const files: [string, RegExp][] = [
    ['synthetic/gaussian.npy', /^gaussian$/],
    ['synthetic/gaussian_lognormal_scales.npy', /^gaussian-anisotropic$/],
  ];
  if (slow) {
    files.push(
      ['synthetic/sas_alpha1.5.npy', /alpha-stable|heavy-tailed/],
      ['synthetic/student_t3.npy', /^heavy-tailed$/],
    );
  }
  it.each(files)('tells the law of %s', (file, expected) => {
    const { verdict, sentence } = diagnose(readNpy(file), stream(1));
    expect(verdict, sentence).toMatch(expected);
  });

  it("finds real gradient noise heavier than Gaussian, the published statistic no lower than its surrogate's", () => {
    const gradients = readNpy('real/mnist_fc3_w16_b50_it01000_grads.npy');
    const { evidence } = diagnose(centred(gradients), stream(1));
    expect(evidence.pooled).toMatchObject({ status: 'ok', measured: 'inside' });
    expect(Math.max(...evidence.families.map(({ tailWeight }) => tailWeight.z))).toBeGreaterThan(4);
  });
});
