import { UserError } from '#heavytail/error';
import { arrayMatrix, memorySource, readNpyLayout } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';
import { allRows, fileBytes, npyFile, numbers, reference } from './gradientArrays.js';

async function open(bytes: Uint8Array) {
  const source = memorySource('a.npy', bytes);
  return arrayMatrix(source, await readNpyLayout(source), source.name);
}

describe('an npy file written by NumPy', () => {
  it.each(reference.arrays)('is read exactly: $order$dtype $shape, Fortran order $fortran', async (given) => {
    const matrix = await open(fileBytes(given.file));
    expect([matrix.rows, matrix.columns, matrix.dtype]).toEqual([
      given.rows,
      given.values.length / given.rows,
      given.dtype,
    ]);
    expect(await allRows(matrix)).toEqual(numbers(given.values));
  });

  it.each(reference.versions.files)('is read in version $version', async ({ file }) => {
    expect(await allRows(await open(fileBytes(file)))).toEqual(numbers(reference.versions.values));
  });

  it.each([
    ['complex', /complex numbers/],
    ['string', /strings/],
    ['bytes', /byte strings/],
    ['date', /dates/],
    ['duration', /durations/],
    ['record', /several fields/],
    ['void', /bfloat16/],
    ['long double', /another length/],
    ['scalar', /single number/],
    ['empty', /empty.*0 × 4/],
  ])('is refused by name when it holds %s', async (name, message) => {
    await expect(open(fileBytes(reference.refused[name]!))).rejects.toThrow(UserError);
    await expect(open(fileBytes(reference.refused[name]!))).rejects.toThrow(message);
  });

  it.each(['too large', 'too large unsigned'])(
    'is refused when an integer does not fit a double: %s',
    async (name) => {
      const matrix = await open(fileBytes(reference.refused[name]!));
      await expect(allRows(matrix)).rejects.toThrow(/a\.npy holds the integer \d+/);
    },
  );

  it('is refused with the conversion when it holds objects, and nothing is unpickled', async () => {
    const file = npyFile("{'descr': '|O', 'fortran_order': False, 'shape': (3,), }\n", 64);
    const error = await open(file).catch((caught: unknown) => caught as UserError);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).hint).toContain('a = np.load("a.npy", allow_pickle=True)\nnp.save(');
  });
});

const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe('an npy file that lies', () => {
  it.each([
    ['a shape larger than the file', npyFile(header("'<f4'", '(1000000000, 1000)'), 8), /truncated/],
    ['an overflowing shape', npyFile(header("'<f4'", '(4294967296, 4294967296)'), 8), /no file can hold/],
    [
      'an overflow hidden by a zero',
      npyFile(header("'<f4'", '(4294967296, 4294967296, 0)'), 0),
      /no file can/,
    ],
    ['a negative size', npyFile(header("'<f4'", '(-1, 2)'), 8), /shape/],
    ['a size beyond doubles', npyFile(header("'<f4'", '(99999999999999999999,)'), 8), /shape/],
    ['a shape that is no tuple', npyFile(header("'<f4'", '2'), 8), /shape/],
    ['brackets that are no tuple', npyFile(header("'<f4'", '(2)'), 8), /shape/],
    ['bytes after the data', npyFile(header("'<f4'", '(2,)'), 9), /something follows/],
    ['an unknown type', npyFile(header("'<q9'", '(2,)'), 8), /unknown type/],
    ['a type from the prototype', npyFile(header("'<constructor'", '(2,)'), 8), /complex/],
    ['no byte order', npyFile(header("'f4'", '(2,)'), 8), /dtype f4/],
    ['native byte order', npyFile(header("'=f4'", '(2,)'), 8), /dtype =f4/],
    ['fortran_order 1', npyFile(header("'<f4'", '(2,)', '1'), 8), /neither True nor False/],
    ['a key twice', npyFile("{'descr': '<f4', 'descr': '<f8', 'shape': (1,)}", 8), /twice/],
    ['a missing key', npyFile("{'descr': '<f4', 'shape': (2,)}", 8), /without exactly/],
    ['one key more', npyFile(header("'<f4'", "(2,), 'extra': 1"), 8), /without exactly/],
    ['an expression', npyFile(header("'<f4'", '(1+1,)'), 8), /NumPy does not write/],
    ['a call', npyFile("__import__('os').system('true')", 8), /NumPy does not write/],
    ['endless brackets', npyFile('('.repeat(60_000), 8), /NumPy does not write/],
    ['a header beyond the file', npyFile('', 8).fill(255, 8, 10), /ends within its header of 65535/],
    ['a header of 4 GB', npyFile('', 8, 2).fill(255, 8, 12), /4294967295 bytes; at most/],
    ['version 4', npyFile(header("'<f4'", '(2,)'), 8, 4), /version 4\.0/],
    ['another beginning', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), /not an npy file/],
    ['nine bytes', npyFile('', 0).subarray(0, 9), /ends within/],
    ['nothing', new Uint8Array(0), /not an npy file/],
  ])('is refused: %s', async (_, bytes, message) => {
    const error = await open(bytes).catch((caught: unknown) => caught as Error);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain('a.npy');
  });
});
