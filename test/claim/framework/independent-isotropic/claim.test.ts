import { describe, expect, it } from 'vitest';
import { independentIsotropic } from '#heavytail/claim/framework/independent-isotropic/claim';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';
import { smallNetwork } from '../smallNetwork.js';

const settings = { ...settingsOf('smoke'), dataset: 'procedural-digits' };

describe('independent-isotropic', () => {
  type Results = Parameters<typeof independentIsotropic.judge>[0];
  const compared = (z: number) => ({ value: 1 + 0.1 * z, null: 1, deviation: 0.1 });
  const shape = (dependence: number, scales: number) => ({
    largest: compared(dependence),
    spread: compared(scales),
    iteration: 0,
  });
  const judged = (shapes: readonly object[], alike = shape(0, 0), unlike = shape(30, 30)) =>
    independentIsotropic.judge(
      [
        { kind: 'network', network: smallNetwork, looks: shapes },
        { kind: 'worlds', worlds: { alike, unlike } },
      ] as unknown as Results,
      settings,
    );

  it('is refuted by dependence or unequal scales, supported by neither', () => {
    expect(judged([shape(20, 0), shape(9, 1)]).verdict).toBe('refuted');
    expect(judged([shape(0, 20), shape(1, 9)]).verdict).toBe('refuted');
    const evidence = judged([shape(0, 1), shape(-1, 0)]);
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
  });

  it('is undecided in between, or where a world of known coordinates is mistaken', () => {
    const open = judged([shape(4, 0), shape(1, 0)]);
    expect(open.verdict).toBe('undecided');
    expect(open.open!.rule).toContain('the largest z of all snapshots is 4.0');
    expect(judged([shape(20, 20)], shape(10, 0)).verdict).toBe('undecided');
    expect(judged([shape(20, 20)], shape(0, 0), shape(1, 30)).reason).toContain('A control failed');
  });

  it.each([
    [3.4, 'supported'],
    [3.6, 'undecided'],
    [4.9, 'undecided'],
    [5.1, 'refuted'],
  ])('is decided where every z is %d: %s', (z, verdict) => {
    expect(judged([shape(z, 0), shape(z, 0)]).verdict).toBe(verdict);
    expect(judged([shape(0, z), shape(0, z)]).verdict).toBe(verdict);
  });

  it('is refuted by one snapshot, and says in how many it fails', () => {
    expect(judged([shape(1, 0), shape(4, 0)]).verdict).toBe('undecided');
    const { verdict, scope } = judged([shape(9, 0), shape(3, 0)]);
    expect([verdict, scope]).toEqual(['refuted', 'fails in 1 of 2 snapshots']);
  });

  it.each([
    ['alike, by dependence', shape(5.1, 0), shape(30, 30)],
    ['alike, by scales', shape(0, 5.1), shape(30, 30)],
    ['unlike, by dependence', shape(0, 0), shape(4.9, 30)],
    ['unlike, by scales', shape(0, 0), shape(30, 4.9)],
  ])('is undecided where known coordinates are mistaken: %s', (_, alike, unlike) => {
    expect(judged([shape(0, 0)], alike, unlike).verdict).toBe('undecided');
    expect(judged([shape(20, 20)], alike, unlike).verdict).toBe('undecided');
  });

  it('trusts known coordinates that are only just told', () => {
    expect(judged([shape(0, 0)], shape(4.9, 4.9), shape(5.1, 5.1)).verdict).toBe('supported');
  });
});
