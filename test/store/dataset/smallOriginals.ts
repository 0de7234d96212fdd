import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import type { CatalogueEntry, OriginalFile } from '#heavytail/store/dataset/original';
import { sha256, sourceOf } from './download/loopback.js';

/** Data sets like the real ones, of a few examples, and what a server gives for them. */

export interface Small {
  readonly entry: CatalogueEntry;
  /** The original files, uncompressed. */
  readonly contents: Readonly<Record<string, Uint8Array>>;
  /** What lies at each path of the server. */
  readonly served: Readonly<Record<string, Uint8Array>>;
}

const images = (count: number) =>
  Uint8Array.from([
    0,
    0,
    8,
    3,
    0,
    0,
    0,
    count,
    0,
    0,
    0,
    2,
    0,
    0,
    0,
    3,
    ...Array.from({ length: 6 * count }, (_, i) => (37 * i) % 256),
  ]);
const labels = (...values: number[]) => Uint8Array.of(0, 0, 8, 1, 0, 0, 0, values.length, ...values);

/** Five training and three test images of 2 × 3 pixels. */
export function smallMnist(origin: string): Small {
  const contents: Record<string, Uint8Array> = {
    'train-images-idx3-ubyte': images(5),
    'train-labels-idx1-ubyte': labels(0, 1, 2, 3, 9),
    't10k-images-idx3-ubyte': images(3),
    't10k-labels-idx1-ubyte': labels(4, 5, 6),
  };
  const served = Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [`/${name}.gz`, new Uint8Array(gzipSync(content))]),
  );
  const entry: CatalogueEntry = {
    name: 'mnist',
    title: 'MNIST',
    classes: 10,
    image: { channels: 1, height: 2, width: 3 },
    examples: [5, 3],
    files: Object.entries(contents).map(([name, content]) => original(name, content)),
    downloads: Object.keys(contents).map((name) => ({
      brings: [name],
      packed: false,
      sources: [sourceOf(`${origin}/${name}.gz`, served[`/${name}.gz`], `${name}.gz`)],
    })),
  };
  return { entry, contents, served };
}

/** Two batches of a record and a test batch of one, in an archive with other files. */
export async function smallCifar(origin: string): Promise<Small> {
  const contents = Object.fromEntries(
    ['data_batch_1.bin', 'data_batch_2.bin', 'test_batch.bin'].map((name, i) => [
      name,
      Uint8Array.from({ length: 3073 }, (_, at) => (at === 0 ? i : (at * (i + 3)) % 256)),
    ]),
  );
  const folder = 'cifar-10-batches-bin/';
  const body = (text: string) => ({ header: { name: folder + text, size: text.length }, body: text });
  const archive = await packTar([
    { header: { name: folder, type: 'directory', size: 0 } },
    body('readme.html'),
    // What another system leaves beside each file.
    body('._data_batch_1.bin'),
    ...Object.entries(contents).map(([name, content]) => ({
      header: { name: folder + name, size: content.length },
      body: content,
    })),
  ]);
  const packed = new Uint8Array(gzipSync(archive));
  const entry: CatalogueEntry = {
    name: 'cifar10',
    title: 'CIFAR-10',
    classes: 10,
    image: { channels: 3, height: 32, width: 32 },
    examples: [2, 1],
    files: Object.entries(contents).map(([name, content]) => ({
      ...original(name, content),
      checksum: { algorithm: 'sha1', digest: createHash('sha1').update(content).digest('hex') },
    })),
    downloads: [
      {
        brings: Object.keys(contents),
        packed: true,
        sources: [sourceOf(`${origin}/archive`, packed, 'cifar-10-binary.tar.gz')],
      },
    ],
  };
  return { entry, contents, served: { '/archive': packed } };
}

function original(name: string, content: Uint8Array): OriginalFile {
  return { name, bytes: content.length, checksum: { algorithm: 'sha256', digest: sha256(content) } };
}
