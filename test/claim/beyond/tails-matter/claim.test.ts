import { describe, expect, it } from 'vitest';
import { tailsMatter } from '#heavytail/claim/beyond/tails-matter/claim';
import type { TailsRun, Variant } from '#heavytail/claim/beyond/tails-matter/run';
import { stream } from 'heavytail/random';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };

/** Runs whose test accuracy differs from SGD's by what `shift` says, in percent, with a scatter of 0.1. */
function made(shift: (variant: Variant) => number): TailsRun[] {
  return tailsMatter.plan(settings).map(({ variant, replicate }): TailsRun => {
    const scatter = stream(1, 'made', variant.kind, replicate).normals(1)[0]!;
    return {
      variant,
      replicate,
      trainLoss: 0.1,
      testAccuracy: 0.9 + (0.1 * replicate + shift(variant) + 0.1 * scatter) / 100,
      logSharpness: 0.1 * scatter - 1,
    };
  });
}
const strong = (kind: Variant['kind']) => (kind === 'stable' ? -20 : 0);

describe('tails-matter', () => {
  it('is refuted where every noise without tails finds the same', () => {
    const evidence = tailsMatter.judge(
      made(({ kind }) => strong(kind)),
      settings,
    );
    expect(evidence.verdict).toBe('refuted');
    expectFinite(evidence);
  });

  it('is supported where one finds another accuracy', () => {
    const worse = (variant: Variant) => (variant.kind === 'gaussian' ? -2 : strong(variant.kind));
    const evidence = tailsMatter.judge(made(worse), settings);
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'refuted', 'refuted']);
  });

  it('is undecided at the margin', () => {
    const near = (variant: Variant) => (variant.kind === 'svag' ? 0.5 : strong(variant.kind));
    expect(tailsMatter.judge(made(near), settings).verdict).toBe('undecided');
  });

  it('is undecided where the experiment tells SGD from itself, or sees no strong noise', () => {
    const lucky = ({ kind }: Variant) => (kind === 'again' ? 3 : strong(kind));
    expect(tailsMatter.judge(made(lucky), settings)).toMatchObject({ verdict: 'undecided' });
    expect(
      tailsMatter.judge(
        made(() => 0),
        settings,
      ).reason,
    ).toContain('A control failed');
  });

  /** Verdict where one kind of noise is off by so many percent, and SGD without tails finds another accuracy or not. */
  const off = (kind: Variant['kind'], shift: number, gaussian = 0) =>
    tailsMatter.judge(
      made((variant) => {
        if (variant.kind === kind) return shift;
        return variant.kind === 'gaussian' ? gaussian : strong(variant.kind);
      }),
      settings,
    );

  it.each(['gaussian', 'svag', 'clipped'] as const)(
    'is decided by a difference of half a percent: %s',
    (kind) => {
      for (const sign of [-1, 1]) {
        expect([0.3, 0.5, 0.7].map((shift) => off(kind, sign * shift).verdict)).toEqual([
          'refuted',
          'undecided',
          'supported',
        ]);
      }
    },
  );

  it('needs strong noise to be told apart, and SGD not to be told from itself', () => {
    for (const [gaussian, verdict] of [
      [0, 'refuted'],
      [-2, 'supported'],
    ] as const) {
      expect(off('stable', -1, gaussian).verdict).toBe(verdict);
      expect(off('stable', -0.4, gaussian).verdict).toBe('undecided');
      expect(off('again', 0.5, gaussian).verdict).toBe(verdict);
      expect(off('again', 1, gaussian).verdict).toBe('undecided');
    }
  });
});
