import { earlyJump } from '#heavytail/claim/finding/early-jump/claim';
import type { JumpCell, JumpRun } from '#heavytail/claim/finding/early-jump/run';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');

/** When accuracy gains and when the statistic dips, as shares of the run; undefined: never. */
interface World {
  readonly gain: (cell: JumpCell) => number | undefined;
  /** Of SGD's published statistic. */
  readonly dip: (cell: JumpCell) => number;
  /** How much of the fall there is without tails as well. */
  readonly explained?: number;
  /** How much alpha-stable tails lower the statistic. */
  readonly seen?: number;
  /** When the largest step is made. */
  readonly step: (cell: JumpCell) => number;
  readonly injectedJump?: number;
}

/** A run whose accuracy climbs smoothly from a tenth to one around the gain, with noisy looks. */
function runOf(cell: JumpCell, world: World, key: number): JumpRun {
  const { mode, depth, replicate, interval } = cell;
  const looks = Math.floor(cell.iterations / interval) + 1;
  const iterations = Array.from({ length: looks }, (_, i) => i * interval);
  const errors = stream(1, 'early jump', key).normals(3 * looks);
  const gain = world.gain(cell);
  const bump = (share: number, i: number) => Math.exp(-(((i / looks - share) / 0.05) ** 2));
  const rise = (i: number) => (gain === undefined ? 0 : 1 / (1 + Math.exp((gain - i / looks) / 0.02)));
  const statistic = (dip: number, which: number) =>
    iterations.map((_, i) => 1.4 - 0.3 * bump(dip, i) + 0.01 * errors[which * looks + i]!);
  const scored = (fall: number, share: number, which: number) => ({
    measured: 1.4 - fall + 0.01 * errors[which]!,
    gaussian: 1.4 - share * fall + 0.01 * errors[which + 1]!,
    stable: 1.4 - share * fall - (world.seen ?? 0.1) + 0.01 * errors[which + 2]!,
  });
  const largest = mode === 'stable' ? (world.injectedJump ?? 50) : 2;
  const at = Math.floor(world.step(cell) * looks);
  return {
    mode,
    depth,
    replicate,
    iterations,
    accuracy: iterations.map((_, i) => 0.1 + 0.88 * rise(i) + 0.002 * errors[i]!),
    largestStep: iterations.map((_, i) => (i === 0 ? 0 : i === at ? largest : 1)),
    largestStepAt: at * interval - 3,
    medianStep: 1,
    published: mode === 'sgd' ? statistic(world.dip(cell), 1) : [],
    surrogate: mode === 'sgd' ? statistic(world.dip(cell), 2) : [],
    scored: mode === 'sgd' ? { start: scored(0, 0, 0), dip: scored(0.3, world.explained ?? 0, 3) } : null,
  };
}

function judge(world: World) {
  const results = earlyJump.plan(settings).map((cell, i) => runOf(cell, world, i));
  const evidence = earlyJump.judge(results, settings);
  expectFinite(evidence);
  return { ...evidence, partVerdicts: evidence.parts!.map(({ verdict }) => verdict) };
}

/** Gains by mode, as shares of the run. */
const gains =
  (gaussian: number | undefined, sgd = 0.3) =>
  ({ mode }: JumpCell) =>
    mode === 'gaussian' ? gaussian : mode === 'slow' ? 1.4 * sgd : sgd;

/** Heavy tails cause the gain: it comes with the dip, after a jump, and Gaussian noise makes it late. */
const causal: World = { gain: gains(0.7), dip: () => 0.3, step: () => 0.2 };
/** What Gaussian noise of the same covariance would give. */
const gaussian: World = { gain: gains(0.3), dip: () => 0.3, explained: 1, step: () => 0.5 };

