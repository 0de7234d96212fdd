import { expect, test } from 'vitest';
import { claims, findClaim, runClaim } from 'heavytail/claim';
import { nearest } from '#heavytail/claim/nearest';
import { claims as examples } from '../sweep/example/claims.mjs';

test('every claim has an id of its own and says what it states, from where, and by which rule', () => {
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  for (const { id, title, statement, source, experiment, rule } of claims) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [title, statement, source, experiment, rule]) expect(text.trim()).not.toBe('');
  }
});

test.each(['smoke', 'quick', 'paper'] as const)('no two cells of a claim are the same (%s)', (profile) => {
  for (const claim of claims) {
    const cells = claim.plan({ profile, seed: 1, dataset: 'mnist' }).map((cell) => JSON.stringify(cell));
    expect(cells.length, claim.id).toBeGreaterThan(0);
    expect(new Set(cells).size, claim.id).toBe(cells.length);
  }
});

test('an unknown claim is named, with the nearest one', () => {
  expect(() => findClaim('mnay-cells', examples)).toThrow('There is no claim "mnay-cells".');
  expect(nearest('mnay-cells', ['few-cells', 'many-cells'])).toBe('many-cells');
  expect(nearest('levy-widht', ['levy-height', 'levy-width'])).toBe('levy-width');
  expect(nearest('LEVY-WIDTH', ['levy-height', 'levy-width'])).toBe('levy-width');
  expect(nearest('gradient', ['levy-height', 'levy-width'])).toBeUndefined();
});

test('a claim that needs data says so when it gets none', () => {
  const claim = {
    ...findClaim('many-cells', examples),
    run: (_: unknown, { dataset }: { dataset: (name: string) => unknown }) => {
      dataset('mnist');
      return null;
    },
  };
  expect(() => runClaim(claim, { profile: 'smoke', seed: 1, dataset: 'mnist' })).toThrow(
    /asks for the data set mnist/,
  );
});
