import {
  density,
  distribution,
  draw,
  generalisedPareto,
  laplace,
  logDensity,
  logDistribution,
  logNormal,
  logSurvival,
  mean,
  median,
  normal,
  normalInverseGaussian,
  pareto,
  quantile,
  stable,
  stream,
  studentT,
  support,
  survival,
  survivalQuantile,
  variance,
  type Law,
} from 'heavytail/law';
import * as ofStable from 'heavytail/stable';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kolmogorovLimit } from '../falseAlarm.js';
import { kolmogorovDistance } from '../kolmogorov.js';

interface Row {
  readonly law: string;
  readonly parameters: Record<string, number>;
  readonly x: number;
  /** Of density, distribution and survival. */
  readonly logs: readonly [number, number, number];
}
const rows = ['neighbour-laws', 'normal-inverse-gaussian'].flatMap(
  (name) =>
    (
      JSON.parse(readFileSync(new URL(`../reference/${name}.json`, import.meta.url), 'utf8')) as {
        rows: Row[];
      }
    ).rows,
);

const constructors: Record<string, (parameters: never) => Law> = {
  generalisedPareto,
  laplace,
  logNormal,
  normal,
  normalInverseGaussian,
  pareto,
  studentT,
};

/** The parameter that must be positive. */
const scales: Record<string, string> = { normal: 'deviation', logNormal: 'logDeviation', pareto: 'minimum' };

