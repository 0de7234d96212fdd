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
  /** Of SGD's published statistic and of its surrogate. */
  readonly dip: (cell: JumpCell) => number;
  readonly surrogateDip?: (cell: JumpCell) => number;
  readonly injectedJump?: number;
}

/** A run whose accuracy climbs smoothly from a tenth to one around the gain, with noisy looks. */
function runOf(cell: JumpCell, world: World, key: number): JumpRun {
  const looks = Math.floor(cell.iterations / cell.interval) + 1;
  const iterations = Array.from({ length: looks }, (_, i) => i * cell.interval);
  const errors = stream(1, 'early jump', key).normals(3 * looks);
  const gain = world.gain(cell);
  const bump = (share: number, i: number) => Math.exp(-(((i / looks - share) / 0.05) ** 2));
  const rise = (i: number) => (gain === undefined ? 0 : 1 / (1 + Math.exp((gain - i / looks) / 0.02)));
  const statistic = (dip: number, which: number) =>
    iterations.map((_, i) => 1.4 - 0.3 * bump(dip, i) + 0.02 * errors[which * looks + i]);
  const isSgd = cell.mode === 'sgd';
  const largest = cell.mode === 'stable' ? (world.injectedJump ?? 50) : 2;
  return {
    mode: cell.mode,
    depth: cell.depth,
    replicate: cell.replicate,
    iterations,
    accuracy: iterations.map((_, i) => 0.1 + 0.88 * rise(i) + 0.002 * errors[i]),
    largestStep: iterations.map((_, i) => (i === 3 ? largest : 1)),
    medianStep: 1,
    published: isSgd ? statistic(world.dip(cell), 1) : [],
    surrogate: isSgd ? statistic((world.surrogateDip ?? (() => 0.9))(cell), 2) : [],
  };
}

function judge(world: World) {
  const results = earlyJump.plan(settings).map((cell, i) => runOf(cell, world, i));
  const evidence = earlyJump.judge(results, settings);
  expectFinite(evidence);
  return { ...evidence, partVerdicts: evidence.parts!.map(({ verdict }) => verdict) };
}

/** Heavy tails cause the gain: it comes with the dip, and Gaussian noise makes it late or not at all. */
const causal: World = {
  gain: ({ mode, replicate }) => (mode === 'gaussian' ? (replicate % 2 ? 0.7 : undefined) : 0.3),
  dip: () => 0.3,
};

describe('early-jump', () => {
  it('is supported where the dip comes with the gain and Gaussian noise lacks both', () => {
    const { verdict, partVerdicts } = judge(causal);
    expect(partVerdicts).toEqual(['supported', 'supported']);
    expect(verdict).toBe('supported');
  });

  it('is refuted where Gaussian noise of the same covariance gains at the same time', () => {
    const { verdict, partVerdicts, reason } = judge({ ...causal, gain: () => 0.3 });
    expect(partVerdicts).toEqual(['supported', 'refuted']);
    expect(verdict).toBe('refuted');
    expect(reason).toContain("1.00 times SGD's iteration");
  });

  it('is refuted where the dip is far from the gain', () => {
    const { verdict, partVerdicts } = judge({ ...causal, dip: () => 0.85 });
    expect(partVerdicts).toEqual(['refuted', 'supported']);
    expect(verdict).toBe('refuted');
  });

  it('is undecided where dips fall anywhere', () => {
    const anywhere = ({ depth, replicate }: JumpCell) => stream(2, 'dip', depth, replicate).uniforms(1)[0];
    expect(judge({ ...causal, dip: anywhere }).partVerdicts).toEqual(['undecided', 'supported']);
    expect(judge({ ...causal, dip: anywhere }).verdict).toBe('undecided');
  });

  it('is undecided where gains with Gaussian noise are now early, now late', () => {
    const scattered = ({ mode, replicate }: JumpCell) =>
      mode === 'gaussian' ? (replicate % 2 ? 0.15 : 0.6) : 0.3;
    expect(judge({ ...causal, gain: scattered }).verdict).toBe('undecided');
  });

  it('is not refuted by equal gains while a run with Gaussian noise has none', () => {
    const oneNever = ({ mode, depth, replicate }: JumpCell) =>
      mode === 'gaussian' && depth === 5 && replicate === 0 ? undefined : 0.3;
    expect(judge({ ...causal, gain: oneNever }).partVerdicts).toEqual(['supported', 'undecided']);
  });

  it('counts an SGD run without a gain as one whose dip is not near it', () => {
    const oneNever = (cell: JumpCell) =>
      cell.mode === 'sgd' && cell.depth === 5 && cell.replicate === 0 ? undefined : causal.gain(cell);
    const { statistics } = judge({ ...causal, gain: oneNever });
    expect(statistics[0]).toMatchObject({
      name: 'share of SGD runs whose dip is near the gain',
      value: 0.95,
    });
  });

  it('is undecided where the Gaussian surrogate dips with the gain as well', () => {
    const { statistics, verdict, partVerdicts } = judge({ ...causal, surrogateDip: () => 0.3 });
    expect(partVerdicts).toEqual(['undecided', 'supported']);
    expect(verdict).toBe('undecided');
    const { statistics: apart } = judge(causal);
    const share = (all: typeof statistics) => all.find(({ name }) => name.includes('same look'))!.value;
    expect(share(statistics)).toBeGreaterThan(0.2);
    expect(share(apart)).toBe(0);
  });

  it('decides nothing where SGD has no gain, and reports no infinite time', () => {
    const { verdict, reason, statistics } = judge({ ...causal, gain: () => undefined });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (SGD has the gain');
    expect(statistics.some(({ name }) => name.startsWith('log2'))).toBe(false);
  });

  it('decides nothing where injected jumps do not show', () => {
    const { verdict, reason } = judge({ ...causal, injectedJump: 3 });
    expect(verdict).toBe('undecided');
    expect(reason).toContain('A control failed (Injected alpha-stable noise');
  });
});
