import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { estimateTwoScale, PooledStatistic } from 'heavytail/tail';
import { withArena } from '#heavytail/kernel/index';
import { machine, measure } from './timing.js';

/**
 * The published pooled statistic and the two-scale estimate, in GB/s of the noise that they read, beside
 * sums of the same memory: by SIMD in WebAssembly (f32 sums, and f32 values summed in f64), and the same
 * statistic in plain JavaScript. 64 MiB, larger than the caches.
 */

const rows = 16;
const columns = 1 << 20;
const count = rows * columns;

const plainSums = `
export function sumF32(at: usize, count: i32): f64 {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (const end = at + (<usize>count << 2); at < end; at += 64) {
    a = f32x4.add(a, v128.load(at)); b = f32x4.add(b, v128.load(at, 16));
    c = f32x4.add(c, v128.load(at, 32)); d = f32x4.add(d, v128.load(at, 48));
  }
  a = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return <f64>f32x4.extract_lane(a, 0) + <f64>f32x4.extract_lane(a, 2);
}
export function sumF32InF64(at: usize, count: i32): f64 {
  let a = f64x2.splat(0), b = a, c = a, d = a;
  for (const end = at + (<usize>count << 2); at < end; at += 32) {
    a = f64x2.add(a, f64x2.promote_low_f32x4(v128.load64_zero(at)));
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.load64_zero(at, 8)));
    c = f64x2.add(c, f64x2.promote_low_f32x4(v128.load64_zero(at, 16)));
    d = f64x2.add(d, f64x2.promote_low_f32x4(v128.load64_zero(at, 24)));
  }
  a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}
export function sumF64(at: usize, count: i32): f64 {
  let a = f64x2.splat(0), b = a, c = a, d = a;
  for (const end = at + (<usize>count << 3); at < end; at += 64) {
    a = f64x2.add(a, v128.load(at)); b = f64x2.add(b, v128.load(at, 16));
    c = f64x2.add(c, v128.load(at, 32)); d = f64x2.add(d, v128.load(at, 48));
  }
  a = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}`;

interface Sums {
  readonly memory: WebAssembly.Memory;
  sumF32(at: number, count: number): number;
  sumF32InF64(at: number, count: number): number;
  sumF64(at: number, count: number): number;
}

function compiledSums(bytes: number): Sums {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  try {
    writeFileSync(join(folder, 'sums.ts'), plainSums);
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    const pages = Math.ceil(bytes / 65536) + 1;
    const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '-o', 'sums.wasm'];
    execFileSync(process.execPath, [compiler, 'sums.ts', ...options, '--initialMemory', `${pages}`], {
      cwd: folder,
    });
    const wasm = readFileSync(join(folder, 'sums.wasm'));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), {});
    return instance.exports as unknown as Sums;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line(name: string, bytes: number, work: () => void, plain?: number): number {
  const speed = measure(bytes, work).best / 1e3;
  const ratio = plain === undefined ? '' : `${(speed / plain).toFixed(2)} × plain sum`;
  console.log(`${name.padEnd(52)} ${speed.toFixed(1).padStart(5)} GB/s  ${ratio}`);
  return speed;
}

function scriptStatistic(values: Float32Array, blockLength: number): number {
  let logBlocks = 0;
  let logValues = 0;
  for (let start = 0; start < values.length; start += blockLength) {
    let block = 0;
    for (let i = start; i < start + blockLength; i++) {
      block += values[i];
      logValues += Math.log(Math.abs(values[i]) + 2.2e-16);
    }
    logBlocks += Math.log(Math.abs(block) + 2.2e-16);
  }
  return (logBlocks / (values.length / blockLength) - logValues / values.length) / Math.log(blockLength);
}

function statistic(values: Float32Array): number | undefined {
  const pooled = new PooledStatistic({ minibatches: rows, parameters: columns });
  for (let p = 0; p < rows; p++) pooled.add(values.subarray(p * columns, (p + 1) * columns));
  return pooled.result().tailIndex;
}

console.log(`Pooled statistic, ${rows} rows of ${columns} (GB/s read, best). ${machine()}`);
const sums = compiledSums(8 * count + 1024);
const noise = Float32Array.from(stream(1, 'bench').normals(count), (g) => g * 1e-3);
new Float32Array(sums.memory.buffer, 1024, count).set(noise);
const plain = line('plain sum in f32', 4 * count, () => sums.sumF32(1024, count));
line('plain sum of f32 in f64', 4 * count, () => sums.sumF32InF64(1024, count), plain);
withArena((arena) => {
  const inKernel = arena.copyF32(noise).array;
  line('pooled statistic, rows in kernel memory', 4 * count, () => statistic(inKernel), plain);
});
line('pooled statistic, rows in JavaScript memory', 4 * count, () => statistic(noise), plain);
line('plain JavaScript', 4 * count, () => scriptStatistic(noise, 4096), plain);

const sample = stream(2, 'bench').normals(count / 2);
new Float64Array(sums.memory.buffer, 1024, count / 2).set(sample);
const plain64 = line('plain sum in f64', 4 * count, () => sums.sumF64(1024, count / 2));
line('two-scale estimate', 4 * count, () => estimateTwoScale(sample, { lower: 10, upper: 100 }), plain64);
