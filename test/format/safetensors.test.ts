import { UserError } from '#heavytail/error';
import { arrayMatrix, memorySource, readSafetensorsHeader } from '#heavytail/format/index';
import { describe, expect, it } from 'vitest';
import { allRows, fileBytes, numbers, reference, safetensorsFile } from './gradientArrays.js';

describe('a safetensors file', () => {
  const source = memorySource('a.safetensors', fileBytes(reference.safetensors.file));

  it.each(Object.keys(reference.safetensors.values))('is read exactly: %s', async (dtype) => {
    const { tensors } = await readSafetensorsHeader(source);
    const { name, layout } = tensors.find((tensor) => tensor.dtype === dtype)!;
    expect(name).toBe(`module.${dtype}`);
    const matrix = arrayMatrix(source, layout!, name);
    expect([matrix.rows, matrix.columns]).toEqual([4, 6]);
    expect(await allRows(matrix)).toEqual(numbers(reference.safetensors.values[dtype]!));
  });

  it('names types that are not read, and gives the metadata', async () => {
    const { tensors, metadata } = await readSafetensorsHeader(source);
    expect(tensors.find(({ name }) => name === 'odd')).toEqual({
      name: 'odd',
      dtype: 'F8_E4M3',
      layout: undefined,
    });
    expect(metadata).toEqual({ schema: 'heavytail.grads/1', step: '1200', batch_size: '50' });
  });

  it('may have white space after its header and metadata of any length', async () => {
    const metadata = JSON.stringify({ note: 'x"\\'.repeat(2_000_000) });
    const header = `{"__metadata__":${metadata},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}    `;
    const file = memorySource('a', safetensorsFile(header, 8));
    expect((await readSafetensorsHeader(file)).tensors).toHaveLength(1);
  });
});

const tensor = (begin: number, end: number, shape = `[${(end - begin) / 4}]`, dtype = 'F32') =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

describe('a safetensors file that lies', () => {
  it.each([
    ['overlap', `{"a":${tensor(0, 8)},"b":${tensor(4, 12)}}`, 12, /overlaps/],
    ['the same bytes twice', `{"a":${tensor(0, 8)},"b":${tensor(0, 8)}}`, 8, /overlaps/],
    ['a hole', `{"a":${tensor(0, 4)},"b":${tensor(8, 12)}}`, 12, /hole of 4 bytes/],
    ['a hole at the start', `{"a":${tensor(4, 8)}}`, 8, /hole/],
    ['bytes after the last tensor', `{"a":${tensor(0, 8)}}`, 9, /1 bytes after/],
    ['a tensor beyond the file', `{"a":${tensor(0, 80)}}`, 8, /truncated/],
    ['a name twice', `{"a":${tensor(0, 4)},"a":${tensor(4, 8)}}`, 8, /comes twice/],
    ['a name twice, once escaped', `{"a":${tensor(0, 4)},"\\u0061":${tensor(4, 8)}}`, 8, /comes twice/],
    [
      'a field twice',
      `{"a":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}`,
      4,
      /comes twice/,
    ],
    ['a field more', `{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}`, 4, /alone/],
    ['offsets backwards', `{"a":${tensor(8, 4, '[1]')}}`, 8, /another length/],
    ['a length unlike the shape', `{"a":${tensor(0, 8, '[3]')}}`, 8, /another length/],
    ['a shape that overflows', `{"a":${tensor(0, 8, '[4294967296,4294967296]')}}`, 8, /no file can hold/],
    ['an overflow hidden by a zero', `{"a":${tensor(0, 0, '[4294967296,4294967296,0]')}}`, 0, /no file can/],
    ['a negative size', `{"a":${tensor(0, 4, '[-1]')}}`, 4, /alone/],
    ['a broken size', `{"a":${tensor(0, 4, '[1.5]')}}`, 4, /alone/],
    ['metadata that are no texts', `{"__metadata__":{"step":3},"a":${tensor(0, 4)}}`, 4, /__metadata__/],
    ['white space first', ` {"a":${tensor(0, 4)}}`, 4, /begin with/],
    ['a list', `[]        `, 0, /begin with/],
    ['broken JSON', `{"a":${tensor(0, 4)}`, 4, /damaged/],
    ['text after the JSON', `{"a":${tensor(0, 4)}} x`, 4, /damaged/],
    ['endless brackets', `{"a":${'['.repeat(100_000)}`, 4, /damaged/],
    ['a tensor named __proto__ that is wrong', `{"__proto__":{"dtype":"F32"}}`, 4, /alone/],
  ])('is refused: %s', async (_, header, data, message) => {
    await refuses(safetensorsFile(header, data), message);
  });

  it('is refused when the header lies about its own length', async () => {
    const file = safetensorsFile(`{"a":${tensor(0, 4)}}`, 4);
    await refuses(file.slice().fill(255, 0, 8), /18446744073709551615/);
    await refuses(file.slice(0, 9), /9 bytes/);
    const long = file.slice();
    long[1] = 1;
    await refuses(long, /announces a header/);
    const invalid = file.slice();
    invalid[10] = 0xff;
    await refuses(invalid, /damaged/);
  });
});

async function refuses(bytes: Uint8Array, message: RegExp): Promise<void> {
  const error = await readSafetensorsHeader(memorySource('a.safetensors', bytes)).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UserError);
  expect((error as Error).message).toMatch(message);
  expect((error as Error).message).toContain('a.safetensors');
}
