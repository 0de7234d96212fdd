import { exponentialPart, ratePart, type WellExits } from '#heavytail/claim/levy/levy-transitions/parts';
import { stream } from 'heavytail/random';
import { expect, it } from 'vitest';

/** Exits of a well at times that a law makes of exponential numbers. */
function exitsOf(well: number, count: number, law = (x: number) => x): WellExits {
  const times = Array.from(stream(1, 'exits', well).exponentials(count), law);
  return { kind: 'exit', well, times, landed: [0, 0, 0] };
}

it('takes no visits for no certainty', () => {
  // Three visits were expected: their error is 0.58 of that, whatever was seen.
  const rate = { from: 0, to: 1, count: 0, time: 300, theory: 0.01 };
  expect(ratePart([rate]).verdict).toBe('undecided');
  expect(ratePart([{ ...rate, time: 30_000 }]).verdict).toBe('refuted');
});

it('is refuted by one well whose exit times are not exponential', () => {
  const wells = (bent: number) =>
    [0, 1, 2].map((well) => exitsOf(well, 400, (x) => (well === bent ? x ** 0.6 : x)));
  for (const bent of [0, 1, 2]) expect(exponentialPart(wells(bent)).verdict).toBe('refuted');
  expect(exponentialPart(wells(3)).verdict).toBe('supported');
});

it('needs enough exit times of every well', () => {
  for (const short of [0, 1, 2]) {
    const exits = [0, 1, 2].map((well) => exitsOf(well, well === short ? 299 : 400));
    expect(exponentialPart(exits).verdict).toBe('undecided');
  }
});
