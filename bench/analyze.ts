import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { analyseMatrix } from '#heavytail/analysis/index';
import { openGradients } from '#heavytail/store/index';
import { blockLengthOf, PooledColumns } from 'heavytail/tail';
import { fastest, readPlainly } from './plainReads.js';
import { machine } from './timing.js';

/**
 * 1e8 float32 numbers in an npy file, 200 minibatches of 500,000 coordinates: the published statistic and the whole
 * diagnosis, beside plainly reading the file and the published method in NumPy, float32 and float64, in the same run. The file is
 * in the system's cache.
 */

const rows = 200;
const columns = 500_000;
const gigabytes = (4 * rows * columns) / 1e9;

const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
const path = join(folder, 'noise.npy');
try {
  writeNoise();
  console.log(`1e8 float32 numbers, ${rows} × ${columns}. ${machine()}`);
  const plain = await fastest(3, () => readPlainly(path));
  show('plain reads of 4 MiB', plain, plain);
  const { tensors, close } = await openGradients([path]);
  const [{ matrix }] = tensors as [(typeof tensors)[0]];
  const width = 16_384;
  const block = new Float64Array(rows * width);
  let published: number | undefined;
  const seconds = await fastest(3, async () => {
    const statistic = new PooledColumns(rows, columns, blockLengthOf(rows * columns));
    for (let from = 0; from < columns; from += width) {
      const to = Math.min(columns, from + width);
      await matrix.readColumns(from, to, block);
      statistic.add(centredRows(block, to - from));
    }
    published = statistic.result().tailIndex;
  });
  show(`published statistic (${published?.toFixed(3)})`, seconds, plain);
  const whole = await fastest(1, async () => {
    await analyseMatrix(matrix, { seed: 1 });
  });
  show('whole diagnosis', whole, plain);
  await close();
  for (const type of ['float32', 'float64']) {
    const theirs = numpy(type);
    if (theirs === undefined) console.log('NumPy: absent');
    else {
      show(`NumPy, ${type} (${theirs.published.toFixed(3)})`, theirs.seconds, plain);
      console.log(`  the published statistic is ${(theirs.seconds / seconds).toFixed(2)} × as fast here`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}

function centredRows(gradients: Float64Array, width: number): Float32Array[] {
  const means = new Float64Array(width);
  for (let p = 0; p < rows; p++) {
    for (let j = 0; j < width; j++) means[j]! += gradients[p * width + j]! / rows;
  }
  return Array.from({ length: rows }, (_, p) => {
    const row = new Float32Array(width);
    for (let j = 0; j < width; j++) row[j] = gradients[p * width + j]! - means[j]!;
    return row;
  });
}

function writeNoise(): void {
  const file = openSync(path, 'w');
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }\n`;
  writeSync(file, Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0));
  writeSync(file, header);
  const source = stream(1, 'bench');
  for (let p = 0; p < rows; p++) writeSync(file, Float32Array.from(source.normals(columns)));
  closeSync(file);
}

/** The published estimator as its authors compute it, with NumPy in place of PyTorch. */
function numpy(type: string): { seconds: number; published: number } | undefined {
  const code = `
import time, numpy
def statistic(x):
    x = x - x.mean(0)
    n = x.size
    k = max(d for d in range(1, int(n ** 0.5) + 1) if n % d == 0)
    x = x.reshape(-1)
    y = x.reshape(-1, k).sum(1)
    e = 2.2e-16
    return numpy.log(k) / (numpy.log(numpy.abs(y) + e).mean() - numpy.log(numpy.abs(x) + e).mean())
seconds = 1e9
for _ in range(3):
    start = time.perf_counter()
    value = statistic(numpy.load(${JSON.stringify(path)}).astype("${type}"))
    seconds = min(seconds, time.perf_counter() - start)
print(seconds, value)`;
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const [seconds, published] = execFileSync(python, ['-c', code], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
        .split(' ')
        .map(Number);
      return { seconds: seconds!, published: published! };
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

function show(name: string, seconds: number, plain: number): void {
  const rate = `${(gigabytes / seconds).toFixed(2)} GB/s`;
  console.log(
    `${name.padEnd(36)} ${seconds.toFixed(2).padStart(6)} s ${rate.padStart(11)} ${(plain / seconds).toFixed(3)} × plain reads`,
  );
}
