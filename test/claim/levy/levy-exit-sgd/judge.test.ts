import { describe, expect, it } from 'vitest';
import { powerOf, type FormName, type MeasuredEscape } from '#heavytail/claim/levy/levy-exit-sgd/forms';
import { contestOf } from '#heavytail/claim/levy/levy-exit-sgd/contest';
import { levyExitSgd } from '#heavytail/claim/levy/levy-exit-sgd/claim';
import type { WorldEscape } from '#heavytail/claim/levy/levy-exit-sgd/run';
import type { NoiseWorld } from '#heavytail/claim/levy/levy-exit-sgd/worlds';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { escapesOf } from './escapes.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };
const truth: Record<NoiseWorld, FormName> = {
  sgd: 'levy',
  gaussian: 'quasi-potential',
  heavy: 'levy',
  welsch: 'quasi-potential',
};

/** Escapes of each world; those of the law that it is known to have where none are given. */
function judged(given: Partial<Record<NoiseWorld, readonly MeasuredEscape[]>> = {}) {
  const escapes = (Object.keys(truth) as NoiseWorld[]).flatMap((world, seed): WorldEscape[] =>
    (given[world] ?? escapesOf(truth[world], seed)).map((escape) => ({ ...escape, world })),
  );
  return levyExitSgd.judge([{ escapes }], settings);
}

const partVerdicts = ({ parts }: ReturnType<typeof judged>) => parts!.map(({ verdict }) => verdict);
/** Iterations as a power of batch size over step size, with errors. */
const powerLaw = (power: number, error: number): MeasuredEscape[] =>
  escapesOf('levy', 5, error).map((escape, i) => ({
    ...escape,
    logIterations:
      power * Math.log(escape.batchSize / escape.stepSize) -
      Math.log(escape.batchSize) +
      error * Math.sin(7 * i),
  }));

describe('levy-exit-sgd', () => {
  it('is supported where iterations follow the Lévy form', () => {
    const evidence = judged();
    expect(evidence.verdict).toBe('supported');
    expect(partVerdicts(evidence)).toEqual(['supported', 'supported']);
    expect(evidence.statistics[0]!.value).toBeCloseTo(1.5, 1);
    expect(evidence.statistics).toHaveLength(5);
    expect(evidence.parts!.every(({ open }) => open === undefined)).toBe(true);
    // Errors of the Lévy form in all four worlds, and the slope.
    const [levy] = evidence.tables[0]!.rows;
    expect(levy!.filter((cell) => typeof cell === 'number')).toHaveLength(5);
    const steps = escapesOf('levy', 0).map(({ stepSize, largestCurvature }) => stepSize * largestCurvature);
    expect(evidence.reason).toContain(`from ${Math.min(...steps).toFixed(2)} of the largest one`);
    expect(evidence.reason).toContain('6 pairs of networks, with batch sizes of 1 to 8');
    expectFinite(evidence);
  });

  it.each<FormName>(['kramers', 'xie', 'log-barrier', 'quasi-potential'])(
    'is refuted where they follow %s',
    (law) => {
      const evidence = judged({ sgd: escapesOf(law, 1) });
      expect(evidence.verdict).toBe('refuted');
      expect(partVerdicts(evidence)[1]).toBe('refuted');
      expectFinite(evidence);
    },
  );

  it('is refuted by a power above 2 or below 1, though the Lévy form is the best', () => {
    for (const power of [2.6, 0.5]) {
      const evidence = judged({ sgd: powerLaw(power, 0.02) });
      expect(evidence.verdict).toBe('refuted');
      expect(partVerdicts(evidence)[0]).toBe('refuted');
    }
    expect(partVerdicts(judged({ sgd: powerLaw(1.9, 0.02) }))[0]).toBe('supported');
    expect(partVerdicts(judged({ sgd: powerLaw(1.1, 0.02) }))[0]).toBe('supported');
  });

  it('is undecided where a part is open, and says which', () => {
    const edge = judged({
      sgd: escapesOf('levy', 1, 1).map((escape) => ({
        ...escape,
        logIterations: escape.logIterations * 1.33,
      })),
    });
    expect(edge.verdict).toBe('undecided');
    expect(edge.open!.rule).toContain('the power of the step size');
    expect(edge.open!.needs).toContain('pairs of networks');
    const noise = judged({ sgd: escapesOf('levy', 1, 2.5) });
    expect(partVerdicts(noise)[1]).toBe('undecided');
    expect(noise.parts![1]!.open!.rule).toMatch(/^log error of .* against at least 0$/);
  });

  it('tells of the errors of the Lévy form and of the nearest other one', () => {
    expect(judged().reason).toContain('the Lévy form misses log iterations by 0.10 (root');
    const exact = judged({ sgd: escapesOf('kramers', 1) });
    expect(exact.reason).toContain('Kramers by 0.10');
    expect(judged({ sgd: escapesOf('xie', 1) }).reason).toContain('Xie by 0.10');
  });
});

