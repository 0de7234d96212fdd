import { levyWalk } from '#heavytail/claim/framework/levy-walk/claim';
import { doublings, worlds, type WalkResult } from '#heavytail/claim/framework/levy-walk/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';

const settings = { ...settingsOf('quick'), dataset: 'none' };

/** What differs from the truth in a world: means over repetitions. */
interface Made {
  readonly exponentOff?: number;
  readonly index?: number;
  readonly bipower?: number;
  /** Of 1/alpha, in turn above and below. */
  readonly scatter?: number;
}

/** Repetitions scatter in turn above and below; the interval of 96 with ±0.01 is ±0.0033. */
function judged(made: Readonly<Record<string, Made>>) {
  const paths = levyWalk.plan(settings).map(({ world: name, replicate }): WalkResult => {
    const { alpha, surrogate } = worlds.find((known) => known.name === name)!;
    const { exponentOff = 0, index, bipower, scatter = 0 } = made[name] ?? {};
    const sign = replicate % 2 ? 1 : -1;
    const gaussian = surrogate === true || alpha === 2;
    const exponent = (gaussian ? 0.5 : 1 / alpha) + exponentOff + 0.01 * sign;
    return {
      world: name,
      exponent,
      inverse: 1 / (index ?? (gaussian ? 2 : alpha)) + scatter * sign,
      variation: exponent - 1,
      bipower: bipower ?? (gaussian ? 1 : 0.1),
      logMedians: Array.from({ length: doublings + 1 }, (_, k) => exponent * k * Math.LN2),
    };
  });
  return levyWalk.judge(paths, settings);
}

const flights = ['alpha 1.2', 'alpha 1.5', 'alpha 1.8'];
const still = ['Brownian', 'Gaussian surrogate of alpha 1.5'];

describe.each(flights)('a flight of %s', (name) => {
  it.each([
    [0.036, 'supported'],
    [-0.036, 'supported'],
    [0.039, 'undecided'],
    [-0.039, 'undecided'],
    [0.045, 'refuted'],
    [-0.045, 'refuted'],
  ])('spreads with an exponent off by %d: %s', (exponentOff, verdict) => {
    expect(judged({ [name]: { exponentOff } }).verdict).toBe(verdict);
  });

  it('has the index of its law, within 0.15', () => {
    const alpha = Number(name.slice('alpha '.length));
    for (const sign of [-1, 1]) {
      expect(judged({ [name]: { index: alpha + 0.149 * sign } }).verdict).toBe('supported');
      expect(judged({ [name]: { index: alpha + 0.151 * sign } }).verdict).toBe('refuted');
    }
    expect(judged({ [name]: { scatter: 0.4 } }).verdict).toBe('undecided');
    // 1/alpha that may be 0 or less bounds the index from below alone.
    const { verdict, parts } = judged({ [name]: { scatter: 3 } });
    expect(verdict).toBe('undecided');
    const part = parts!.find((one) => one.name === name)!;
    expect(part.reason).toContain('Infinity');
    expect(part.open!.rule).toContain(`1/alpha of the increments, ${name}`);
    expect(part.open!.needs).toContain('repetitions');
  });
});

it('paths in a well are no part of the verdict', () => {
  const { verdict, parts } = judged({ 'alpha 1.5 in a well': { exponentOff: -0.3 } });
  expect(verdict).toBe('supported');
  expect(parts!.map(({ name }) => name)).toEqual(flights);
});

describe.each(still)('a control that fails forbids the verdict: %s', (name) => {
  const verdicts = (made: Made) => [
    judged({ [name]: made }).verdict,
    judged({ [name]: made, 'alpha 1.2': { exponentOff: 0.1 } }).verdict,
  ];

  it.each<[Made, boolean]>([
    [{ exponentOff: 0.036 }, true],
    [{ exponentOff: -0.036 }, true],
    [{ exponentOff: 0.039 }, false],
    [{ exponentOff: -0.039 }, false],
    [{ index: 1.86 }, true],
    [{ index: 1.84 }, false],
    [{ bipower: 0.951 }, true],
    [{ bipower: 0.949 }, false],
  ])('%o', (made, passes) => {
    expect(verdicts(made)).toEqual(passes ? ['supported', 'refuted'] : ['undecided', 'undecided']);
  });
});