describe('early-jump', () => {
  it('is supported where tails make the dip and the gain, after a jump', () => {
    const { verdict, partVerdicts, scope } = judge(causal);
    expect(partVerdicts).toEqual(['supported', 'supported', 'supported']);
    expect(verdict).toBe('supported');
    expect(scope).toBeUndefined();
  });

  it('is refuted, without a scope, where Gaussian noise does all of it and jumps come late', () => {
    const { verdict, partVerdicts, reason, scope } = judge(gaussian);
    expect(partVerdicts).toEqual(['refuted', 'refuted', 'refuted']);
    expect(verdict).toBe('refuted');
    expect(reason).toContain("1.00 (1.00 to 1.00) times SGD's iteration");
    expect(reason).toMatch(/, (99|100|101) % of it/);
    expect(scope).toBeUndefined();
  });

  it('is refuted as stated where one part fails, and the scope names those that hold', () => {
    const { verdict, scope } = judge({ ...causal, explained: 1 });
    expect(verdict).toBe('refuted');
    expect(scope).toBe(
      'It holds that heavy tails bring the early gain of accuracy forward and that the largest steps come ' +
        'first, before the gain; it does not hold that the early dip of the published statistic is a sign ' +
        'of heavy tails.',
    );
    expect(judge({ ...gaussian, step: () => 0.2 }).scope).toMatch(
      /^It holds that the largest steps .* nor that the early dip/,
    );
  });

  it('is refuted where the gain without tails is absent in no run and earlier in all', () => {
    expect(judge({ ...causal, gain: gains(0.2) }).partVerdicts[0]).toBe('refuted');
  });

  it('is supported where Gaussian noise never makes the gain', () => {
    expect(judge({ ...causal, gain: gains(undefined) }).partVerdicts[0]).toBe('supported');
  });

  it('leaves the dip open where it is not near the gain, and says so', () => {
    const { parts, verdict } = judge({ ...causal, dip: () => 0.85 });
    expect(parts![1]).toMatchObject({ verdict: 'undecided' });
    expect(parts![1]!.open!.rule).toContain('the dip is near the gain in 0 of 14 runs');
    expect(verdict).toBe('undecided');
  });

  it('leaves gains open that are now early, now late, and says what would decide', () => {
    const scattered = (cell: JumpCell) =>
      cell.mode === 'gaussian' ? (cell.replicate % 2 ? 0.2 : 0.5) : gains(0)(cell);
    const { verdict, open, reason } = judge({ ...causal, gain: scattered });
    expect(verdict).toBe('undecided');
    expect(open!.rule).toContain('log2 of the gain time');
    expect(open!.needs).toContain('the pairs of runs');
    expect(reason).toContain('Not decided: part “heavy tails bring');
  });

  it('leaves steps open that are now early, now late', () => {
    const { parts } = judge({ ...causal, step: ({ replicate }) => (replicate % 2 ? 0.2 : 0.5) });
    expect(parts![2]).toMatchObject({ verdict: 'undecided', open: { needs: 'more starts' } });
    expect(parts![2]!.open!.rule).toContain('in 6 of 14 runs');
  });

  it('decides nothing where SGD has no gain, and reports no infinite time', () => {
    const { verdict, reason, statistics } = judge({ ...causal, gain: () => undefined });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (SGD has the gain');
    expect(statistics.some(({ name }) => name.startsWith('log2'))).toBe(false);
  });

  it('decides nothing where a smaller step size makes no delay', () => {
    const { verdict, reason } = judge({ ...causal, gain: ({ mode }) => (mode === 'gaussian' ? 0.7 : 0.3) });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (a step size 1.5 times smaller');
  });

  it('decides nothing where tails would not lower the statistic', () => {
    const { verdict, reason } = judge({ ...causal, seen: 0 });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (alpha-stable tails (alpha 1.5) in the noise');
  });

  it('decides nothing where injected jumps do not show', () => {
    const { verdict, reason } = judge({ ...causal, injectedJump: 3 });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (Injected alpha-stable noise');
  });
});
