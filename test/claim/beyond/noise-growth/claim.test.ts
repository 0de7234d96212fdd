import { noiseGrowth } from '#heavytail/claim/beyond/noise-growth/claim';
import { layerSizes, type LayerSizes } from '#heavytail/claim/beyond/noise-growth/sizes';
import { makeWorlds, type Worlds } from '#heavytail/claim/beyond/noise-growth/worlds';
import { stream } from 'heavytail/random';
import { describe, expect, it } from 'vitest';

const settings = { profile: 'quick', seed: 1, dataset: 'none' } as const;
const context = {
  seed: 1,
  dataset: (): never => {
    throw new Error('no data set is needed');
  },
};

type Cells = ReturnType<typeof noiseGrowth.plan>;
type Results = Parameters<typeof noiseGrowth.judge>[0];

const layers = ['layer1.weight', 'layer2.weight'];
const cells: Cells = noiseGrowth.plan(settings);
const known = makeWorlds(4, context);

/** Results in which noise grows like the full gradient to the given power in each layer, with some scatter. */
function results(growth: readonly number[], worlds: Worlds = known, scatter = 0.02): Results {
  return cells.map((cell) => {
    if (cell.kind === 'worlds') return { kind: 'worlds', worlds };
    const noise = stream(1, 'scatter', cell.network.replicate).normals(64);
    const looks = cell.network.iterations.flatMap((iteration, t) =>
      layers.map((layer, l): LayerSizes & { iteration: number } => {
        const size = growth[l]! * -t + scatter * noise[2 * t + l]!;
        return { layer, iteration, gradient: -t, noise: [size, size - 0.1] };
      }),
    );
    return { kind: 'network', network: cell.network, looks };
  });
}

const judge = (...given: Parameters<typeof results>) => noiseGrowth.judge(results(...given), settings);

describe('noise-growth', () => {
  it('is supported where noise grows in every layer', () => {
    const { verdict, statistics, scope } = judge([0.7, 1]);
    expect(verdict).toBe('supported');
    expect(statistics[0]!.value).toBeCloseTo(0.7, 1);
    expect(scope).toBeUndefined();
  });

  it('is refuted where the noise of a layer keeps its size, and says where it holds', () => {
    const { verdict, scope } = judge([0.7, 0]);
    expect(verdict).toBe('refuted');
    expect(scope).toBe('noise grows with the gradient in layer1.weight; not in layer2.weight');
  });

  it('is open where an interval covers the margin, and says what is missing', () => {
    const { verdict, open, reason } = judge([0.7, 0.1]);
    expect(verdict).toBe('undecided');
    expect(open?.rule).toContain('layer2.weight');
    expect(reason).toMatch(/^Not decided: .* times the runs/);
  });

  it('decides nothing where one of the made-up worlds is not told apart', () => {
    const controls = (worlds: Worlds) => {
      const { verdict, controls: all } = judge([0.7, 1], worlds);
      expect(verdict).toBe('undecided');
      return all.map(({ passed }) => passed);
    };
    expect(controls({ ...known, additive: known.proportional })).toEqual([false, true]);
    expect(controls({ ...known, proportional: known.additive })).toEqual([true, false]);
  });
});

describe('sizes of a layer', () => {
  const source = {
    parameterCount: 3,
    layers: [
      { name: 'a', offset: 0, rows: 1, columns: 2 },
      { name: 'b', offset: 2, rows: 1, columns: 1 },
    ],
    perExampleGradients: (_: Float32Array, examples: Uint32Array, out: Float32Array) => {
      const gradients = [
        [3, 4, 1],
        [-3, 4, 3],
      ];
      examples.forEach((example, k) => out.set(gradients[example]!, 3 * k));
    },
  };

  it('are those of a sum by hand', () => {
    // Layer a: the full gradient is (0, 4), the noise (±3, 0). Layer b: 2, and the noise ±1.
    const full = Float32Array.of(0, 4, 2);
    const [a, b] = layerSizes(source, new Float32Array(3), full, Uint32Array.of(0, 1));
    expect(a!.gradient).toBeCloseTo(Math.log(4), 6);
    expect(a!.noise.map((size) => Math.exp(size))).toEqual([expect.closeTo(3, 6), expect.closeTo(3, 6)]);
    expect(b!.gradient).toBeCloseTo(Math.log(2), 6);
    expect(b!.noise[0]).toBeCloseTo(0, 6);
  });

  it('have no logarithm where there is no gradient', () => {
    const full = Float32Array.of(0, 0, 2);
    expect(() => layerSizes(source, new Float32Array(3), full, Uint32Array.of(0, 1))).toThrow(
      'The gradient of a is zero',
    );
  });
});

it('a smoke run on drawn networks gives sizes of every layer', () => {
  const cell = noiseGrowth.plan({ ...settings, profile: 'smoke' })[0]!;
  if (cell.kind !== 'network') throw new Error('the first cell is a network');
  const inputs = stream(3, 'inputs').normals(60 * 16);
  const examples = {
    count: 60,
    inputs: Float32Array.from(inputs),
    labels: Uint8Array.from({ length: 60 }, (_, i) => i % 3),
  };
  const dataset = {
    name: 'none',
    dimension: 16,
    classes: 3,
    train: examples,
    test: examples,
    checksum: '',
    origin: 'made up',
  };
  const network = { ...cell.network, examples: 60, batchSize: 10, iterations: [0, 20] };
  const result = noiseGrowth.run({ kind: 'network', network }, { seed: 1, dataset: () => dataset });
  if (result.kind !== 'network') throw new Error('a network was run');
  expect(result.looks.map(({ layer, iteration }) => [layer, iteration])).toEqual([
    ['layer1.weight', 0],
    ['layer2.weight', 0],
    ['layer3.weight', 0],
    ['layer1.weight', 20],
    ['layer2.weight', 20],
    ['layer3.weight', 20],
  ]);
  for (const { gradient, noise } of result.looks) {
    expect([gradient, ...noise].every(Number.isFinite)).toBe(true);
    // A root of a lower moment is never larger.
    expect(noise[1]).toBeLessThanOrEqual(noise[0]!);
  }
});
