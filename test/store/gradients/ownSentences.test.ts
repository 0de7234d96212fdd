import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { parquetMetadata } from 'hyparquet';
import { fromBufferPromise } from 'yauzl';
import { z } from 'zod';
import { UserError } from '#heavytail/error';
import { readTextFile } from '#heavytail/store/index';
import { describe, expect, it, vi } from 'vitest';
import { fileBytes, npyFile, reference, safetensorsFile } from '../../format/gradientArrays.js';
import { npy, refusal, temporaryFolder } from './folder.js';
import { expectOwnSentence } from './libraryTexts.js';

const parquet = JSON.parse(
  readFileSync(new URL('../../reference/parquet-columns.json', import.meta.url), 'utf8'),
) as { files: Record<string, string> };
const whole: Readonly<Record<string, Uint8Array>> = {
  'a.npy': npy([2, 3], [1, 2, 3, 4, 5, 6]),
  'a.npz': fileBytes(reference.archives.files.deflated),
  'stored.npz': fileBytes(reference.archives.files.stored),
  'a.safetensors': fileBytes(reference.safetensors.file),
  'a.parquet': fileBytes(parquet.files['groups middle']!),
  'lists.parquet': fileBytes(parquet.files.lists!),
  'a.csv': Buffer.from('a,b\n1.5,2.5\n3.5,4.5\n'),
};

/** What happens to files. Every damage has to be met: none of them may leave a readable file. */
const damages: Readonly<Record<string, (bytes: Uint8Array, name: string) => Uint8Array>> = {
  'cut to nothing': () => new Uint8Array(),
  'cut to its first byte': (bytes) => bytes.slice(0, 1),
  'cut to twenty bytes': (bytes, name) =>
    name.endsWith('csv') ? Buffer.from('1.5,2.5\n3.5,') : bytes.slice(0, 20),
  'cut in half': (bytes, name) =>
    name.endsWith('csv') ? Buffer.from('a,b\n1.5,2.5\n3.') : bytes.slice(0, bytes.length >> 1),
  'cut before its last byte': (bytes, name) =>
    name.endsWith('csv') ? Buffer.from('a,b\n1.5,"2.5') : bytes.slice(0, -1),
  'zeros throughout': (bytes) => new Uint8Array(bytes.length),
  'random bytes': (bytes) => Uint8Array.from(bytes, (_, i) => (i * i * 7 + 131 * i + 255) % 251),
  'a page of HTML': () => Buffer.from('<!DOCTYPE html>\n<html><body>404, not found</body></html>\n'),
  JSON: () => Buffer.from('{"gradients": [[1, 2], [3, 4]]}'),
  'a note of Git LFS': () =>
    Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n'),
};

describe('a file that is not whole is refused with a sentence of our own', () => {
  const folder = temporaryFolder();
  const cases = Object.keys(whole).flatMap((name) =>
    Object.keys(damages).map((damage) => [name, damage] as const),
  );

  it.each(cases)('%s: %s', async (name, damage) => {
    const file = folder.write(name, damages[damage]!(whole[name]!, name));
    const error = await refusal([file]);
    expectOwnSentence(error.message.replaceAll(/"[^"]*"/g, '""'));
    expect(error.message).toContain(file);
    expect(error.message.split(file)).toHaveLength(2);
    expect(error.hint).toMatch(/[.\w)]$/);
  });

  it.each<[string, string, Uint8Array | string, RegExp]>([
    [
      'a header that is no JSON',
      'a.safetensors',
      safetensorsFile('{"a": nonsense}', 4),
      /header of .* not whole JSON/,
    ],
    ['a header that is no text', 'a.safetensors', safetensorsFile('{"a":\ud800}', 4), /not whole JSON|UTF-8/],
    ['a header that nests', 'a.safetensors', safetensorsFile(`{"a":${'['.repeat(9e4)}`, 4), /not whole JSON/],
    [
      'no tensors but metadata',
      'a.safetensors',
      safetensorsFile('{"__metadata__":{"step":"3"}}', 0),
      /holds no tensors/,
    ],
    ['no tensors', 'a.safetensors', safetensorsFile('{}      ', 0), /holds no tensors/],
    [
      'an empty tensor alone',
      'a.safetensors',
      safetensorsFile('{"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}}', 0),
      /is empty: it has the shape 0 × 3/,
    ],
    ['a scalar', 'a.npy', npy([], [3]), /a single number/],
    ['no rows', 'a.npy', npy([0, 5], []), /is empty: it has the shape 0 × 5/],
    ['a header of words', 'a.npy', npyFile('hello there', 4), /a header that NumPy does not write/],
    ['quotes within fields', 'a.csv', '1,2\n"3"x,4\n', /a quote stands where none belongs in line 2/],
    ['quotes that stay open', 'a.csv', '1,"2\n3,4\n', /a quote is never closed/],
    ['nothing but white space', 'a.csv', ' \n\n', /holds no numbers/],
  ])('one with %s', async (_, name, content, sentence) => {
    const file = folder.write(name, content);
    const error = await refusal([file]);
    expect(error.message).toMatch(sentence);
    expectOwnSentence(error.message);
    expect(error.message.split(file)).toHaveLength(2);
    expect(error.hint).toBeDefined();
  });
});

