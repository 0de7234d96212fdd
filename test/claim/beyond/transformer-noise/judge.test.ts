import { transformerNoise } from '#heavytail/claim/beyond/transformer-noise/claim';
import type { JumpResult } from '#heavytail/claim/beyond/transformer-noise/jump';
import type { NoiseResult, TransformerResult } from '#heavytail/claim/beyond/transformer-noise/run';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = settingsOf('quick');
const iterations = [0, 1000];
const batchSizes = [1, 16, 256];

interface World {
  /** Tail weight on single parameters by stage and batch size. */
  readonly parameters?: readonly (readonly number[])[];
  readonly directions?: readonly (readonly number[])[];
  readonly scatter?: number;
  /** Time of each run over that of SGD; null where it does not come to the gain. */
  readonly gaussian?: number | null;
  readonly again?: number;
  readonly slow?: number;
  readonly loss?: number;
  readonly controls?: Partial<NoiseResult['controls']>;
}

/** Not Gaussian anywhere, and the same at every batch size. */
const heavy = [
  [0.2, 0.2, 0.2],
  [0.5, 0.5, 0.5],
];
/** As means of many are. */
const falling = [
  [0.2, 0.01, 0],
  [0.6, 0.1, 0.001],
];
const none = [
  [0, 0, 0],
  [0, 0, 0],
];

function made(world: World, replicates = 6): TransformerResult[] {
  const { parameters = heavy, directions = none, scatter = 0.002, loss = 1.4 } = world;
  const { gaussian = 2, again = 1, slow = 2 } = world;
  return Array.from({ length: replicates }, (_, replicate) => {
    const random = stream(1, 'made', replicate);
    const off = () => scatter * random.normals(1)[0]!;
    const noise: NoiseResult = {
      kind: 'noise',
      replicate,
      letterEntropy: 2.5,
      looks: iterations.map((iteration, stage) => ({
        iteration,
        loss: stage === 0 ? 3.4 : loss,
        accuracy: 0.5,
        laws: batchSizes.map((batchSize, size) => ({
          batchSize,
          coordinates: parameters[stage]![size]! + off(),
          projections: directions[stage]![size]! + off(),
          tailIndex: 2 + off(),
        })),
      })),
      controls: {
        gaussian: off(),
        stable: [
          { tailWeight: 1 + off(), tailIndex: 1.5 + off() },
          { tailWeight: 1 + off(), tailIndex: 1.5 + off() },
        ],
        ...world.controls,
      },
    };
    const time = (factor: number | null) => (factor === null ? null : 50 * factor * Math.exp(10 * off()));
    const jump: JumpResult = {
      kind: 'jump',
      replicate,
      times: { sgd: 50, gaussian: time(gaussian), again: time(again), slow: time(slow) },
    };
    return [noise, jump];
  }).flat();
}
const judged = (world: World, replicates?: number) =>
  transformerNoise.judge(made(world, replicates), settings);
const verdicts = (world: World) => judged(world).parts!.map(({ verdict }) => verdict);

