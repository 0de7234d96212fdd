import { syntheticText } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const lettersOf = ({ examples, alphabet }: ReturnType<typeof syntheticText>) =>
  Array.from(examples.inputs, (token) => alphabet[token]).join('');

describe('a synthetic text', () => {
  const text = syntheticText({ examples: 20_000, tokens: 10 }, stream(1, 'text'));

  it('has words with the frequencies of a language', () => {
    const counts = new Map<string, number>();
    const all = lettersOf(text).split(' ').slice(0, -1);
    for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1);
    const sorted = [...counts.values()].sort((a, b) => b - a);
    expect(sorted.length).toBe(200);
    expect([...counts.keys()].every((word) => word.length >= 2 && word.length <= 7)).toBe(true);
    // Half of the words are drawn anew: the k-th of these as often as 1/k over a harmonic sum of 5.878. What
    // follows a word is drawn once with the same law, so that single words stray from it by a factor.
    const share = (k: number) => sorted[k - 1]! / all.length;
    expect(share(1)).toBeGreaterThan(0.5 / 5.878);
    expect(share(1) / share(10)).toBeGreaterThan(3);
    expect(share(10) / share(100)).toBeGreaterThan(4);
    expect(share(100) / share(200)).toBeLessThan(8);
  });

  it('has words that are followed by few others half of the time', () => {
    const all = lettersOf(text).split(' ').slice(0, -1);
    const [first] = all;
    const after = new Map<string, number>();
    all.slice(1).forEach((word, i) => {
      if (all[i] === first) after.set(word, (after.get(word) ?? 0) + 1);
    });
    const sorted = [...after.values()].sort((a, b) => b - a);
    const total = sorted.reduce((a, b) => a + b, 0);
    expect((sorted[0]! + sorted[1]! + sorted[2]!) / total).toBeGreaterThan(0.5);
  });

  it('is labelled by the letter that follows', () => {
    const { inputs, labels } = text.examples;
    expect(labels.length).toBe(inputs.length);
    expect(Array.from(labels.subarray(0, -1))).toEqual(Array.from(inputs.subarray(1)));
    expect(text.classes).toBe(27);
    expect(text.alphabet.length).toBe(27);
  });

  it('begins with the shorter text of the same stream, and differs with the stream', () => {
    const short = syntheticText({ examples: 7, tokens: 10 }, stream(1, 'text'));
    expect(lettersOf(text).startsWith(lettersOf(short))).toBe(true);
    const other = syntheticText({ examples: 7, tokens: 10 }, stream(2, 'text'));
    expect(lettersOf(other)).not.toBe(lettersOf(short));
  });

  it('refuses sizes that no text has', () => {
    expect(() => syntheticText({ examples: 0, tokens: 3 }, stream(1, 'text'))).toThrow(/examples is 0/);
    expect(() => syntheticText({ examples: 2, tokens: 1.5 }, stream(1, 'text'))).toThrow(/tokens is 1.5/);
  });
});
