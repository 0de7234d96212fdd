import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findDataset, loadDataset } from '#heavytail/store/dataset/data';
import { NotDownloaded, type GetEvent } from '#heavytail/store/dataset/get';
import { beforeEach, describe, expect, it } from 'vitest';
import { sourceOf } from './download/loopback.js';
import { GetBench, notes } from './getBench.js';
import { smallMnist, type Small } from './smallOriginals.js';

const bench = new GetBench();

describe('a data set of several files', () => {
  let small: Small;
  let folder: string;
  beforeEach(() => {
    small = smallMnist(bench.origin);
    bench.served = small.served;
    folder = join(bench.root, 'mnist');
  });

  it('is downloaded, read, and not downloaded again', async () => {
    expect(await bench.get(small.entry)).toEqual({ folder, already: false });
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(small.served)
        .map((path) => path.slice(1))
        .sort(),
    );
    const { train, test } = loadDataset('mnist', bench.root);
    expect([[...train.labels], [...test.labels]]).toEqual([
      [0, 1, 2, 3, 9],
      [4, 5, 6],
    ]);
    const { length } = bench.asked;
    expect(await bench.get(small.entry)).toEqual({ folder, already: true });
    expect(bench.asked).toHaveLength(length);
  });

  it('is completed with the files that are missing, whether the others are compressed or not', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 't10k-images-idx3-ubyte'), small.contents['t10k-images-idx3-ubyte']);
    writeFileSync(
      join(folder, 'train-labels-idx1-ubyte.gz'),
      gzipSync(small.contents['train-labels-idx1-ubyte'], { level: 1 }),
    );
    await bench.get(small.entry);
    expect(bench.asked).toEqual(['/train-images-idx3-ubyte.gz', '/t10k-labels-idx1-ubyte.gz']);
    expect(findDataset('mnist', bench.root)).toBe(folder);
  });

  it('replaces damaged and other files, and keeps them under another name', async () => {
    mkdirSync(folder);
    const damaged = bench.served['/train-images-idx3-ubyte.gz'].subarray(0, 30);
    writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), damaged);
    // The reader prefers the uncompressed file, so that this one would hide the original.
    const other = small.contents['t10k-labels-idx1-ubyte'].with(9, 0);
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), other);
    const events: GetEvent[] = [];
    await bench.get(small.entry, (event) => events.push(event));
    expect(readFileSync(join(folder, 'train-images-idx3-ubyte.gz.wrong')).equals(damaged)).toBe(true);
    expect(readFileSync(join(folder, 't10k-labels-idx1-ubyte.wrong')).equals(other)).toBe(true);
    expect([...loadDataset('mnist', bench.root).test.labels]).toEqual([4, 5, 6]);
    expect(notes(events)).toEqual(
      ['train-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte'].map(
        (name) => `${join(folder, name)} was not the original; it is now called ${join(folder, name)}.wrong.`,
      ),
    );
  });

  it('that cannot be replaced stays as it is', async () => {
    mkdirSync(folder);
    const other = small.contents['t10k-labels-idx1-ubyte'].with(9, 0);
    writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), other);
    bench.served = {};
    await expect(bench.get(small.entry)).rejects.toBeInstanceOf(NotDownloaded);
    expect(readdirSync(folder)).toEqual(['t10k-labels-idx1-ubyte']);
  });

  it('that no address gives is named, with what each one did and what to fetch by hand', async () => {
    bench.served = { ...bench.served, '/t10k-images-idx3-ubyte.gz': new Uint8Array(10) };
    const error = await bench.get(small.entry).then(
      () => expect.unreachable(),
      (failure: NotDownloaded) => failure,
    );
    expect(error).toBeInstanceOf(NotDownloaded);
    expect(error.offline).toBe(false);
    const length = small.served['/t10k-images-idx3-ubyte.gz'].length;
    expect(error.message).toBe(
      `MNIST could not be downloaded.\n  ${bench.origin}/t10k-images-idx3-ubyte.gz\n    announces 10 bytes where ${length} are expected`,
    );
    // The files before it have arrived.
    expect(error.hint?.split('\n').filter((line) => line.includes(bench.origin))).toEqual(
      ['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map((name) => `  ${bench.origin}/${name}`),
    );
    expect(error.hint).toContain(`into ${folder}, and give\n  heavytail data get mnist --data ${bench.root}`);
  });

  it('is downloaded by two at once', async () => {
    await Promise.all([bench.get(small.entry), bench.get(small.entry)]);
    expect(readdirSync(folder)).toHaveLength(4);
    expect([...loadDataset('mnist', bench.root).train.labels]).toEqual([0, 1, 2, 3, 9]);
  });

  it('is stored under the name of its source', async () => {
    const [first, ...others] = small.entry.downloads;
    const content = small.contents['train-images-idx3-ubyte'];
    bench.served = { ...bench.served, '/plain': content };
    const plain = sourceOf(`${bench.origin}/plain`, content, 'train-images-idx3-ubyte');
    const gone = { ...first.sources[0], address: `${bench.origin}/gone` };
    await bench.get({ ...small.entry, downloads: [{ ...first, sources: [gone, plain] }, ...others] });
    expect(readdirSync(folder)).toContain('train-images-idx3-ubyte');
    expect(loadDataset('mnist', bench.root).train.count).toBe(5);
  });

  it('makes the folder that is named, and says when it cannot', async () => {
    bench.root = join(bench.root, 'new', 'folder');
    await bench.get(small.entry);
    expect(findDataset('mnist', bench.root)).toBe(join(bench.root, 'mnist'));
    rmSync(bench.root, { recursive: true });
    writeFileSync(bench.root, 'a file');
    await expect(bench.get(small.entry)).rejects.toThrow(/cannot be written: a part of this path is a file/);
  });
});
