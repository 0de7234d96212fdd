import { fullBatch } from '#heavytail/claim/beyond/full-batch/claim';
import type { PairOfRuns } from '#heavytail/claim/beyond/full-batch/run';
import { proceduralDigits } from 'heavytail/net';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('smoke');
const [fullCell, minibatchCell] = fullBatch.plan(settings);

/** Real runs of the smoke profile: full-batch twins and minibatch twins. */
const digits = proceduralDigits();
const context = { seed: 1, dataset: () => digits };
const full = fullBatch.run(fullCell, context);
const minibatch = fullBatch.run(minibatchCell, context);

function judge(results: readonly PairOfRuns[]) {
  const evidence = fullBatch.judge(results, settings);
  expectFinite(evidence);
  return evidence;
}

describe('full-batch', () => {
  it('is supported by real full-batch descent, whose twins agree in every bit', () => {
    expect(full).toMatchObject({ largestNoise: 0, largestDistance: 0, firstDifference: -1 });
    expect(judge([full, minibatch]).verdict).toBe('supported');
  });

  it('tells real minibatch SGD apart from the first step on', () => {
    expect(minibatch.largestNoise).toBeGreaterThan(1e-4);
    expect(minibatch.firstDifference).toBe(1);
  });

  it('is refuted by descent that keeps some noise', () => {
    const { verdict, reason } = judge([{ ...minibatch, fullBatch: true }, minibatch]);
    expect(verdict).toBe('refuted');
    expect(reason).toContain(String(minibatch.largestNoise));
  });

  it('is refuted by a single noisy pair or by twins that part', () => {
    expect(judge([full, { ...full, largestNoise: 1e-12 }, minibatch]).verdict).toBe('refuted');
    expect(judge([full, { ...full, largestDistance: 1e-30 }, minibatch]).verdict).toBe('refuted');
  });

  it('decides nothing where minibatch twins are not told apart', () => {
    const { verdict, reason } = judge([full, { ...full, fullBatch: false }]);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (Minibatch SGD');
    const noiseOnly = { ...minibatch, firstDifference: -1 };
    expect(judge([full, noiseOnly]).verdict).toBe('undecided');
    expect(judge([full, { ...minibatch, largestNoise: 0 }]).verdict).toBe('undecided');
  });

  it('decides nothing where descent stands still', () => {
    const { verdict, reason } = judge([{ ...full, lossAfter: full.lossBefore }, minibatch]);
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (Full-batch gradient descent moves');
  });

  it('asks of every pair what a control asks', () => {
    const alike = { ...minibatch, firstDifference: -1 };
    expect(judge([full, minibatch, alike]).verdict).toBe('undecided');
    expect(judge([full, minibatch, { ...minibatch, firstDifference: 0 }]).verdict).toBe('supported');
    const still = { ...full, lossAfter: full.lossBefore };
    expect(judge([full, still, minibatch]).verdict).toBe('undecided');
    // A control that fails forbids the other verdict as well.
    expect(judge([{ ...full, largestNoise: 1 }, alike]).verdict).toBe('undecided');
    expect(judge([{ ...still, largestNoise: 1 }, minibatch]).verdict).toBe('undecided');
  });
});
