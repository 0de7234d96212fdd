import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import { UserError } from '#heavytail/error';
import { loadDataset } from '#heavytail/store/dataset/data';
import type { GetEvent } from '#heavytail/store/dataset/get';
import { unpack } from '#heavytail/store/dataset/unpack';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256, someBytes } from './download/loopback.js';
import { GetBench, notes } from './getBench.js';
import { smallCifar, type Small } from './smallOriginals.js';

const bench = new GetBench();

describe('a data set in an archive', () => {
  let small: Small;
  let folder: string;
  beforeEach(async () => {
    small = await smallCifar(bench.origin);
    bench.served = small.served;
    folder = join(bench.root, 'cifar10');
  });

  const names = ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin'];

  it('is unpacked, without what is not read, and the archive is removed', async () => {
    const events: string[] = [];
    await bench.get(small.entry, ({ type }) => events.push(type));
    expect(readdirSync(folder).sort()).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(folder, name)).equals(small.contents[name])).toBe(true);
    expect(events.slice(-2)).toEqual(['finished', 'unpacks']);
    expect(loadDataset('cifar10', bench.root).train.count).toBe(2);
  });

  it('replaces what is not the original, and leaves the rest alone', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'data_batch_1.bin'), small.contents['data_batch_1.bin']);
    writeFileSync(join(folder, 'data_batch_2.bin.gz'), 'no gzip file');
    writeFileSync(join(folder, 'data_batch_2.first1.bin'), small.contents['data_batch_1.bin']);
    await bench.get(small.entry);
    expect(readdirSync(folder).sort()).toEqual([
      'data_batch_1.bin',
      'data_batch_2.bin',
      'data_batch_2.bin.gz.wrong',
      'data_batch_2.first1.bin',
      'test_batch.bin',
    ]);
  });

  it('is unpacked from an archive that was fetched by hand, which stays', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'cifar-10-binary.tar.gz'), bench.served['/archive']);
    await bench.get(small.entry);
    expect(bench.asked).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['cifar-10-binary.tar.gz', ...names]);
  });

  it('is downloaded when the archive that was fetched by hand is not all there', async () => {
    mkdirSync(folder);
    const path = join(folder, 'cifar-10-binary.tar.gz');
    for (const content of [bench.served['/archive'].subarray(0, 100), bench.served['/archive'].with(20, 0)]) {
      writeFileSync(path, content);
      const events: GetEvent[] = [];
      await bench.get(small.entry, (event) => events.push(event));
      expect(notes(events)).toEqual([
        `${path} is not the original archive, or not all of it; it is not used.`,
      ]);
      for (const name of names) rmSync(join(folder, name));
    }
  });

  it('of which the archive holds other files, or not all, is refused, and nothing is placed', async () => {
    const other = { ...small.entry.files[0], checksum: small.entry.files[1].checksum };
    const files = [other, ...small.entry.files.slice(1)];
    await expect(bench.get({ ...small.entry, files })).rejects.toThrow(/holds another data_batch_1\.bin\.$/);
    const more = { ...small.entry.files[0], name: 'data_batch_3.bin' };
    const [item] = small.entry.downloads;
    const entry = {
      ...small.entry,
      files: [...small.entry.files, more],
      downloads: [{ ...item, brings: [...item.brings, more.name] }],
    };
    await expect(bench.get(entry)).rejects.toThrow(UserError);
    await expect(bench.get(entry)).rejects.toThrow(/does not hold data_batch_3\.bin\.$/);
    expect(readdirSync(folder).filter((name) => !name.endsWith('.part'))).toEqual([]);
    // The archive is as it should be: it is not fetched again.
    expect(bench.asked).toEqual(['/archive']);
  });

  it('keeps the archive when it is interrupted while unpacking', async () => {
    const controller = new AbortController();
    const interrupted = bench.get(
      small.entry,
      ({ type }) => type === 'unpacks' && controller.abort(),
      controller.signal,
    );
    await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' });
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^cifar-10-binary\.tar\.gz\..*\.part$/)]);
    await bench.get(small.entry);
    expect(bench.asked).toEqual(['/archive']);
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(existsSync(join(folder, 'cifar-10-binary.tar.gz'))).toBe(false);
  });

  it('is unpacked with a short file that is not wanted before a long one', async () => {
    const long = someBytes(3_000_000);
    const archive = await packTar([
      { header: { name: 'readme', size: 3 }, body: 'abc' },
      { header: { name: 'long', size: long.length }, body: long },
      { header: { name: 'last', size: 3 }, body: 'end' },
    ]);
    const path = join(bench.root, 'archive');
    writeFileSync(path, gzipSync(archive));
    const wanted = [long, Buffer.from('end')].map((bytes, i) => ({
      name: ['long', 'last'][i],
      bytes: bytes.length,
      checksum: { algorithm: 'sha256', digest: sha256(bytes) } as const,
    }));
    await unpack(path, wanted, bench.root, new AbortController().signal, () => {});
    expect(readFileSync(join(bench.root, 'long')).equals(long)).toBe(true);
    expect(readdirSync(bench.root).sort()).toEqual(['archive', 'last', 'long']);
  });
});
