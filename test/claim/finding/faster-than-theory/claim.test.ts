import { describe, expect, it } from 'vitest';
import { fasterThanTheory } from '#heavytail/claim/finding/faster-than-theory/claim';
import type { FasterResult, Path } from '#heavytail/claim/finding/faster-than-theory/run';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const path = (logBound: number): Path => ({ barrier: 0.1, variance: 0.01, logBound });

interface World {
  readonly line?: number;
  readonly band?: number;
  readonly converged?: boolean;
  readonly sgd?: number | null;
  readonly ratios?: number[];
}

/** Three pairs, all alike; bounds are natural logarithms of iterations. */
function judged({ line = 100, band = 50, converged = true, sgd = 400, ratios = [0.1, -0.3] }: World) {
  const results: FasterResult[] = [0, 1, 2].map((replicate) => ({
    kind: 'network',
    replicate,
    iterations: 2000,
    sgd,
    gradientDescent: 380,
    line: path(line),
    band: { ...path(band), converged },
  }));
  return fasterThanTheory.judge([...results, { kind: 'control', logRatios: ratios }], settings);
}

describe('faster-than-theory', () => {
  it('is supported where both barriers would take far longer', () => {
    const evidence = judged({});
    expect(evidence.verdict).toBe('supported');
    expectFinite(evidence);
    // 400 iterations over e^50: -19.11 in decimal logarithms.
    expect(evidence.statistics[1]!.value).toBeCloseTo(Math.log10(400) - 50 / Math.log(10), 10);
  });

  it('is refuted where the band hardly rises', () => {
    expect(judged({ band: 5 }).verdict).toBe('refuted');
  });

  it('is undecided where a band has not converged, a run does not arrive, or the theory fails where it must hold', () => {
    expect(judged({ converged: false }).verdict).toBe('undecided');
    expect(judged({ sgd: null }).reason).toContain('all runs arrive');
    expect(judged({ ratios: [5] }).reason).toContain('in a loss of one parameter');
  });
});