describe('transformer-noise', () => {
  it('is supported where all three findings hold', () => {
    const evidence = judged({});
    expect(evidence.verdict).toBe('supported');
    expect(evidence.parts!.map(({ verdict }) => verdict)).toEqual(['supported', 'supported', 'supported']);
    expect(evidence.scope).toBe(
      'at the start not Gaussian for b ≤ 256; after 1000 iterations not Gaussian for b ≤ 256 (b in sequences)',
    );
    expect(evidence.tables).toHaveLength(2);
    expectFinite(evidence);
  });

  it('is refuted where none holds, with where the noise is Gaussian', () => {
    const evidence = judged({ parameters: falling, gaussian: 1 });
    expect(evidence.verdict).toBe('refuted');
    expect(evidence.parts!.map(({ verdict }) => verdict)).toEqual(['refuted', 'refuted', 'refuted']);
    expect(evidence.scope).toBe(
      'at the start not Gaussian for b ≤ 1, Gaussian from b = 16; ' +
        'after 1000 iterations not Gaussian for b ≤ 16, Gaussian from b = 256 (b in sequences)',
    );
    expect(evidence.reason).toContain('not Gaussian in 3 of 6 settings and Gaussian in 3');
  });

  it('is refuted where one finding fails', () => {
    expect(verdicts({ gaussian: 1.1 })).toEqual(['supported', 'supported', 'refuted']);
    // An earlier gain without tails is none that tails make.
    expect(verdicts({ gaussian: 0.5 })).toEqual(['supported', 'supported', 'refuted']);
    const changing = [heavy[0]!, [0.5, 0.45, 0.4]];
    expect(verdicts({ parameters: changing })).toEqual(['supported', 'refuted', 'supported']);
    const rising = [heavy[0]!, [0.4, 0.45, 0.5]];
    expect(verdicts({ parameters: rising })).toEqual(['supported', 'refuted', 'supported']);
    expect(verdicts({ parameters: none })).toEqual(['refuted', 'supported', 'supported']);
    expect(judged({ gaussian: 1.1 }).verdict).toBe('refuted');
  });

  it('takes noise for not Gaussian where random directions alone show it', () => {
    expect(verdicts({ parameters: none, directions: heavy })[0]).toBe('supported');
    const some = [none[0]!, heavy[1]!];
    expect(judged({ parameters: none, directions: some }).scope).toContain(
      'at the start Gaussian from b = 1; after 1000 iterations not Gaussian for b ≤ 256',
    );
  });

  it('is undecided where intervals cover the margins, says what is missing, and asks for it once', () => {
    const open = { parameters: [[0.03, 0.03, 0.03], heavy[1]!], scatter: 0.01 };
    const evidence = judged(open);
    expect(evidence.verdict).toBe('undecided');
    expect(evidence.scope).toContain('at the start undecided');
    expect(judged({ ...open, parameters: [open.parameters[0]!, [0.03, 0.03, 0.03]] }).scope).toBeUndefined();
    expect(evidence.open!.rule).toContain('tail weight of coordinates at the start, batch size 1');
    expect(evidence.open!.needs).toContain('replicates');
    const further = transformerNoise.extend!(made(open), settings);
    expect(further).toHaveLength(12);
    expect(new Set(further.map((cell) => (cell as { replicate: number }).replicate))).toEqual(
      new Set([6, 7, 8, 9, 10, 11]),
    );
    expect(transformerNoise.extend!(made(open, 12), settings)).toEqual([]);
    expect(transformerNoise.extend!(made({}), settings)).toEqual([]);
    expect(judged({ gaussian: 1.25, scatter: 0.01 }).parts![2]!.open!.rule).toContain('log₂ of the time');
    const change = { parameters: [heavy[0]!, [0.56, 0.5, 0.5]], scatter: 0.01 };
    expect(judged(change).parts![1]!.open!.rule).toContain(
      'tail weight at b = 1 less at b = 256, after 1000',
    );
  });

  it.each<[string, World]>([
    ['Gaussian noise of the covariance', { controls: { gaussian: 0.05 } }],
    ['Gaussian noise of the covariance', { controls: { gaussian: -0.05 } }],
    [
      'injected alpha-stable noise',
      {
        controls: {
          stable: [
            { tailWeight: 1, tailIndex: 1.5 },
            { tailWeight: 0.01, tailIndex: 1.5 },
          ],
        },
      },
    ],
    [
      'means of 16 numbers',
      {
        controls: {
          stable: [
            { tailWeight: 1, tailIndex: 1.5 },
            { tailWeight: 1, tailIndex: 1.9 },
          ],
        },
      },
    ],
    ['the transformer learns', { loss: 2.6 }],
    ['every run comes to the gain', { gaussian: null }],
    ['SGD with other minibatches', { again: 1.6 }],
    ['SGD with half the step size', { slow: 1 }],
  ])('decides nothing where a control fails: %s', (name, world) => {
    const results = made(world);
    const { verdict, reason } = transformerNoise.judge(results, settings);
    expect(verdict).toBe('undecided');
    expect(reason).toContain(`A control failed (${name}`);
    expect(transformerNoise.extend!(results, settings)).toEqual([]);
  });

  it('plans two cells a replicate, whose cost follows what they do', () => {
    const cells = transformerNoise.plan(settings);
    expect(cells).toHaveLength(12);
    const shape = { dimension: 0, classes: 0 };
    const total = (profile: 'smoke' | 'quick' | 'paper') =>
      transformerNoise
        .plan(settingsOf(profile))
        .reduce((sum, cell) => sum + transformerNoise.cost!(cell, shape).seconds, 0);
    expect(total('smoke')).toBeLessThan(5);
    expect(total('quick')).toBeGreaterThan(15);
    expect(total('quick')).toBeLessThan(60);
    // With twice the replicates.
    expect(2 * total('paper')).toBeLessThan(8 * 3600);
    for (const cell of transformerNoise.plan(settingsOf('paper'))) {
      expect(transformerNoise.cost!(cell, shape).bytes).toBeLessThan(2 ** 30);
    }
  });
});
