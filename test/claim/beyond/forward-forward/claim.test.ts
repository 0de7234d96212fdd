import { describe, expect, it } from 'vitest';
import { forwardForward } from '#heavytail/claim/beyond/forward-forward/claim';
import type { ForwardForwardResult, ForwardForwardRun } from '#heavytail/claim/beyond/forward-forward/run';
import type { NoiseWorlds } from '#heavytail/claim/beyond/forward-forward/worlds';
import { stream } from 'heavytail/random';
import { settingsOf } from '../../exitWorlds.js';
import { expectFinite } from '../../finite.js';

const settings = { ...settingsOf('quick'), dataset: 'procedural-digits' };
const cells = forwardForward.plan(settings);

/** Of MNIST. */
const shape = { dimension: 784, classes: 10, image: { channels: 1, height: 28, width: 28 } };

/** Known worlds measured right. */
const known: NoiseWorlds = {
  gaussian: { coordinates: 0.01, projections: -0.005 },
  independent: { coordinates: 0.12, projections: 0.01 },
  shared: { coordinates: 0.7, projections: 0.7 },
};

/** Excess tail weight of Forward-Forward less that of back-propagation, at the two accuracies. */
interface World {
  readonly coordinates: readonly [number, number];
  readonly projections: readonly [number, number];
  /** Scatter of a difference, and of what both methods share in a replicate. */
  readonly scatter?: number;
  readonly shared?: number;
}

type Change = (run: ForwardForwardRun, index: number) => ForwardForwardRun;

function made(
  world: World,
  change: Change = (run) => run,
  worlds = known,
  of = cells,
): ForwardForwardResult[] {
  const { scatter = 0.002, shared = 0.1 } = world;
  return of.map((cell, i): ForwardForwardResult => {
    if (cell.kind === 'worlds') return { kind: 'worlds', worlds };
    const { method, replicate } = cell;
    const common = shared * stream(1, 'pair', replicate).normals(1)[0]!;
    const share = method === 'forward-forward' ? 1 : 0;
    const snapshots = cell.accuracies.map((accuracy, k) => {
      const [a, b] = stream(1, 'run', replicate, method, k).normals(2);
      return {
        iteration: 100,
        accuracy,
        coordinates: 0.4 + common + share * world.coordinates[k]! + scatter * a,
        projections: 0.1 + common + share * world.projections[k]! + scatter * b,
      };
    });
    return change({ kind: 'network', method, replicate, snapshots }, i);
  });
}

function judge(world: World, change?: Change, worlds?: NoiseWorlds, of?: typeof cells) {
  const results = made(world, change, worlds, of);
  const evidence = forwardForward.judge(results, settings);
  expectFinite(evidence);
  const next = forwardForward.extend!(results, settings);
  return { ...evidence, verdicts: evidence.parts!.map(({ verdict }) => verdict), next };
}

const nearer: World = { coordinates: [-0.1, -0.1], projections: [-0.05, -0.05] };
const farther: World = { coordinates: [0.1, 0.1], projections: [0.05, 0.05] };
const alike: World = { coordinates: [0, 0], projections: [0, 0] };

