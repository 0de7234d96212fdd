import { attentionNoise } from '#heavytail/claim/beyond/attention-noise/claim';
import type { AttentionResult, LawResult } from '#heavytail/claim/beyond/attention-noise/run';
import { covariateLaws } from 'heavytail/net';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');
const usual = { sphere: 0.15, gaussian: 0.3, exponential: 1, gamma: 2 };
const adam = { sphere: 0.4, gaussian: 0.6, exponential: 1.5, gamma: 2.4 };

interface World {
  /** Tail weight of the noise by law. */
  readonly start?: Readonly<Record<string, number>>;
  readonly trained?: Readonly<Record<string, number>>;
  /** Scatter of all numbers from replicate to replicate. */
  readonly scatter?: number;
  /** SGD's loss over Adam's by law. */
  readonly behind?: Readonly<Record<string, number>>;
  readonly again?: number;
  readonly adamLoss?: number;
  readonly controls?: Partial<AttentionResult['controls']>;
}

function made(world: World, replicates = 6): AttentionResult[] {
  const { scatter = 0.004, again = 1, adamLoss = 1 } = world;
  return Array.from({ length: replicates }, (_, replicate) => {
    const random = stream(1, 'made', replicate);
    const off = () => scatter * random.normals(1)[0]!;
    return {
      replicate,
      laws: covariateLaws.map((law): LawResult => {
        const loss = adamLoss * adam[law];
        const sgd = loss * (world.behind?.[law] ?? 1) * Math.exp(off());
        return {
          law,
          tails: {
            start: (world.start ?? usual)[law]! + off(),
            trained: (world.trained ?? usual)[law]! + off(),
          },
          runs: [
            { optimiser: 'sgd', stepSize: 0.01, loss: sgd },
            { optimiser: 'again', stepSize: 0.01, loss: law === 'exponential' ? sgd / again : sgd },
            { optimiser: 'adam', stepSize: 0.01, loss },
          ],
        };
      }),
      controls: { gaussian: off(), student: 0.36 + off(), otherTasks: off(), ...world.controls },
    };
  });
}
const judged = (world: World, replicates?: number) => attentionNoise.judge(made(world, replicates), settings);

describe('attention-noise', () => {
  it('is supported where the noise is heavier from law to law, before and after training', () => {
    const evidence = judged({});
    expect(evidence.verdict).toBe('supported');
    expect(evidence.scope).toContain('batch size 10');
    expect(evidence.statistics).toHaveLength(7);
    expectFinite(evidence);
  });

  it('is refuted, with where it fails, where one law adds nothing at one stage', () => {
    const evidence = judged({ trained: { ...usual, gamma: 1 } });
    expect(evidence.verdict).toBe('refuted');
    expect(evidence.scope).toBe('fails after training from exponential lengths to gamma lengths');
    expect(evidence.parts!.map(({ verdict }) => verdict).slice(0, 2)).toEqual(['supported', 'refuted']);
    expect(judged({ start: { ...usual, sphere: 0.28 } }).scope).toContain(
      'before training from fixed lengths',
    );
  });

  it('is refuted where the data do not matter, and where heavier data have lighter noise', () => {
    const flat = { sphere: 0.3, gaussian: 0.3, exponential: 0.3, gamma: 0.3 };
    expect(judged({ start: flat, trained: flat }).verdict).toBe('refuted');
    const falling = { sphere: 2, gaussian: 1, exponential: 0.3, gamma: 0.15 };
    expect(judged({ start: falling, trained: falling }).verdict).toBe('refuted');
  });

  it('asks for more where an interval covers the margin, and then no more', () => {
    const world = { start: { ...usual, sphere: 0.265 }, scatter: 0.02 };
    const evidence = judged(world);
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.open!.rule).toContain('before training, Gaussian data less fixed lengths');
    expect(evidence.open!.needs).toContain('times the replicates');
    expect(evidence.scope).toBeUndefined();
    const further = attentionNoise.extend!(made(world), settings);
    expect(further.map((cell) => (cell as { replicate: number }).replicate)).toEqual([6, 7, 8, 9, 10, 11]);
    expect(attentionNoise.extend!(made(world, 12), settings)).toEqual([]);
    expect(attentionNoise.extend!(made({}), settings)).toEqual([]);
  });

  it('has a verdict of its own on SGD and Adam, which the claim does not hang on', () => {
    const of = (behind: Record<string, number>) => judged({ behind }).parts!.at(-1)!;
    expect(of({ exponential: 1.2 })).toMatchObject({ verdict: 'supported' });
    expect(of({ gaussian: 1.2, exponential: 1.2 })).toMatchObject({ verdict: 'refuted' });
    const open = judged({ behind: { exponential: 1.02 } });
    expect(open.parts!.at(-1)).toMatchObject({ verdict: 'undecided' });
    expect(open.parts!.at(-1)!.open!.needs).toContain('replicates');
    expect(open.verdict).toBe('supported');
  });

  it.each<[string, World]>([
    ['Gaussian noise in place of the noise', { controls: { gaussian: 0.15 } }],
    ['Gaussian noise in place of the noise', { controls: { gaussian: -0.15 } }],
    ['Student noise of 3 degrees', { controls: { student: 0.02 } }],
    ['other tasks with Gaussian data', { controls: { otherTasks: 0.05 } }],
    ['other tasks with Gaussian data', { controls: { otherTasks: -0.05 } }],
    ['SGD with other minibatches', { again: 1.1 }],
    ['Adam learns', { adamLoss: 4 }],
  ])('decides nothing where a control fails: %s', (name, world) => {
    const { verdict, reason, open } = judged(world);
    expect(verdict).toBe('undecided');
    expect(reason).toContain(`A control failed (${name}`);
    expect(open).toBeUndefined();
  });

  it('plans cells whose cost follows what they do', () => {
    const cells = attentionNoise.plan(settings);
    expect(cells).toHaveLength(6);
    const shape = { dimension: 0, classes: 0 };
    const [quick] = cells.map((cell) => attentionNoise.cost!(cell, shape).seconds);
    const [paper] = attentionNoise
      .plan(settingsOf('paper'))
      .map((cell) => attentionNoise.cost!(cell, shape).seconds);
    expect(quick).toBeGreaterThan(0.5);
    expect(quick).toBeLessThan(5);
    expect(paper! * 40).toBeLessThan(8 * 3600);
    expect(paper).toBeGreaterThan(5 * quick!);
  });
});
