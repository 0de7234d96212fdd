import { overallVerdict } from '#heavytail/analysis/index';
import { expect, it } from 'vitest';

it('says in words how many tensors have which verdict, and of none that there is none', () => {
  expect(overallVerdict([])).toEqual({ verdict: 'not-enough-data', sentence: 'No tensor was analysed.' });
  const verdicts = ['gaussian', 'heavy-tailed', 'invalid', 'heavy-tailed'] as const;
  expect(overallVerdict(verdicts.map((verdict) => ({ verdict })))).toEqual({
    verdict: 'heavy-tailed',
    sentence: '2 of 4 tensors with tails heavier than Gaussian: 2 heavy-tailed, 1 gaussian; 1 invalid.',
  });
});
