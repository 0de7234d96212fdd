import { openGradients } from '#heavytail/store/index';
import { describe, expect, it } from 'vitest';
import { fileBytes, reference, safetensorsFile } from '../../format/gradientArrays.js';
import { npy, readAll, refusal, temporaryFolder } from './folder.js';

describe('openGradients', () => {
  const folder = temporaryFolder();

  it('gives layer, step and batch size of a safetensors file of the recorders', async () => {
    const file = folder.write('step_00001200.safetensors', fileBytes(reference.safetensors.file));
    const { tensors, skipped, close } = await openGradients([file]);
    await close();
    const tensor = tensors.find(({ name }) => name === 'F32')!;
    expect([tensor.step, tensor.batchSize, tensor.stepsAsSamples]).toEqual([1200, 50, false]);
    expect(skipped).toEqual([
      {
        file,
        name: 'odd',
        reason: `odd in ${file} holds values of type F8_E4M3, which are not read.`,
        hint: 'Save float32.',
      },
    ]);
  });

  it('takes the step from the name of the file where nothing else tells it', async () => {
    const names = {
      'grads_step_00001200.npy': ['grads', 1200],
      'step-7.npy': ['step-7', 7],
      'fc1_it01000_grads.npy': ['fc1_grads', 1000],
      'grads_iter=12.npy': ['grads', 12],
      '00000300.npy': ['00000300', 300],
      'grads-20.npy': ['grads', 20],
      'alpha1.5.npy': ['alpha1.5', undefined],
      'split_by.npy': ['split_by', undefined],
      'iteration.npy': ['iteration', undefined],
    } as const;
    for (const [name, [layer, step]] of Object.entries(names)) {
      const file = folder.write(name, npy([2, 2], [1, 2, 3, 4]));
      const [tensor] = (await readAll([file])).tensors;
      expect([name, tensor!.step]).toEqual([name, step]);
      if (!/^\d|^step/.test(layer)) expect(tensor!.name).toBe(layer);
    }
  });

  it('reads a folder in the order of its names, one level, without hidden and unfinished files', async () => {
    folder.write('d/b.npy', npy([1, 2], [3, 4]));
    folder.write('d/a.npy', npy([1, 2], [1, 2]));
    folder.write('d/.c.npy', npy([1, 2], [1, 2]));
    folder.write('d/c.safetensors.tmp', 'unfinished');
    folder.write('d/deeper/d.npy', npy([1, 2], [1, 2]));
    folder.write('d/notes.md', '# Notes');
    const { tensors, skipped } = await readAll([`${folder.path}/d`]);
    expect(tensors.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(skipped.map(({ file }) => file)).toEqual([`${folder.path}/d/notes.md`]);
  });

  it('joins files of one gradient each, in the order of their steps', async () => {
    folder.write('d/g_step_10.npy', npy([3], [7, 8, 9]));
    folder.write('d/g_step_9.npy', npy([3], [4, 5, 6]));
    folder.write('d/g_step_8.npy', npy([3], [1, 2, 3]));
    const { tensors } = await readAll([`${folder.path}/d`]);
    expect(tensors).toHaveLength(1);
    expect(tensors[0]).toMatchObject({
      name: 'g',
      step: undefined,
      stepsAsSamples: true,
      rows: 3,
      columns: 3,
    });
    expect([...tensors[0]!.values]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('joins them layer by layer, and reads columns', async () => {
    for (const step of [1, 2, 300]) {
      const header =
        '{"module.w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}';
      const file = safetensorsFile(header, 11);
      file.fill(step % 256, file.length - 3);
      folder.write(`d/step_${step}.safetensors`, file);
    }
    const { tensors, close } = await openGradients([`${folder.path}/d`]);
    expect(tensors.map(({ name, matrix }) => [name, matrix.rows, matrix.columns])).toEqual([
      ['w', 3, 2],
      ['b', 3, 3],
    ]);
    const into = new Float64Array(6);
    await tensors[1]!.matrix.readColumns(1, 3, into);
    await close();
    expect([...into]).toEqual([1, 1, 2, 2, 44, 44]);
  });

  it('does not join gradients of different lengths or matrices', async () => {
    folder.write('d/g_1.npy', npy([3], [7, 8, 9]));
    folder.write('d/g_2.npy', npy([2], [4, 5]));
    folder.write('d/m_1.npy', npy([2, 1], [4, 5]));
    folder.write('d/m_2.npy', npy([2, 1], [4, 5]));
    expect((await readAll([`${folder.path}/d`])).tensors).toHaveLength(4);
  });

  it('keeps only the layer asked for', async () => {
    const a = folder.write('a.npy', npy([1, 2], [1, 2]));
    const b = folder.write('b.npy', npy([1, 2], [1, 2]));
    expect((await readAll([a, b], { layer: 'b' })).tensors.map(({ name }) => name)).toEqual(['b']);
    const { message, hint } = await refusal([a, b], { layer: 'c' });
    expect(message).toContain('"c"');
    expect(hint).toBe('There are a, b.');
  });

  it('skips what cannot be read, with a sentence, and reads the rest', async () => {
    const good = folder.write('good.npy', npy([1, 2], [1, 2]));
    const bad = folder.write('bad.npy', npy([1, 2], [1]));
    const { tensors, skipped } = await readAll([good, bad, `${folder.path}/none.npy`]);
    expect(tensors).toHaveLength(1);
    expect(skipped.map(({ file }) => file)).toEqual([bad, `${folder.path}/none.npy`]);
    expect(skipped[0]!.reason).toContain('truncated');
  });

  it('recognises files without an extension by their first bytes', async () => {
    folder.write('d/npy', npy([1, 2], [1, 2]));
    folder.write('d/npz', fileBytes(reference.archives.files.stored));
    folder.write('d/safetensors', fileBytes(reference.safetensors.file));
    folder.write('d/csv', '1,2\n3,4\n');
    folder.write('d/norms.txt', '# norms\n 0.5\n1.25e-3\n');
    expect((await readAll([`${folder.path}/d`])).tensors).toHaveLength(1 + 1 + 2 + 13 + 1);
  });

  it.each([
    ['model.pt', 'PK', /pickle.*never read/],
    ['model.pkl', '\x80\x04', /pickle/],
    ['unnamed', '\x80\x04\x95', /pickle/],
    ['a.npy.gz', '\x1f\x8b\x08', /gzip/],
    ['a.h5', '\x89HDF', /HDF5/],
    ['a.txt', 'hello', /no format that is read/],
    ['a.npy', '', /empty/],
    ['a.npz', 'not a zip', /damaged/],
    ['a.safetensors', 'short', /at least 10/],
    ['a.parquet', 'PAR1PAR1', /8 bytes/],
  ])('refuses %s', async (name, content, message) => {
    const file = folder.write(name, Buffer.from(content, 'latin1'));
    const error = await refusal([file]);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(file);
  });

  it('refuses folders without files, missing files and no files', async () => {
    folder.write('empty/deeper/a.npy', npy([1], [1]));
    expect((await refusal([`${folder.path}/empty`])).message).toMatch(/holds no file of gradients/);
    expect((await refusal([`${folder.path}/none`])).message).toMatch(/There is no file/);
    expect((await refusal([])).message).toMatch(/No file/);
    folder.write('notes/a.md', 'x');
    folder.write('notes/b.md', 'x');
    expect((await refusal([`${folder.path}/notes`])).message).toMatch(/None of 2 files.*a\.md/);
  });
});