/** What the libraries say today of files like these. */
const spoken: Readonly<Record<string, () => unknown>> = {
  'JSON.parse': () => JSON.parse('{"a": nonsense}'),
  'JSON.parse of a cut text': () => JSON.parse('{"a": [1, 2'),
  'the file system': () => readFileSync('/'),
  'the file system of what is not there': () => readFileSync('/nowhere.npy'),
  gunzip: () => gunzipSync(Buffer.from('not packed')),
  inflate: () => inflateRawSync(Buffer.from([255, 255, 255])),
  yauzl: () => fromBufferPromise(Buffer.from('PK\x03\x04 and no more of it than that')),
  'csv-parse': () => parse('1,"2\n', { delimiter: ',' }),
  'csv-parse of a quote': () => parse('1,"2"x\n', { delimiter: ',' }),
  hyparquet: () => parquetMetadata(new ArrayBuffer(20)),
  zod: () => z.object({ a: z.string() }).parse({}),
  DataView: () => new DataView(new ArrayBuffer(4)).getUint32(2),
  'typed arrays': () => new Float64Array(new ArrayBuffer(9)),
  TextDecoder: () => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(255)),
};

describe('the texts of libraries are known for what they are', () => {
  it.each(Object.keys(spoken))('%s', async (library) => {
    const said = await Promise.resolve()
      .then(spoken[library])
      .then(() => expect.unreachable())
      .catch((error: unknown) => (error as Error).message);
    expect(() => expectOwnSentence(`a.npy is damaged: ${said}.`)).toThrow(/has a text of/);
  });
});

describe('a path that cannot be read is refused with a sentence of our own', () => {
  const folder = temporaryFolder();
  const refused = async (path: string) => {
    const { message, hint } = await refusal([path]);
    expectOwnSentence(message);
    expect(hint).toBeDefined();
    return message.replaceAll(folder.path, 'F');
  };

  it('because nothing is there, or it is no folder', async () => {
    folder.write('file.npy', npy([1, 1], [1]));
    expect(await refused(`${folder.path}/none.npy`)).toBe('There is no file F/none.npy.');
    expect(await refused(`${folder.path}/file.npy/deeper.npy`)).toBe(
      'There is no file F/file.npy/deeper.npy.',
    );
  });

  it('because its links go round, or the path is too long', async () => {
    symlinkSync(`${folder.path}/b.npy`, `${folder.path}/a.npy`);
    symlinkSync(`${folder.path}/a.npy`, `${folder.path}/b.npy`);
    expect(await refused(`${folder.path}/a.npy`)).toMatch(/links lead round in a circle/);
    expect(await refused(`${folder.path}/${'x'.repeat(300)}.npy`)).toMatch(/path is too long/);
  });

  it.skipIf(process.getuid?.() === 0)('because it may not be read', async () => {
    const file = folder.write('secret.npy', npy([1, 1], [1]));
    chmodSync(file, 0);
    expect(await refused(file)).toMatch(/you have no permission/);
  });

  it('because the folder is empty, or holds nothing that is read', async () => {
    mkdirSync(`${folder.path}/empty`);
    expect(await refused(`${folder.path}/empty`)).toBe('The folder F/empty holds no file of gradients.');
    folder.write('only/a.safetensors', safetensorsFile('{}      ', 0));
    expect(await refused(`${folder.path}/only`)).toBe('F/only/a.safetensors holds no tensors.');
    folder.write('only/b.csv', '');
    expect(await refused(`${folder.path}/only`)).toBe(
      'None of 2 files can be read. The first: F/only/a.safetensors holds no tensors.',
    );
  });

  it('because temporary files find no place', async () => {
    vi.stubEnv('TMPDIR', `${folder.path}/none`);
    const file = folder.write('a.csv', '1.5,2\n');
    expect(await refused(file)).toMatch(
      /^No temporary files can be made in F\/none: there is no such folder\.$/,
    );
    vi.unstubAllEnvs();
  });

  it('also where it is a text of numbers', async () => {
    for (const path of [folder.path, `${folder.path}/none`]) {
      const read = async () => {
        for await (const text of readTextFile(path)) expect(text).toBe('');
      };
      const error = await read().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(UserError);
      expectOwnSentence((error as UserError).message);
    }
  });
});