describe('forward-forward', () => {
  it('is supported where its noise is nearer to Gaussian along parameters and projections', () => {
    const { verdict, verdicts, scope, next } = judge(nearer);
    expect(verdict).toBe('supported');
    expect(verdicts).toEqual(['supported', 'supported']);
    expect(scope).toBeUndefined();
    expect(next).toEqual([]);
  });

  it.each([farther, alike])('is refuted where it is farther, or alike', (world) => {
    const { verdict, verdicts, scope } = judge(world);
    expect(verdict).toBe('refuted');
    expect(verdicts).toEqual(['refuted', 'refuted']);
    expect(scope).toMatch(/^fails along /);
  });

  it('is refuted as stated where parameters and projections differ, and says along what it holds', () => {
    const { verdict, verdicts, scope, next } = judge({ ...nearer, coordinates: [0.1, 0.2] });
    expect(verdict).toBe('refuted');
    expect(verdicts).toEqual(['refuted', 'supported']);
    expect(scope).toMatch(
      /^holds along random projections at 80 % .*; fails along single parameters at 80 %/,
    );
    expect(scope).toContain('single parameters at 90 % accuracy (0.2');
    expect(next).toEqual([]);
  });

  it('asks for it at every accuracy', () => {
    expect(judge({ ...nearer, projections: [0, -0.05] }).verdicts).toEqual(['supported', 'refuted']);
    expect(judge({ ...nearer, projections: [-0.05, 0] }).verdicts).toEqual(['supported', 'refuted']);
  });

  it.each([
    [-0.037, -0.017, 'supported'],
    [-0.023, -0.003, 'refuted'],
  ] as const)('has margins of 0.03 and 0.01: %d, %d', (along, projected, verdict) => {
    const world: World = { coordinates: [along, along], projections: [projected, projected] };
    expect(judge(world).verdicts).toEqual([verdict, verdict]);
  });

  it('compares pairs: what both methods share does not matter', () => {
    expect(judge({ ...nearer, shared: 10 }).verdicts).toEqual(['supported', 'supported']);
  });

  it('trains as many pairs again where it is open, once', () => {
    const { verdict, open, reason, next } = judge({ ...nearer, scatter: 0.2 });
    expect(verdict).toBe('undecided');
    expect(open!.rule).toContain('part “single parameters”');
    expect(open!.needs).toContain('pairs of networks');
    expect(reason).toMatch(/^Not decided/);
    expect(next).toHaveLength(cells.length - 1);
    expect(new Set(next.map((cell) => (cell.kind === 'network' ? cell.replicate : -1)))).toEqual(
      new Set([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]),
    );
    const all = judge({ ...nearer, scatter: 0.2 }, undefined, undefined, [...cells, ...next]);
    expect(all.next).toEqual([]);
    const results = made({ ...nearer, scatter: 0.2 });
    expect(forwardForward.extend!(results, { ...settings, profile: 'smoke' })).toEqual([]);
  });

  it('shares its error among intervals and looks', () => {
    expect(new Set(judge(alike).statistics.map(({ level }) => level))).toEqual(new Set([1 - 0.05 / 8]));
  });

  it.each([
    [nearer, 'supported'],
    [farther, 'refuted'],
  ] as const)(
    'leaves out runs that do not reach an accuracy, and the accuracy where they are many',
    (world, verdict) => {
      const reaching = (accuracies: number, pairs: number) => (run: ForwardForwardRun) =>
        run.method === 'forward-forward' && run.replicate < pairs
          ? { ...run, snapshots: run.snapshots.slice(0, accuracies) }
          : run;
      const few = judge(world, reaching(1, 2));
      expect(few.verdict).toBe(verdict);
      expect(few.statistics).toHaveLength(4);
      const many = judge(world, reaching(1, 3));
      expect(many.verdict).toBe(verdict);
      expect(many.statistics).toHaveLength(2);
      expect(many.reason).not.toContain('90 %');
      expect(judge(world, reaching(0, 2)).verdict).toBe(verdict);
      const none = judge(world, (run) => (run.replicate < 3 ? { ...run, snapshots: [] } : run));
      expect(none.verdict).toBe('undecided');
      expect(none.reason).toContain('of the runs learn: 14 of 20 reach 80 %, 14 of 20 reach 90 %');
      expect(none.parts![0]!.open!.needs).toBe('longer training');
    },
  );

  it.each<[string, Partial<NoiseWorlds>]>([
    ['comes out Gaussian', { gaussian: { coordinates: 0.04, projections: 0 } }],
    ['comes out Gaussian', { gaussian: { coordinates: 0, projections: -0.025 } }],
    ['not along projections', { independent: { coordinates: 0.12, projections: 0.03 } }],
    ['not along projections', { independent: { coordinates: 0.02, projections: 0 } }],
    ['along both', { shared: { coordinates: 0.7, projections: 0.01 } }],
    ['along both', { shared: { coordinates: 0.02, projections: 0.7 } }],
  ])('is undecided where known noise is measured wrongly: %s', (name, wrong) => {
    for (const world of [nearer, farther]) {
      const { verdict, reason } = judge(world, undefined, { ...known, ...wrong });
      expect(verdict).toBe('undecided');
      expect(reason).toMatch(/^A control failed/);
      expect(reason).toContain(name);
    }
  });

  it('estimates what a quick run takes, a cell at a time', () => {
    const costs = cells.map((cell) => forwardForward.cost!(cell, shape));
    const seconds = costs.reduce((sum, cost) => sum + cost.seconds, 0);
    // As measured, within a factor of two.
    expect(seconds).toBeGreaterThan(15);
    expect(seconds).toBeLessThan(60);
    for (const { bytes } of costs) expect(bytes).toBeGreaterThan(1e5);
  });
});