it('finds the exponent of each group in its own wells', () => {
  const escapes = powerLaw(1.5, 0).map((escape) => ({
    ...escape,
    logIterations:
      escape.logIterations +
      (escape.group === 'a' ? Math.log(escape.batchSize / escape.stepSize) : 0) +
      0.01 * Math.sin(escape.stepSize * 1e4),
  }));
  const { exponents } = contestOf(escapes)!;
  expect(exponents).toHaveLength(6);
  exponents.forEach((exponent, i) => {
    expect(exponent).toBeCloseTo(i === 0 ? 2.5 : 1.5, 1);
  });
});

describe('escapes that are too few', () => {
  it('leave wells out that were left with fewer than three settings', () => {
    // Wells of one or two settings have no error around their mean, or hardly one.
    const few = escapesOf('levy', 1).filter(({ group, well, batchSize, stepSize }) => {
      if (group !== 'a') return true;
      return well === 'a, 0' && batchSize === 1 && stepSize < 0.15;
    });
    expect(few.filter(({ group }) => group === 'a')).toHaveLength(2);
    const evidence = judged({ sgd: few });
    expect(evidence.reason).toContain('5 pairs');
    const three = escapesOf('levy', 1).filter(
      ({ group, well, batchSize, stepSize }) =>
        group !== 'a' || (well === 'a, 0' && batchSize === 1 && stepSize < 0.25),
    );
    expect(judged({ sgd: three }).reason).toContain('6 pairs');
  });

  it('decide nothing with fewer than three pairs', () => {
    const groups = (names: string) => escapesOf('levy', 1).filter(({ group }) => names.includes(group));
    const { verdict, open, parts } = judged({ sgd: groups('ab') });
    expect(verdict).toBe('undecided');
    expect(parts).toBeUndefined();
    expect(open!.rule).toBe('too few lines between networks');
    expect(judged({ sgd: groups('abc') }).parts).toHaveLength(2);
  });
});

describe('a control that fails forbids the verdict', () => {
  const failed = (given: Parameters<typeof judged>[0]) => {
    const { verdict, reason } = judged(given);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed');
    return reason;
  };

  it('Gaussian noise, or bounded slopes, are taken for Lévy noise', () => {
    expect(failed({ gaussian: escapesOf('levy', 1) })).toContain('Gaussian noise on the same lines');
    expect(failed({ welsch: escapesOf('levy', 1) })).toContain('slopes are bounded');
  });

  it('the exponent is small though a form of Gaussian noise wins', () => {
    const weak = escapesOf('kramers', 1, 0).map((escape) => ({
      ...escape,
      logIterations: 0.01 * (escape.logIterations + Math.log(escape.stepSize)) - Math.log(escape.stepSize),
    }));
    failed({ gaussian: weak });
  });

  it('a power above 2 is not enough where the Lévy form wins', () => {
    failed({ welsch: powerLaw(2.6, 0.02) });
  });

  it('examples of infinite variance are not recognised', () => {
    expect(failed({ heavy: escapesOf('kramers', 1) })).toContain('infinite variance');
    failed({ heavy: powerLaw(1.8, 0.02) });
    failed({ heavy: powerLaw(1.2, 0.02) });
    expect(judged({ heavy: powerLaw(1.7, 0.02) }).verdict).toBe('supported');
  });

  it('a form of Gaussian noise wins though the exponent is near the index', () => {
    const slowed = (share: number) =>
      escapesOf('quasi-potential', 1, 0.02).map((escape) => ({
        ...escape,
        logIterations: share * (escape.logIterations + Math.log(escape.stepSize)) - Math.log(escape.stepSize),
      }));
    // The power is linear in the share.
    const [none, full] = [powerOf(slowed(0)), powerOf(slowed(1))];
    const heavy = slowed((1.5 - none) / (full - none));
    expect(powerOf(heavy)).toBeCloseTo(1.5, 6);
    expect(failed({ heavy })).toContain('infinite variance');
  });

  it('too few wells are left', () => {
    for (const world of ['gaussian', 'heavy', 'welsch'] as const) {
      expect(failed({ [world]: [] })).toContain('too few wells');
    }
  });
});
