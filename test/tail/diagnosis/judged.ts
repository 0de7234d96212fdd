import type { JudgedNoise, NoiseVerdict } from 'heavytail/tail';
import { expect } from 'vitest';

/** What a verdict and its sentence are compared with: a pattern alone would match every sentence. */
export function judged(verdict: NoiseVerdict, sentence: RegExp): JudgedNoise {
  return { verdict, sentence: expect.stringMatching(sentence) as string };
}
