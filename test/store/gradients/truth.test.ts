import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dumpFolder, needs } from '../../needs.js';
import { readAll, refusal } from './folder.js';

/** Dumps made with PyTorch and NumPy, where the data folder is present, and what is to be done with each. */
const folder = dumpFolder;

interface Truth {
  readonly files: readonly {
    readonly file?: string;
    readonly files?: readonly string[];
    readonly action: string;
    readonly sum?: number;
    readonly reference?: { readonly shape?: readonly number[] };
  }[];
}

needs.dumps.describe('real dumps', () => {
  const { files } = JSON.parse(readFileSync(`${folder}truth.json`, 'utf8')) as Truth;
  const accepted = files.filter(({ action, file }) => action === 'accept' && file !== undefined);
  it.each(accepted)('$file is read', async ({ file, sum, reference }) => {
    const { tensors } = await readAll([folder + file!]);
    const [{ rows, columns, values }] = tensors as [(typeof tensors)[number]];
    if (reference?.shape) expect([rows, columns]).toEqual(reference.shape);
    // The sums are given to three decimals.
    if (sum !== undefined) expect(Math.abs(values.reduce((a, b) => a + b, 0) - sum)).toBeLessThan(5.01e-4);
  });

  it('a NaN stays a NaN, for the analysis to refuse', async () => {
    const { tensors } = await readAll([`${folder}odd/nan.npy`]);
    expect(tensors[0]!.values[7 * 30 + 3]).toBeNaN();
    expect(tensors[0]!.values.filter(Number.isNaN)).toHaveLength(1);
  });

  const refused = files.filter(({ action, file }) => action === 'refuse' && !file?.includes('nan'));
  it.each(refused)('$file is refused by name', async ({ file }) => {
    expect((await refusal([folder + file!])).message).toContain(file);
  });

  it('the last layer in text, in npz and in the whole matrix is the same', async () => {
    const start = `${folder}real/mnist_fc3_w16_b50_it01000_`;
    const [whole] = (await readAll([`${start}grads.npy`])).tensors;
    const [text] = (await readAll([`${start}last_layer.csv`])).tensors;
    const [layer] = (await readAll([`${start}layers_K20.npz`], { layer: 'fc.4.weight' })).tensors;
    expect([text!.rows, text!.columns]).toEqual([100, 160]);
    for (let row = 0; row < 100; row++) {
      const last = whole!.values.subarray(row * 12_960 + 12_800, (row + 1) * 12_960);
      // Text of nine digits gives back the float32 exactly.
      const fields = text!.values.subarray(row * 160, (row + 1) * 160).map(Math.fround);
      expect(fields).toEqual(last);
      if (row < 20) expect(layer!.values.subarray(row * 160, (row + 1) * 160)).toEqual(last);
    }
  });

  it('the checkpoints of a run are joined in the order of their steps', async () => {
    const { tensors } = await readAll([`${folder}real/weights`]);
    expect(tensors).toHaveLength(1);
    expect(tensors[0]).toMatchObject({ name: 'weights', rows: 11, columns: 12_960, stepsAsSamples: true });
    const [last] = (await readAll([`${folder}real/weights/weights_it01000.npy`])).tensors;
    expect(tensors[0]!.values.subarray(10 * 12_960)).toEqual(last!.values);
  });
});
