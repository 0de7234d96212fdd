import { sha1, type CatalogueEntry, type Source } from './original.js';

/**
 * CIFAR-10 and CIFAR-100 (Krizhevsky 2009), binary versions. Sizes and checksums are published ones: of the
 * archives those of TensorFlow Datasets and, for the packing by Apache MXNet, of its users; of the files in
 * them those that Apache MXNet compares.
 */

const cifarImage = { channels: 3, height: 32, width: 32 };

const cifarMirrors = [
  'https://www.cs.toronto.edu/~kriz/',
  'https://cave.cs.toronto.edu/kriz/',
  'https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/',
];

function cifarSources(name: string, bytes: number, digest: string): Source[] {
  return cifarMirrors.map((mirror) => ({ address: `${mirror}${name}`, name, bytes, sha256: digest }));
}

const cifar10Files = [
  ['data_batch_1.bin', 'aadd24acce27caa71bf4b10992e9e7b2d74c2540'],
  ['data_batch_2.bin', 'c0ba65cce70568cd57b4e03e9ac8d2a5367c1795'],
  ['data_batch_3.bin', '1dd00a74ab1d17a6e7d73e185b69dbf31242f295'],
  ['data_batch_4.bin', 'aab85764eb3584312d3c7f65fd2fd016e36a258e'],
  ['data_batch_5.bin', '26e2849e66a845b7f1e4614ae70f4889ae604628'],
  ['test_batch.bin', '67eb016db431130d61cd03c7ad570b013799c88c'],
] as const;

/** CIFAR-10, binary version. */
export const cifar10: CatalogueEntry = {
  name: 'cifar10',
  title: 'CIFAR-10',
  examples: [50_000, 10_000],
  classes: 10,
  image: cifarImage,
  files: cifar10Files.map(([name, digest]) => ({ name, bytes: 10_000 * 3073, checksum: sha1(digest) })),
  downloads: [
    {
      brings: cifar10Files.map(([name]) => name),
      packed: true,
      sources: [
        ...cifarSources(
          'cifar-10-binary.tar.gz',
          170_052_171,
          'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
        ),
        // The same files, packed anew.
        {
          address:
            'https://apache-mxnet.s3-accelerate.dualstack.amazonaws.com/gluon/dataset/cifar10/cifar-10-binary.tar.gz',
          name: 'cifar-10-binary.tar.gz',
          bytes: 169_570_669,
          sha256: '5c42663433fe855e7227a0c588428176a867e401971f6e0be5fc37ca1b885452',
        },
      ],
    },
  ],
};

/** CIFAR-100, binary version. */
export const cifar100: CatalogueEntry = {
  name: 'cifar100',
  title: 'CIFAR-100',
  examples: [50_000, 10_000],
  classes: 100,
  image: cifarImage,
  files: [
    {
      name: 'train.bin',
      bytes: 50_000 * 3074,
      checksum: sha1('e207cd2e05b73b1393c74c7f5e7bea451d63e08e'),
    },
    { name: 'test.bin', bytes: 10_000 * 3074, checksum: sha1('8fb6623e830365ff53cf14adec797474f5478006') },
  ],
  downloads: [
    {
      brings: ['train.bin', 'test.bin'],
      packed: true,
      sources: cifarSources(
        'cifar-100-binary.tar.gz',
        168_513_733,
        '58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
      ),
    },
  ],
};
