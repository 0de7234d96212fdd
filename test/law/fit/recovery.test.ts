import {
  draw,
  fitPareto,
  generalisedPareto,
  laplace,
  logDensity,
  logNormal,
  normal,
  normalInverseGaussian,
  pareto,
  stream,
  studentT,
  type Law,
} from 'heavytail/law';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { fitted, parametersOf } from './fits.js';

describe('against scipy', () => {
  const { cases } = JSON.parse(
    readFileSync(new URL('../../reference/neighbour-fits.json', import.meta.url), 'utf8'),
  ) as { cases: { name: string; sample: number[]; parameters: number[]; logLikelihood: number }[] };

  /** scipy's parameters (shapes, location, scale) of a law. */
  function asScipy(law: Law): number[] {
    switch (law.family) {
      case 'student-t':
        return [law.degrees, law.location, law.scale];
      case 'generalised-pareto':
        return [law.shape, law.threshold, law.scale];
      case 'normal-inverse-gaussian':
        return [law.steepness * law.scale, law.asymmetry * law.scale, law.location, law.scale];
      case 'normal':
        return [law.mean, law.deviation];
      case 'laplace':
        return [law.location, law.scale];
      case 'log-normal':
        return [law.logDeviation, 0, Math.exp(law.logMean)];
      default:
        throw new Error(law.family);
    }
  }

  it.each(cases)('$name has the same maximum', ({ name, sample, parameters, logLikelihood }) => {
    const { law, logLikelihood: found } = fitted(`fit${name[0].toUpperCase()}${name.slice(1)}`, sample);
    // scipy's search follows values, whose rounding hides errors of about 1e-7 of a parameter.
    asScipy(law).forEach((value, i) => {
      expect(Math.abs(value - parameters[i])).toBeLessThan(2e-5 * Math.max(1, Math.abs(parameters[i])));
    });
    expect(Math.abs(found - logLikelihood)).toBeLessThan(1e-8 * Math.abs(logLikelihood));
    expect(found).toBeGreaterThan(logLikelihood - 1e-9 * Math.abs(logLikelihood));
  });
});

/**
 * Points of each of 60 samples: more when HEAVYTAIL_SLOW_TESTS is 1, and where errors are far from normal
 * with fewer.
 */
const spreadPoints = (name: string) =>
  process.env.HEAVYTAIL_SLOW_TESTS === '1' || name === 'fitNormalInverseGaussian' ? 3000 : 1000;

const recovered: [string, Law][] = [
  ['fitNormal', normal({ mean: 3, deviation: 2 })],
  ['fitLaplace', laplace({ scale: 2, location: -1 })],
  ['fitStudentT', studentT({ degrees: 0.8, location: 1, scale: 2 })],
  ['fitStudentT', studentT({ degrees: 5, location: 1, scale: 2 })],
  ['fitNormalInverseGaussian', normalInverseGaussian({ steepness: 0.05, scale: 2 })],
  ['fitNormalInverseGaussian', normalInverseGaussian({ steepness: 1.5, asymmetry: -0.5, scale: 2 })],
  ['fitNormalInverseGaussian', normalInverseGaussian({ steepness: 1, asymmetry: 0.95, location: 4 })],
  ['fitGeneralisedPareto', generalisedPareto({ shape: -0.3, scale: 2 })],
  ['fitGeneralisedPareto', generalisedPareto({ shape: 0, scale: 2 })],
  ['fitGeneralisedPareto', generalisedPareto({ shape: 0.8, scale: 2 })],
  ['fitLogNormal', logNormal({ logMean: 2, logDeviation: 3 })],
];

describe('recovery', () => {
  // Normal errors at n = 10,000; every parameter within the limit that is passed once in a million times.
  it.each(recovered)('%s of %j is within the normal limit of its errors', (name, truth) => {
    const sample = draw(truth, 10_000, stream(1, 'recovery', name));
    const { law, standardErrors, logLikelihood } = fitted(name, sample);
    expect(law.family).toBe(truth.family);
    for (const [parameter, error] of Object.entries(standardErrors!)) {
      const z = (parametersOf(law)[parameter] - parametersOf(truth)[parameter]) / error;
      expect(Math.abs(z), parameter).toBeLessThan(normalLimit);
    }
    const likelihoodOf = (of: Law) => logDensity(of, sample).reduce((sum, x) => sum + x, 0);
    expect(Math.abs(logLikelihood / likelihoodOf(law) - 1)).toBeLessThan(1e-11);
    // Twice the gain over the truth is chi-square with at most 4 degrees: above 33.4 once in a million.
    const gain = logLikelihood - likelihoodOf(truth);
    expect(gain).toBeGreaterThan(-1e-6);
    expect(2 * gain).toBeLessThan(33.4);
  });

  it('of a Pareto law: tail index within the normal limit, minimum above the truth by a few errors', () => {
    const truth = pareto({ tailIndex: 1.5, minimum: 3 });
    const result = fitPareto(draw(truth, 10_000, stream(1, 'recovery', 'pareto')));
    if (!result.converged) throw new Error(result.sentence);
    const { law, standardErrors } = result;
    expect(Math.abs(law.tailIndex - 1.5) / standardErrors!.tailIndex).toBeLessThan(normalLimit);
    // The excess over the truth is exponential: above 13.8 errors once in a million.
    expect(law.minimum).toBeGreaterThan(3);
    expect((law.minimum - 3) / standardErrors!.minimum).toBeLessThan(13.8);
  });

  it.each(recovered.filter(([, law]) => law.family !== 'log-normal').slice(2))(
    'standard errors of %s of %j are the spread of fits',
    (name, truth) => {
      const results = Array.from({ length: 60 }, (_, i) =>
        fitted(name, draw(truth, spreadPoints(name), stream(2, 'spread', i))),
      );
      for (const parameter of Object.keys(results[0].standardErrors!)) {
        const values = results.map(({ law }) => parametersOf(law)[parameter]);
        const errors = results.map(({ standardErrors }) => standardErrors![parameter]);
        // Logarithms of what is positive are more nearly normal.
        const inLogs = values.every((x) => x > 0);
        const found = inLogs ? values.map(Math.log) : values;
        const stated = (inLogs ? errors.map((x, i) => x / values[i]) : errors).sort((a, b) => a - b)[30];
        const mean = found.reduce((sum, x) => sum + x, 0) / 60;
        const spread = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 59);
        // A sample deviation of 60 normal values is known to 1/sqrt(118) = 9 %; 15 % more for so few points.
        expect(Math.abs(spread / stated - 1), parameter).toBeLessThan(normalLimit * 0.092 + 0.15);
      }
    },
  );
});
