import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { analyseMatrix, columnBlocks } from '#heavytail/analysis/index';
import { centreTile, type Numbers, rawTile, tileColumns, withArena } from '#heavytail/kernel/index';
import { openGradients } from '#heavytail/store/index';
import { blockLengthOf, PooledColumns } from 'heavytail/tail';
import { fastest, readPlainly } from './plainReads.js';
import { machine } from './timing.js';

/**
 * 1e8 float32 numbers in an npy file, 200 minibatches of 500,000 coordinates: the published statistic and the whole
 * diagnosis, beside plainly reading the file and the published method in NumPy, float32 and float64, in the same run; from the
 * system's cache, and from the disk where dd can have the cache forget a file.
 */

const rows = 200;
const columns = 500_000;
const gigabytes = (4 * rows * columns) / 1e9;

const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
const path = join(folder, 'noise.npy');
try {
  writeNoise();
  console.log(`1e8 float32 numbers, ${rows} × ${columns}. ${machine()}`);
  const { tensors, close } = await openGradients([path]);
  const [{ matrix }] = tensors as [(typeof tensors)[0]];
  let published: number | undefined;
  const publish = async () => {
    const statistic = new PooledColumns(rows, columns, blockLengthOf(rows * columns));
    for await (const { from, to, values } of columnBlocks(matrix, true)) {
      addCentred(statistic, values, to - from);
    }
    published = statistic.result().tailIndex;
  };
  if (forget(path)) {
    const disk = await fastest(
      3,
      () => readPlainly(path),
      () => forget(path),
    );
    show('from disk: plain reads of 4 MiB', disk, disk);
    show('from disk: published statistic', await fastest(3, publish, () => forget(path)), disk);
  }
  const plain = await fastest(3, () => readPlainly(path));
  show('cached: plain reads of 4 MiB', plain, plain);
  const seconds = await fastest(3, publish);
  show(`cached: published statistic (${published?.toFixed(3)})`, seconds, plain);
  const whole = await fastest(1, async () => {
    await analyseMatrix(matrix, { seed: 1 });
  });
  show('cached: whole diagnosis', whole, plain);
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

function addCentred(statistic: PooledColumns, gradients: Numbers, width: number): void {
  for (let from = 0; from < width; from += tileColumns) {
    const columns = Math.min(tileColumns, width - from);
    withArena((arena) => {
      const raw = rawTile(arena, gradients, width, from, columns, 'mean');
      statistic.addTile(arena, centreTile(arena, raw));
    });
  }
}

/** Has the system drop what it holds of a file; false where it cannot be asked to. */
function forget(file: string): boolean {
  const args = [`of=${file}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0', 'status=none'];
  try {
    execFileSync('dd', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
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
