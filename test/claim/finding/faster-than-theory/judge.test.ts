import { fasterThanTheory } from '#heavytail/claim/finding/faster-than-theory/claim';
import type { FasterResult } from '#heavytail/claim/finding/faster-than-theory/run';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const plan = fasterThanTheory.plan(settings);
const most = 5000;
const weightsOf = (width: number) => width * (784 + width + 10);
const middle = 64;

interface World {
  /** Iterations of SGD by the number of weights; null where a run does not arrive. */
  readonly time?: (weights: number, width: number, start: number) => number | null;
  /** Those of gradient descent over those of SGD; null where it does not arrive. */
  readonly ratio?: (width: number) => number | null;
  readonly needle?: (dimension: number) => number;
  /** Errors of log times. */
  readonly error?: number;
}

const slow = (weights: number) => 800 * (weights / 6416) ** -0.25;
const exponentialIn = (d: number) => 0.2 * Math.exp(0.45 * d);

function judged({ time = slow, ratio = () => 0.6, needle = exponentialIn, error = 0.08 }: World = {}) {
  const errors = stream(2, 'errors').normals(1000);
  let next = 0;
  const scatter = () => Math.exp(error * errors[next++]!);
  const results = plan.map((cell): FasterResult => {
    switch (cell.kind) {
      case 'training': {
        const { kind, width, start } = cell;
        const sgd = time(weightsOf(width), width, start);
        const times = { sgd: sgd && sgd * scatter(), mostIterations: most };
        const fold = ratio(width);
        return {
          ...{ kind, width, start, parameters: weightsOf(width), ...times },
          ...(cell.descent && { descent: fold && (times.sgd ?? most) * fold * scatter() }),
        };
      }
      case 'barrier':
        return {
          kind: 'barrier',
          pair: cell.pair,
          variance: 0.01,
          line: { barrier: 0.3, logBound: 1000 },
          band: { barrier: 0.1, logBound: 300, converged: false },
        };
      case 'needle': {
        const times = Array.from({ length: cell.starts }, () => needle(cell.dimension) * scatter());
        return { kind: 'needle', dimension: cell.dimension, times };
      }
    }
  });
  return fasterThanTheory.judge(results, settings);
}

const powerOf = (exponent: number) => (weights: number) => 100 * (weights / 6416) ** exponent;
const exponential = (weights: number) => 100 * Math.exp(weights / 80_000);

describe('faster-than-theory', () => {
  it('is supported where wider networks take no longer', () => {
    const evidence = judged();
    expect(evidence.verdict).toBe('supported');
    expect(evidence.scope).toContain('6,416 to 268,800 weights');
    expect(evidence.reason).toContain('to 268,800 weights');
    expect(evidence.parts!.every(({ open }) => open === undefined)).toBe(true);
    expect(evidence.statistics[0]!.value).toBeCloseTo(-0.25, 1);
    expect(evidence.tables).toHaveLength(2);
    expectFinite(evidence);
  });

  it('says how the mean time of the narrowest and of the widest networks differ', () => {
    expect(judged({ error: 1e-6 }).reason).toContain('go from 800 to 314:');
    const late = judged({ time: (weights, width) => (width === 8 ? null : slow(weights)), error: 1e-6 });
    expect(late.reason).toContain('go from 5000 to 314:');
  });

  it('is supported by a power below a half, and left open by one above', () => {
    expect(judged({ time: powerOf(0.4) }).verdict).toBe('supported');
    const steep = judged({ time: powerOf(0.6) });
    expect(steep.verdict).toBe('undecided');
    expect(steep.open!.needs).toBe('wider networks');
  });

  it('is undecided where the interval holds a half, and says what would decide', () => {
    const { verdict, open } = judged({ time: powerOf(0.5), error: 0.3 });
    expect(verdict).toBe('undecided');
    expect(open!.rule).toContain('power of the number of weights');
    expect(open!.rule).toContain('against at most 0.5');
    expect(open!.needs).toContain('starts');
  });

  it('is refuted where the time is exponential in the number of weights', () => {
    expect(judged({ time: exponential }).verdict).toBe('refuted');
  });

  it('is refuted, not supported, where an exponential of little growth wins', () => {
    const flat = judged({ time: (weights) => 100 * Math.exp(weights / 500_000), error: 0.02 });
    expect(flat.statistics[0]!.high).toBeLessThan(0.5);
    expect(flat.verdict).toBe('refuted');
  });

  it('needs more than an exponential fall', () => {
    expect(judged({ time: (weights) => 800 * Math.exp(-weights / 200_000) }).verdict).toBe('supported');
  });
});

describe('runs that do not arrive', () => {
  it('forbid to support where they are wide', () => {
    const { verdict, open } = judged({
      time: (weights, width, start) => (width === 256 && start === 0 ? null : slow(weights)),
    });
    expect(verdict).toBe('undecided');
    expect(open!.rule).toBe(
      'part “time against the number of weights”: 1 of 24 runs did not arrive at the training loss',
    );
    expect(open!.needs).toBe('more iterations');
  });

  it('do not where they are narrow, since they count with less than they took', () => {
    const narrow = judged({
      time: (weights, width, start) => (width === 8 && start < 2 ? null : slow(weights)),
    });
    expect(narrow.parts![0]!.verdict).toBe('supported');
    const wide = judged({
      time: (weights, width, start) => (width === middle && start === 0 ? null : slow(weights)),
    });
    expect(wide.parts![0]!.verdict).toBe('undecided');
  });

  it('forbid to refute', () => {
    const time = (weights: number, width: number, start: number) =>
      width === 8 && start === 0 ? null : exponential(weights);
    expect(judged({ time }).verdict).toBe('undecided');
  });
});

describe('whether noise speeds training up', () => {
  const part = (world: World) => judged(world).parts!.at(-1)!;

  it('is decided by the ratio of gradient descent over SGD, and decides nothing else', () => {
    expect(part({ ratio: () => 0.6 }).verdict).toBe('refuted');
    expect(part({ ratio: () => 1.1 }).verdict).toBe('refuted');
    expect(part({ ratio: () => 1.25 }).verdict).toBe('undecided');
    expect(part({ ratio: () => 1.25 }).open!.needs).toContain('starts');
    expect(part({ ratio: () => 1.6 }).verdict).toBe('supported');
    expect(judged({ ratio: () => 1.6 }).verdict).toBe('supported');
    expect(part({ ratio: () => 2 }).reason).toContain('over 12 pairs');
  });

  it('is open where a run does not arrive', () => {
    const late = part({ ratio: (width) => (width === 8 ? null : 0.6) });
    expect(late.verdict).toBe('undecided');
    expect(late.open).toEqual({ rule: '4 of 12 pairs of runs did not arrive', needs: 'more iterations' });
    const sgd = part({ time: (weights, width) => (width === 8 ? null : slow(weights)) });
    expect(sgd.verdict).toBe('undecided');
    expect(sgd.open!.rule).toBe('4 of 12 pairs of runs did not arrive');
  });
});

describe('a control that fails forbids the verdict', () => {
  it('the needle is not found exponential', () => {
    for (const needle of [(d: number) => 0.2 * d ** 1.5, () => 1, (d: number) => Math.exp(-0.45 * d)]) {
      const evidence = judged({ needle });
      expect(evidence.verdict).toBe('undecided');
      expect(evidence.reason).toContain('Brownian search for a needle');
    }
  });
});
