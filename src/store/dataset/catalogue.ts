import { cifar10, cifar100 } from './cifarCatalogue.js';
import { fashionMnist, mnist } from './idxCatalogue.js';
import { sha256, type CatalogueEntry } from './original.js';

const digitsContent = '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8';

/**
 * Alpaydin, Kaynak 1998, as scikit-learn distributes them. Sizes and checksums were computed from the
 * originals.
 */
const digits: CatalogueEntry = {
  name: 'digits',
  title: 'The 8 × 8 digits',
  examples: [1_500, 297],
  classes: 10,
  image: { channels: 1, height: 8, width: 8 },
  files: [{ name: 'digits.csv', bytes: 264_712, checksum: sha256(digitsContent) }],
  downloads: [
    {
      brings: ['digits.csv'],
      packed: false,
      sources: [
        {
          address:
            'https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.5.2/sklearn/datasets/data/digits.csv.gz',
          name: 'digits.csv.gz',
          bytes: 57_523,
          sha256: '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22',
        },
        // The same bytes, unpacked.
        {
          address: 'https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/optdigits.tes',
          name: 'digits.csv',
          bytes: 264_712,
          sha256: digitsContent,
        },
      ],
    },
  ],
};

/** Every data set that is read from files, in the order in which they are listed. */
export const catalogue: readonly CatalogueEntry[] = [mnist, fashionMnist, cifar10, cifar100, digits];