describe.each(Object.keys(constructors))('%s', (name) => {
  const make = constructors[name] as (parameters: Record<string, number>) => Law;
  const own = rows.filter((row) => row.law === name);

  it('has the density and both tails of the table', () => {
    expect(own.length).toBeGreaterThan(30);
    for (const { parameters, x, logs } of own) {
      const law = make(parameters);
      const found = [logDensity(law, [x]), logDistribution(law, [x]), logSurvival(law, [x])];
      logs.forEach((expected, i) => {
        // 1e-12 of the value; a logarithm beyond -700 is itself rounded to more than 1e-13 and is held to 1e-14.
        // One close to 0 is the other tail's probability with a minus sign: relative, too.
        const tolerance = Math.min(1e-12, Math.abs(expected) * 1e-10) + 1e-14 * Math.abs(expected);
        const error = Math.abs(found[i][0] - expected);
        expect(error, `${JSON.stringify({ parameters, x, i })}`).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it('has quantiles that invert both tails', () => {
    const distinct = new Map(own.map(({ parameters }) => [JSON.stringify(parameters), parameters]));
    for (const parameters of distinct.values()) {
      const law = make(parameters);
      for (const p of [1e-300, 1e-100, 1e-20, 1e-3, 0.3, 0.5, 0.7, 0.999]) {
        for (const [inverse, tail] of [
          [quantile, distribution],
          [survivalQuantile, survival],
        ] as const) {
          const [x] = inverse(law, [p]);
          if (!Number.isFinite(x)) continue;
          // The point is rounded, which at an end of the support other than 0 is felt more than anything else.
          const [found, below, above] = tail(law, [x, x * (1 - 3e-16), x * (1 + 3e-16)]);
          const what = JSON.stringify({ parameters, p, inverse: inverse.name });
          expect(Math.abs(found - p), what).toBeLessThan(1e-11 * p + Math.abs(below - above));
        }
      }
    }
  });

  it('draws from its own distribution', () => {
    const n = 20_000;
    for (const parameters of [own[0].parameters, own[own.length - 1].parameters]) {
      const law = make(parameters);
      const draws = draw(law, n, stream(1, 'law', name));
      const distance = kolmogorovDistance(draws, (x) => distribution(law, [x])[0]);
      expect(distance).toBeLessThan(kolmogorovLimit(n));
    }
  });

  it('refuses what is no law, no point and no probability', () => {
    const law = make(own[0].parameters);
    expect(() => density(law, [NaN])).toThrow(RangeError);
    expect(() => quantile(law, [1.1])).toThrow(RangeError);
    const scale = scales[name] ?? 'scale';
    expect(() => make({ ...own[0].parameters, [scale]: 0 })).toThrow(/must be positive and finite/);
  });
});

it('moves and stretches: the density at location + scale z is that at z over the scale', () => {
  expect(density(laplace({ location: 3, scale: 4 }), [7])[0]).toBeCloseTo(Math.exp(-1) / 8, 14);
  expect(quantile(normal({ mean: 3, deviation: 4 }), [0.5])[0]).toBe(3);
  expect(survivalQuantile(generalisedPareto({ shape: 1, scale: 4, threshold: 3 }), [0.5])[0]).toBe(7);
  expect(survivalQuantile(pareto({ tailIndex: 1, minimum: 3 }), [0.5])[0]).toBeCloseTo(6, 14);
});

describe('every law', () => {
  const laws: Law[] = [
    stable({ alpha: 1.5, beta: 0.5 }),
    normal(),
    studentT({ degrees: 3 }),
    laplace(),
    normalInverseGaussian({ steepness: 2, asymmetry: 1 }),
    generalisedPareto({ shape: -0.5, scale: 2 }),
    logNormal(),
    pareto({ tailIndex: 3, minimum: 2 }),
  ];
  it.each(laws)('is a plain frozen value that survives copies: $family', (law) => {
    expect(Object.isFrozen(law)).toBe(true);
    for (const copy of [structuredClone(law), JSON.parse(JSON.stringify(law)) as Law]) {
      expect(copy).toEqual(law);
      expect(quantile(copy, [0.1, 0.9])).toEqual(quantile(law, [0.1, 0.9]));
    }
  });
  it('of a stable family computes what the stable functions do', () => {
    const law = stable({ alpha: 1.3, beta: -0.4, scale: 3, location: 1 });
    const points = [-Infinity, -5, 0.3, 1e10, Infinity];
    for (const name of ['density', 'distribution', 'survival'] as const) {
      expect({ density, distribution, survival }[name](law, points)).toEqual(ofStable[name](law, points));
    }
    expect(draw(law, 9, stream(1, 'same'))).toEqual(ofStable.draw(law, 9, stream(1, 'same')));
    expect(support(law)).toEqual(ofStable.support(law));
    expect([mean(law), median(law), variance(law)]).toEqual([
      ofStable.mean(law),
      ofStable.median(law),
      ofStable.variance(law),
    ]);
  });
  it('must be of a family that is known', () => {
    expect(() => density({ family: 'gamma' } as unknown as Law, [1])).toThrow(
      /The family of the law is gamma/,
    );
  });
});

describe('supports and moments', () => {
  it('has exact ends and the densities there', () => {
    const bounded = generalisedPareto({ shape: -0.5, scale: 2, threshold: 1 });
    expect(support(bounded)).toEqual([1, 5]);
    expect(support(generalisedPareto({ shape: 0 }))).toEqual([0, Infinity]);
    expect(density(bounded, [0.999, 1, 5, 5.001])).toEqual(Float64Array.of(0, 0.5, 0, 0));
    expect([...survival(bounded, [0, 1, 5, 6])]).toEqual([1, 1, 0, 0]);
    const law = pareto({ tailIndex: 2.5, minimum: 0.3 });
    expect(support(law)).toEqual([0.3, Infinity]);
    expect(density(law, [0.2999, 0.3])[0]).toBe(0);
    expect(density(law, [0.3])[0]).toBeCloseTo(2.5 / 0.3, 13);
    expect([...distribution(law, [-1, 0.3])]).toEqual([0, 0]);
    expect(support(logNormal())).toEqual([0, Infinity]);
    expect([...density(logNormal(), [-1, 0, Infinity])]).toEqual([0, 0, 0]);
    expect(support(studentT({ degrees: 2 }))).toEqual([-Infinity, Infinity]);
  });
  it('of a location and a scale far from 1 keep their place', () => {
    expect(support(pareto({ tailIndex: 0.5, minimum: 1e-300 }))).toEqual([1e-300, Infinity]);
    expect(logSurvival(pareto({ tailIndex: 0.5, minimum: 1e-300 }), [1e300])[0]).toBeCloseTo(
      -300 * Math.LN10,
      10,
    );
  });
  it.each([
    [normal({ mean: 3, deviation: 2 }), 3, 4],
    [laplace({ location: 1, scale: 3 }), 1, 18],
    [normalInverseGaussian({ steepness: 5, asymmetry: 4, scale: 3, location: 1 }), 5, 75 / 27],
    [studentT({ degrees: 1, location: 5 }), undefined, Infinity],
    [studentT({ degrees: 2, location: 5 }), 5, Infinity],
    [studentT({ degrees: 6, location: 5, scale: 2 }), 5, 6],
    [generalisedPareto({ shape: 0.25, scale: 3, threshold: 1 }), 5, 32],
    [generalisedPareto({ shape: 1 }), Infinity, Infinity],
    [pareto({ tailIndex: 3, minimum: 2 }), 3, 3],
    [pareto({ tailIndex: 1 }), Infinity, Infinity],
    [logNormal({ logDeviation: Math.sqrt(Math.LN2) }), Math.SQRT2, 2],
  ])('%j has mean and variance in closed form', (law, expectedMean, expectedVariance) => {
    const found = mean(law);
    if (expectedMean === undefined) expect(found).toBeUndefined();
    else if (expectedMean === Infinity) expect(found).toBe(Infinity);
    else expect(found).toBeCloseTo(expectedMean, 12);
    if (expectedVariance === Infinity) expect(variance(law)).toBe(Infinity);
    else expect(variance(law)).toBeCloseTo(expectedVariance, 12);
  });
});
