import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { matrixIn, multiply, withArena } from '#heavytail/kernel/index';
import { pytorch } from './peer/pytorch.js';
import { machine, measure } from './timing.js';

/**
 * Single-precision matrix products, one thread, in GFLOP/s (two operations a multiplication and addition),
 * beside the machine's limit for WebAssembly (128-bit multiplications and additions in registers alone),
 * plain JavaScript and PyTorch in the same run.
 */

/** Twelve independent chains of a multiplication and an addition: 96 operations a turn, no memory. */
const chains = Array.from('abcdefghijkl');
const registersOnly = `
export function multiplyAdd(turns: i32): f32 {
  const factor = f32x4.splat(0.5), term = f32x4.splat(1);
  let ${chains.map((name, i) => `${name} = f32x4.splat(${i})`).join(', ')};
  for (let turn = 0; turn < turns; turn++) {
    ${chains.map((name) => `${name} = f32x4.add(f32x4.mul(${name}, factor), term);`).join('\n    ')}
  }
  return f32x4.extract_lane(${chains.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0);
}`;

/** The loop above as a function of its number of turns. */
function compiledChains(): (turns: number) => number {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  try {
    writeFileSync(join(folder, 'chains.ts'), registersOnly);
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '-o', 'chains.wasm'];
    execFileSync(process.execPath, [compiler, 'chains.ts', ...options], { cwd: folder });
    const module = new WebAssembly.Module(readFileSync(join(folder, 'chains.wasm')));
    const { multiplyAdd } = new WebAssembly.Instance(module, {}).exports;
    return multiplyAdd as (turns: number) => number;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same product in plain JavaScript, in the order of memory that suits it. */
function scriptProduct(
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  rows: number,
  depth: number,
  columns: number,
): void {
  c.fill(0);
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < depth; p++) {
      const factor = a[i * depth + p]!;
      for (let j = 0; j < columns; j++) c[i * columns + j]! += factor * b[p * columns + j]!;
    }
  }
}

/** The forms that a network's passes use: forward, backward to the inputs, backward to the weights. */
const forms = [
  ['A Bᵀ', { transposeRight: true }],
  ['A B', {}],
  ['Aᵀ B', { transposeLeft: true }],
] as const;

console.log(`Matrix products in GFLOP/s (best, mean ± deviation). ${machine()}`);
const chain = compiledChains();
const turns = 1 << 20;
// measure() speaks of millions a second, flops / 1e3 makes that thousands of millions.
const limit = measure((8 * chains.length * turns) / 1e3, () => chain(turns)).best;
console.log(`${'limit of 128-bit registers'.padEnd(34)} ${limit.toFixed(1).padStart(6)}`);

for (const [rows, depth, columns] of [
  [512, 784, 1024],
  [100, 784, 128],
  [100, 128, 10],
  [129, 257, 63],
] as const) {
  const flops = (2 * rows * depth * columns) / 1e3;
  const left = Float32Array.from(stream(1, 'bench').normals(rows * depth));
  const right = Float32Array.from(stream(2, 'bench').normals(depth * columns));
  const out = new Float32Array(rows * columns);
  const script = measure(flops, () => scriptProduct(left, right, out, rows, depth, columns), 3).best;
  const torch = pytorch('matrix', rows, depth, columns);
  const torchSpeed = torch && (flops * 1e3) / torch.seconds / 1e9;
  for (const [form, options] of forms) {
    const { transposeLeft = false, transposeRight = false } = { ...options } as Record<string, boolean>;
    withArena((arena) => {
      const a = transposeLeft ? matrixIn(arena, depth, rows, left) : matrixIn(arena, rows, depth, left);
      const b = transposeRight
        ? matrixIn(arena, columns, depth, right)
        : matrixIn(arena, depth, columns, right);
      const c = matrixIn(arena, rows, columns);
      const speed = measure(flops, () => {
        multiply(a, b, c, options);
      });
      console.log(
        [
          `${rows} × ${depth} × ${columns}, ${form}`.padEnd(34),
          speed.best.toFixed(1).padStart(6),
          `${speed.mean.toFixed(1)} ± ${speed.deviation.toFixed(1)}`.padStart(12),
          `${(speed.best / limit).toFixed(2)} × limit`,
          `${(speed.best / script).toFixed(1)} × JavaScript`,
          torchSpeed === undefined
            ? 'PyTorch: absent'
            : `${(speed.best / torchSpeed).toFixed(2)} × PyTorch ${torch!.version}`,
        ].join('  '),
      );
    });
  }
}
