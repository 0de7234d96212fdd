import { minibatchAveraging } from '#heavytail/claim/framework/minibatch-averaging/claim';
import type { Worlds } from '#heavytail/claim/framework/minibatch-averaging/run';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

/** Columns that a made-up slope is a mean over, in turn above and below it. */
const columns = 40;

/** Slopes by range of b. */
function slopes(means: readonly number[], scatter = 0.002) {
  return means.map((mean, range) =>
    // Ranges are out of step, so that they are not paired.
    Array.from({ length: columns }, (_, column) => mean + ((column >> range) % 2 ? scatter : -scatter)),
  );
}
type Slopes = ReturnType<typeof slopes>;

const generalised = slopes([-0.33, -0.33, -0.33]);
const bent = slopes([0.1, -0.3, -0.49]);
const gaussian = slopes([-0.5, -0.5, -0.5]);

/** What the claim says where each setting has these slopes. */
function judged(seen: readonly Slopes[], worlds: Partial<Worlds> = {}) {
  const network = { ...smallNetwork, coordinates: columns, directions: columns, draws: 1000 };
  const looks = seen.map((own, i) => ({
    family: i % 2 ? ('directions' as const) : ('coordinates' as const),
    iteration: 100 * (i >> 1),
    slopes: own,
  }));
  return minibatchAveraging.judge(
    [
      { kind: 'network', network, looks },
      { kind: 'worlds', worlds: { stable: generalised, mixture: bent, gaussian, ...worlds } },
    ],
    { ...settingsOf('smoke'), dataset: 'procedural-digits' },
  );
}

const verdicts = (seen: readonly Slopes[]) => judged(seen).parts!.map(({ verdict }) => verdict);

describe('minibatch-averaging is decided', () => {
  it('as supported where every slope is one that is not classical, refuted where one is classical', () => {
    const evidence = judged([generalised, generalised]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    expect(judged([generalised, gaussian]).verdict).toBe('refuted');
    expect(judged([bent, bent]).verdict).toBe('refuted');
  });

  it('with a scope by range of b', () => {
    expect(judged([bent, gaussian]).scope).toBe(
      'of 2 settings, b 2 to 20: slower in 1, classical in 1; b 20 to 200: slower in 1, classical in 1; ' +
        'b 200 to 2000: slower in 0, classical in 2',
    );
  });

  // The intervals of two settings, of 99.5 %, reach about 0.001.
  it.each([
    [-0.448, 'supported'],
    [-0.4505, 'undecided'],
    [-0.452, 'refuted'],
    [-0.548, 'refuted'],
    [-0.552, 'undecided'],
  ])('by a slope of %d at the largest b: %s', (slope, verdict) => {
    expect(verdicts([slopes([-0.4, -0.4, slope]), generalised])[0]).toBe(verdict);
  });

  it.each([
    [0.098, 'supported'],
    [0.1, 'undecided'],
    [0.102, 'refuted'],
    [-0.102, 'refuted'],
  ])('by a bend of %d: %s', (bend, verdict) => {
    expect(verdicts([slopes([-0.3, 0, -0.3 - bend]), generalised])[1]).toBe(verdict);
  });

  it('with what would decide it where it is open', () => {
    expect(judged([slopes([-0.4, -0.4, -0.4505])]).open!.rule).toContain('slope, b 200 to 2000, coordinates');
    expect(judged([slopes([-0.56, -0.56, -0.56])]).open!.needs).toContain('another theorem');
    const few = judged([slopes([-0.33])]);
    expect(few.verdict).toBe('undecided');
    expect(few.open!.rule).toContain('only b 2 to 20');
  });
});

describe('a control that fails forbids the verdict', () => {
  it.each([
    ['stable noise is found classical', { stable: slopes([-0.33, -0.33, -0.48]) }],
    ['stable noise is found bent', { stable: slopes([-0.1, -0.3, -0.3]) }],
    ['stable noise is left open', { stable: slopes([-0.33, -0.33, -0.33], 0.5) }],
    ['the mixture is not found classical', { mixture: slopes([0.1, -0.3, -0.4]) }],
    ['the mixture is not found bent', { mixture: slopes([-0.48, -0.49, -0.5]) }],
    ['Gaussian noise is not found classical', { gaussian: slopes([-0.4, -0.4, -0.4]) }],
    ['Gaussian noise is found bent', { gaussian: slopes([-0.2, -0.5, -0.5]) }],
  ])('%s', (_, worlds) => {
    for (const seen of [generalised, bent]) {
      const evidence = judged([seen, seen], worlds);
      expect(evidence.verdict).toBe('undecided');
      expect(evidence.reason).toContain('A control failed');
      expect(evidence.scope).toBeUndefined();
    }
  });
});
