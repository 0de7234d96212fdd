import { describe, expect, it } from 'vitest';
import { gaussianAtFirst } from '#heavytail/claim/finding/gaussian-at-first/claim';
import type { Watched } from '#heavytail/claim/finding/gaussian-at-first/run';
import { stream } from 'heavytail/random';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
type Results = Parameters<typeof gaussianAtFirst.judge>[0];

/** Series whose log mean square grows by given powers decade after decade, with a scatter of 0.02. */
function grown(
  powers: readonly number[],
  accepted: readonly number[] = [0.94, 0.9, 0.4, 0],
  seed = 1,
): Watched {
  const logSquares = Array.from({ length: 12 }, (_, series) => {
    const scatter = stream(seed, 'series', series).normals(powers.length + 1);
    let sum = 0;
    return [0, ...powers].map((power, k) => (sum += power * Math.log(10)) + 0.02 * scatter[k]!);
  });
  return { logSquares, accepted };
}
const flat = grown([0, 0, 0, 0]);
const steady = grown([0.33, 0.33, 0.33, 0.33]);

function judged(
  snapshots: readonly Watched[],
  worlds: Partial<Record<'gaussian' | 'mixture' | 'stable', Watched>> = {},
) {
  return gaussianAtFirst.judge(
    [
      {
        kind: 'network',
        network: { width: 16, replicate: 0 },
        looks: snapshots.map((snapshot, i) => ({ ...snapshot, iteration: 100 * i })),
      },
      {
        kind: 'worlds',
        worlds: { gaussian: flat, mixture: grown([0.2, 0.1, 0.03, 0.01]), stable: steady, ...worlds },
      },
    ] as unknown as Results,
    settings,
  );
}

describe('gaussian-at-first', () => {
  it('is supported where the mean square keeps growing by one power', () => {
    const evidence = judged([steady, grown([0.3, 0.3, 0.3, 0.3], undefined, 2)]);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'supported']);
    expectFinite(evidence);
  });

  it('is refuted where it has settled, in the words of a slow central limit', () => {
    const evidence = judged([flat, grown([0.3, 0.2, 0.05, 0.01])]);
    expect(evidence.verdict).toBe('refuted');
    expect(evidence.reason).toContain('finite variance, a slow central limit');
  });

  it('is undecided where the growth slows down or snapshots disagree', () => {
    expect(judged([grown([0.5, 0.4, 0.3, 0.15])]).verdict).toBe('undecided');
    expect(judged([steady, flat]).verdict).toBe('undecided');
  });

  it('is undecided where a world of known law is mistaken', () => {
    expect(judged([steady], { gaussian: steady }).reason).toContain('A control failed');
    expect(judged([steady], { mixture: steady }).verdict).toBe('undecided');
    expect(judged([flat], { stable: flat }).verdict).toBe('undecided');
  });

  it('says apart whether noise passes for Gaussian at first', () => {
    const [first, later] = judged([grown([0, 0, 0, 0], [0.3, 0.1, 0, 0])]).parts!;
    expect([first!.verdict, later!.verdict]).toEqual(['refuted', 'supported']);
  });
});
