import { describeTensors } from '#heavytail/cli/analyze/describe';
import { ownFullGradients } from '#heavytail/cli/analyze/fullGradients';
import type { GradientTensor } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';

/** A tensor of this many numbers, all of them zero. */
function tensor(
  file: string,
  name: string,
  rows: number,
  columns: number,
  more: Partial<GradientTensor> = {},
) {
  const read = (_: number, __: number, into: Float64Array | Float32Array) =>
    Promise.resolve(void into.fill(0));
  const matrix = { rows, columns, dtype: 'float32', single: true, readRows: read, readColumns: read };
  return { file, name, step: undefined, batchSize: undefined, stepsAsSamples: false, matrix, ...more };
}

const shown = (
  tensors: readonly GradientTensor[],
  columns: number,
  input: Partial<Parameters<typeof describeTensors>[0]> = {},
) => describeTensors({ remarks: [], skipped: [], ...input }, ownFullGradients(tensors), {}, { columns });
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

const path = `/data/experiments/${'a-long-name/'.repeat(9)}`;
const long = 'encoder.layers.11.attention.self_attention.query.weight';
const many = [1, 100, 1_000_000].flatMap((step) => [
  tensor(`${path}${step}/grads_of_the_whole_run.npz`, long, 500, 1_048_576, { step, batchSize: 256 }),
  tensor(`${path}${step}/grads_of_the_whole_run.npz`, 'bias', 500, 64, { step, stepsAsSamples: true }),
]);

describe('a description', () => {
  it.each([200, 100, 80, 60, 50])('fits into %i columns', (columns) => {
    const text = shown(many, columns, {
      remarks: [
        { file: `${path}a.csv`, sentence: 'Left out as no coordinate: step (1 to 9).', warning: false },
      ],
      skipped: [{ file: `${path}b.npy`, name: '', reason: `${path}b.npy is empty: it holds no bytes.` }],
    });
    expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(text).toMatch(/500 +1048576 +256 +float32/);
    expect(text.replaceAll('\n', ' ')).toContain('Rows come from different steps');
    expect(text).toMatch(/enco\S*…\S*ight|encoder\.layers\.11\.attention/);
    expect(text).toMatch(/1000000/);
    expect(text.replaceAll('\n', ' ')).toContain('holds no bytes.');
  });

  it('has no columns that tell nothing, and names a file or folder of all once', () => {
    expect(shown([tensor('d/a.npz', 'w', 3, 4), tensor('d/a.npz', 'b', 3, 5)], 80)).toBe(
      'd/a.npz\n\nlayer  minibatches  coordinates  type\nw                3            4  float32\n' +
        'b                3            5  float32\n\nThe mean over the minibatches would be subtracted.\n',
    );
    const files = shown([tensor('d/a.npy', 'w', 3, 4), tensor('d/b.npy', 'b', 3, 5)], 80);
    expect(files).toMatch(/^d\n\nlayer .* file\nw .* a\.npy\n/);
  });

  it('shortens names in their middle only where there is no room', () => {
    expect(shown([tensor('a.npy', long, 3, 4)], 100)).toContain(`${long}  `);
    expect(shown([tensor('a.npy', long, 3, 4)], 60)).toMatch(/encoder\.\S*…\S*weight/);
  });

  it('says what is no coordinate once for all files, and not the name of the only one', () => {
    const sentence = 'Left out as no coordinate: step.';
    const remarks = ['a.csv', 'b.csv', 'c.csv'].map((file) => ({ file, sentence, warning: false }));
    const tensors = remarks.map(({ file }) => tensor(file, file, 3, 4));
    expect(shown(tensors, 80, { remarks })).toContain(`Note: a.csv and 2 more: ${sentence}\n`);
    expect(shown(tensors.slice(0, 1), 80, { remarks: remarks.slice(0, 1) })).toContain(`Note: ${sentence}\n`);
    const warning = remarks.slice(0, 1).map((remark) => ({ ...remark, warning: true }));
    expect(shown(tensors.slice(0, 1), 80, { remarks: warning })).toContain(`Warning: ${sentence}\n`);
  });

  it('shows few of many notes', () => {
    const files = Array.from({ length: 30 }, (_, i) => `${i}.csv`);
    const remarks = files.map((file) => ({ file, sentence: `Left out: ${file}.`, warning: false }));
    const text = shown(
      files.map((file) => tensor(file, file, 3, 4)),
      80,
      { remarks },
    );
    expect(text.match(/Note:/g)).toHaveLength(9);
    expect(text).toContain('22 more notes are in the JSON of --json.');
  });

  it('names a path in what was skipped once', () => {
    const skipped = [
      { file: 'a.npy', name: '', reason: 'a.npy is empty: it holds no bytes.' },
      { file: 'b.npz', name: 'w', reason: 'No numbers.' },
    ];
    const text = shown([tensor('c.npy', 'c', 2, 2)], 80, { skipped });
    expect(text).toContain('Skipped: a.npy is empty');
    expect(text).toContain('Skipped b.npz: w: No numbers.');
  });
});

