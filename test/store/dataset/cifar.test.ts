import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findDataset, loadDataset } from '#heavytail/store/dataset/data';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../../needs.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'heavytail-cifar-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Images whose planes hold 255, 0 and 51. */
const records = (starts: number[][]) =>
  Buffer.concat(
    starts.map((start) =>
      Buffer.concat([
        Buffer.from(start),
        Buffer.alloc(1024, 255),
        Buffer.alloc(1024),
        Buffer.alloc(1024, 51),
      ]),
    ),
  );
const write = (name: string, file: string, bytes: Uint8Array) => {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, file), bytes);
};

describe('CIFAR in small', () => {
  it('is read from some batches, normalised by channel, and called a subset', () => {
    write('cifar10', 'data_batch_2.bin.gz', gzipSync(records([[4]])));
    write('cifar10', 'data_batch_1.first2.bin', records([[1], [2]]));
    write('cifar10', 'data_batch_2.first1.bin', records([[8]]));
    write('cifar10', 'test_batch.bin', records([[7]]));
    const { train, test, dimension, classes, origin } = loadDataset('cifar10', folder);
    expect([...train.labels, ...test.labels]).toEqual([1, 2, 4, 7]);
    expect([dimension, classes]).toEqual([3072, 10]);
    const expected = [(1 - 0.491) / 0.247, -0.482 / 0.243, (0.2 - 0.447) / 0.262].map(Math.fround);
    expect([0, 1024, 2048].map((i) => test.inputs[i])).toEqual(expected);
    expect([1023, 2047, 3071].map((i) => train.inputs[3072 + i])).toEqual(expected);
    expect(origin).toContain('a subset of 3 of the 50000 training and 1 of the 10000 test images');
  });

  it('has fine labels in CIFAR-100', () => {
    write('cifar100', 'train.bin', records([[3, 42]]));
    write('cifar100', 'test.bin', records([[0, 7]]));
    const { train, test, classes } = loadDataset('cifar100', folder);
    expect([train.labels[0], test.labels[0], classes]).toEqual([42, 7, 100]);
    expect(test.inputs[0]).toBe(Math.fround((1 - 0.5071) / 0.2675));
  });

  it('is not found without test records, and refused when truncated', () => {
    write('cifar10', 'data_batch_1.bin', records([[1]]));
    expect(findDataset('cifar10', folder)).toBeUndefined();
    write('cifar10', 'test_batch.bin', records([[1]]).subarray(0, 3000));
    expect(() => loadDataset('cifar10', folder)).toThrow(/test_batch.bin holds 3000 bytes/);
  });
});

const real = findDataset('cifar10');

needs.cifar10.describe('CIFAR-10 itself', () => {
  it('has channels near mean 0 and deviation 1', () => {
    const { train } = loadDataset('cifar10', dirname(real!));
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < train.count; i++) {
        for (let k = 0; k < 1024; k++) {
          const value = train.inputs[i * 3072 + channel * 1024 + k];
          sum += value;
          squares += value * value;
        }
      }
      const mean = sum / (train.count * 1024);
      // The published scale is that of all 50,000 images; a part of them differs by chance. Red and blue
      // exchanged would be off by 0.044 / 0.25 = 0.18; small images above hold the order of all three.
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(Math.abs(squares / (train.count * 1024) - mean * mean - 1)).toBeLessThan(0.05);
    }
  });
});
