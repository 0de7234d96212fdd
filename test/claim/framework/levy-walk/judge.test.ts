import { levyWalk } from '#heavytail/claim/framework/levy-walk/claim';
import type { SgdWalkResult } from '#heavytail/claim/framework/levy-walk/network';
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

/** The longer lags of the network: mean exponents of minibatches and of Gaussian noise, ±0.0018. */
interface Late {
  readonly minibatches: number;
  readonly gaussian: number;
}

/** Repetitions scatter in turn above and below; the interval of 24 with ±0.01 is ±0.0043. */
function judged(made: Readonly<Record<string, Made>>, late: Late = { minibatches: 0.6, gaussian: 0.5 }) {
  const paths = levyWalk
    .plan(settings)
    .filter((cell) => 'world' in cell)
    .map(({ world: name, replicate }): WalkResult => {
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
  const walks = [0, 1, 2, 3].flatMap((replicate) =>
    (['minibatches', 'gaussian'] as const).map((noise): SgdWalkResult => {
      const lateExponent = late[noise] + (replicate % 2 ? 0.001 : -0.001);
      const rest = { rawExponent: 0.5, inverse: 0.5, bipower: 1, logMedians: [0, 1] };
      return { noise, replicate, exponent: 0.5, lateExponent, ...rest } as SgdWalkResult;
    }),
  );
  return levyWalk.judge([...walks, ...paths], settings);
}

const flights = ['alpha 1.2', 'alpha 1.5', 'alpha 1.8'];
const still = ['Brownian', 'Gaussian surrogate of alpha 1.5'];

describe.each(flights)('a flight of %s', (name) => {
  it.each([
    [0.025, 'supported'],
    [-0.025, 'supported'],
    [0.027, 'undecided'],
    [-0.027, 'undecided'],
    [0.035, 'refuted'],
    [-0.035, 'refuted'],
  ])('spreads with an exponent off by %d: %s', (exponentOff, verdict) => {
    expect(judged({ [name]: { exponentOff } }).verdict).toBe(verdict);
  });

  it('has the index of its law, within a tenth', () => {
    const alpha = Number(name.slice('alpha '.length));
    for (const sign of [-1, 1]) {
      expect(judged({ [name]: { index: alpha + 0.099 * sign } }).verdict).toBe('supported');
      expect(judged({ [name]: { index: alpha + 0.101 * sign } }).verdict).toBe('refuted');
    }
    expect(judged({ [name]: { scatter: 0.2 } }).verdict).toBe('undecided');
    // 1/alpha that may be 0 or less bounds the index from below alone.
    const { verdict, parts } = judged({ [name]: { scatter: 3 } });
    expect(verdict).toBe('undecided');
    expect(parts!.find((part) => part.name === name)!.reason).toContain('Infinity');
  });
});

it('paths in a well are no part of the verdict', () => {
  const { verdict, parts } = judged({ 'alpha 1.5 in a well': { exponentOff: -0.3 } });
  expect(verdict).toBe('supported');
  expect(parts!.map(({ name }) => name).slice(0, -1)).toEqual(flights);
});

describe.each(still)('a control that fails forbids the verdict: %s', (name) => {
  const verdicts = (made: Made) => [
    judged({ [name]: made }).verdict,
    judged({ [name]: made, 'alpha 1.2': { exponentOff: 0.1 } }).verdict,
  ];

  it.each<[Made, boolean]>([
    [{ exponentOff: 0.025 }, true],
    [{ exponentOff: -0.025 }, true],
    [{ exponentOff: 0.027 }, false],
    [{ exponentOff: -0.027 }, false],
    [{ index: 1.91 }, true],
    [{ index: 1.89 }, false],
    [{ bipower: 0.951 }, true],
    [{ bipower: 0.949 }, false],
  ])('%o', (made, passes) => {
    expect(verdicts(made)).toEqual(passes ? ['supported', 'refuted'] : ['undecided', 'undecided']);
  });
});

describe('the noise of a network, which has no part in the verdict', () => {
  it.each([
    [0.533, 0.5, 'supported'],
    [0.531, 0.5, 'undecided'],
    [0.528, 0.5, 'refuted'],
    [0.472, 0.5, 'refuted'],
    [0.471, 0.5, 'undecided'],
    [0.6, 0.531, 'supported'],
    [0.6, 0.533, 'undecided'],
  ])('spreads at the longer lags with %d, Gaussian noise with %d: %s', (minibatches, gaussian, part) => {
    const { verdict, parts } = judged({}, { minibatches, gaussian });
    expect(parts!.at(-1)!.verdict).toBe(part);
    expect(verdict).toBe('supported');
  });
});