describe('a full gradient', () => {
  const names = (tensors: readonly GradientTensor[]) => {
    const own = ownFullGradients(tensors);
    return {
      kept: own.tensors.map(({ name }) => name),
      used: own.used.map(({ name }) => name),
      skipped: own.skipped.map(({ reason }) => reason),
      has: own.tensors.map((one) => own.matrixFor(one) !== undefined),
    };
  };

  it.each([
    ['beside a file', [tensor('d/grads.npy', 'grads', 9, 5), tensor('d/full_grad.npy', 'full_grad', 1, 5)]],
    [
      'of another name',
      [tensor('d/run.npy', 'run', 9, 5), tensor('d/full_gradient.npy', 'full_gradient', 1, 5)],
    ],
    [
      'with the name of the run',
      [tensor('d/x_grads.npy', 'x_grads', 9, 5), tensor('d/x_full_grad.npy', 'x_full_grad', 1, 5)],
    ],
    [
      'with a name in front',
      [tensor('d/w.npy', 'w', 9, 5), tensor('d/full-gradients.npy', 'full-gradients', 1, 5)],
    ],
    ['in the same file', [tensor('a.npz', 'grads', 9, 5), tensor('a.npz', 'full_grad', 1, 5)]],
    ['of the recorders', [tensor('a.npz', 'fc.weight', 9, 5), tensor('a.npz', 'full/fc.weight', 1, 5)]],
    [
      'of the layer, behind',
      [tensor('a.npz', 'fc.weight', 9, 5), tensor('a.npz', 'fc.weight.full_grad', 1, 5)],
    ],
    ['in the shape of its weights', [tensor('a.npz', 'w', 9, 6), tensor('a.npz', 'full_batch_grad.w', 2, 3)]],
    ['of the same step', [tensor('g', 'g', 9, 5, { step: 7 }), tensor('f', 'full_grad', 1, 5, { step: 7 })]],
  ])('%s is taken for that', (_, tensors) => {
    const { kept, used, skipped, has } = names(tensors);
    expect([kept, used, skipped, has]).toEqual([[tensors[0]!.name], [tensors[1]!.name], [], [true]]);
  });

  it.each([
    ['of another length', tensor('d/full_grad.npy', 'full_grad', 1, 4)],
    ['of another step', tensor('d/full_grad.npy', 'full_grad', 1, 5, { step: 8 })],
    ['in another folder', tensor('e/full_grad.npy', 'full_grad', 1, 5)],
  ])('%s is skipped with a reason', (_, full) => {
    const { kept, used, skipped, has } = names([tensor('d/grads.npy', 'grads', 9, 5, { step: 7 }), full]);
    expect([kept, used, has]).toEqual([['grads'], [], [false]]);
    expect(skipped).toEqual([expect.stringMatching(/full gradient .* belongs to no tensor here/)]);
  });

  it('without a layer goes to none of several tensors of its length, but to that in its own file', () => {
    const two = [tensor('d/a.npy', 'a', 9, 5), tensor('d/b.npy', 'b', 9, 5)];
    expect(names([...two, tensor('d/full_grad.npy', 'full_grad', 1, 5)]).has).toEqual([false, false]);
    const own = two.flatMap((one) => [one, tensor(one.file, 'full_grad', 1, 5)]);
    expect(names(own)).toMatchObject({ kept: ['a', 'b'], has: [true, true], skipped: [] });
  });

  it('goes to the layer of its name where several have its length', () => {
    const layers = ['a.bias', 'b.bias', 'c.bias'];
    const own = ownFullGradients([
      ...layers.map((name) => tensor('a.npz', name, 9, 5)),
      tensor('a.npz', 'full_grad.a.bias', 1, 5),
      tensor('a.npz', 'full_grad.b.bias', 1, 5),
    ]);
    expect(own.tensors.map((one) => own.matrixFor(one) !== undefined)).toEqual([true, true, false]);
  });

  it('is analysed where there is nothing else, or where it has many rows that fit nothing', () => {
    expect(names([tensor('a.npy', 'full_grad', 1, 5)]).kept).toEqual(['full_grad']);
    const tensors = [tensor('a.npy', 'full_grads', 9, 5), tensor('b.npy', 'w', 9, 7)];
    expect(names(tensors).kept).toEqual(['full_grads', 'w']);
  });

  it.each(['fullness', 'grad_full_x', 'graduate', 'full', 'useful_grad', 'full_grader'])(
    'is none for its name: %s',
    (name) => {
      expect(names([tensor('a.npy', 'w', 9, 5), tensor('b.npy', name, 1, 5)]).kept).toEqual(['w', name]);
    },
  );
});
