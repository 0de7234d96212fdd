import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { matrixIn, multiply, withArena } from '#heavytail/kernel/index';
import { stream } from 'heavytail/random';
import { machine, measure } from './timing.js';

/**
 * Single-precision matrix products in the three storage orders of a network's passes, one thread, beside
 * the limit of 128-bit registers without fused operations, plain JavaScript (loops over Float32Array, sums
 * rounded to single precision) and PyTorch on one thread in the same run.
 */

const [rows, depth, columns] = [512, 784, 1024];
const operations = 2 * rows * depth * columns;

const source = stream(1, 'bench');
const draw = (n: number) => Float32Array.from(source.normals(n));

/** The strides with which element (i, p) of A and (p, j) of B are found. */
const orders = {
  'A B': { aRow: depth, aDepth: 1, bDepth: columns, bColumn: 1 },
  'A Bᵀ': { aRow: depth, aDepth: 1, bDepth: 1, bColumn: depth },
  'Aᵀ B': { aRow: 1, aDepth: rows, bDepth: columns, bColumn: 1 },
} as const;

function scriptProduct(
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  strides: (typeof orders)[keyof typeof orders],
): void {
  const { aRow, aDepth, bDepth, bColumn } = strides;
  c.fill(0);
  // The innermost loop runs along memory in B: along columns, or along the depth where B is transposed.
  for (let i = 0; i < rows; i++) {
    if (bColumn === 1) {
      for (let p = 0; p < depth; p++) {
        const factor = a[i * aRow + p * aDepth];
        for (let j = 0; j < columns; j++) c[i * columns + j] += factor * b[p * bDepth + j];
      }
    } else {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let p = 0; p < depth; p++) {
          sum = Math.fround(sum + Math.fround(a[i * aRow + p] * b[p + j * bColumn]));
        }
        c[i * columns + j] = sum;
      }
    }
  }
}

/** Best GFLOP/s of PyTorch in each order, undefined where it is absent. */
function torch(): Record<string, number> | undefined {
  const program = `
import json, time, torch
torch.set_num_threads(1)
a, b = torch.randn(${rows}, ${depth}), torch.randn(${depth}, ${columns})
at, bt = a.t().contiguous(), b.t().contiguous()
def best(work):
    for _ in range(5): work()
    times = []
    for _ in range(20):
        start = time.perf_counter(); work(); times.append(time.perf_counter() - start)
    return ${operations} / min(times) / 1e9
print(json.dumps({"A B": best(lambda: a @ b), "A Bᵀ": best(lambda: a @ bt.t()), "Aᵀ B": best(lambda: at.t() @ b)}))
`;
  try {
    const output = execFileSync('/usr/bin/python3', ['-c', program], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(output) as Record<string, number>;
  } catch {
    return undefined;
  }
}

/** Twelve independent chains of a multiplication and an addition of four lanes, in registers alone. */
const chains = Array.from('abcdefghijkl');
/** As long as a product takes, so that a busy machine slows both down alike. */
const turns = 1 << 23;
const registersOnly = `
export function multiplyAdd(turns: i32): f32 {
  const factor = f32x4.splat(0.5), term = f32x4.splat(1);
  let ${chains.map((name, i) => `${name} = f32x4.splat(${i})`).join(', ')};
  for (let turn = 0; turn < turns; turn++) {
    ${chains.map((name) => `${name} = f32x4.add(f32x4.mul(${name}, factor), term);`).join(' ')}
  }
  return f32x4.extract_lane(${chains.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0);
}`;

function compiledChains(): (turns: number) => number {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  try {
    writeFileSync(join(folder, 'chains.ts'), registersOnly);
    const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
    const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '-o', 'chains.wasm'];
    execFileSync(process.execPath, [compiler, 'chains.ts', ...options], { cwd: folder });
    const module = new WebAssembly.Module(readFileSync(join(folder, 'chains.wasm')));
    return new WebAssembly.Instance(module, {}).exports.multiplyAdd as (turns: number) => number;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const multiplyAdd = compiledChains();
const perTurn = 8 * chains.length;

const peers = torch();
console.log(
  `Matrix products ${rows} × ${depth} × ${columns} (GFLOP/s: best, mean ± deviation). ${machine()}${peers ? '' : '; PyTorch is absent'}`,
);
const [left, right] = [draw(rows * depth), draw(depth * columns)];
for (const [name, strides] of Object.entries(orders)) {
  const transposeLeft = strides.aRow === 1;
  const transposeRight = strides.bColumn !== 1;
  const ours = withArena((arena) => {
    const a = transposeLeft ? matrixIn(arena, depth, rows, left) : matrixIn(arena, rows, depth, left);
    const b = transposeRight
      ? matrixIn(arena, columns, depth, right)
      : matrixIn(arena, depth, columns, right);
    const out = matrixIn(arena, rows, columns);
    return measure(operations, () => multiply(a, b, out, { transposeLeft, transposeRight }));
  });
  // Beside each order, so that whatever else the machine does meets both alike.
  const limit = measure(perTurn * turns, () => multiplyAdd(turns));
  const product = new Float32Array(rows * columns);
  const script = measure(operations, () => scriptProduct(left, right, product, strides), 3);
  const [best, mean, deviation] = [ours.best, ours.mean, ours.deviation].map((speed) => speed / 1e3);
  const peer = peers?.[name];
  console.log(
    [
      name.padEnd(6),
      best!.toFixed(1).padStart(6),
      `${mean!.toFixed(1)} ± ${deviation!.toFixed(1)}`.padStart(12),
      `${(ours.best / limit.best).toFixed(2)} × limit of ${(limit.best / 1e3).toFixed(1)}`,
      `${(ours.best / script.best).toFixed(1)} × JavaScript`,
      peer === undefined ? 'PyTorch: absent' : `${(best! / peer).toFixed(2)} × PyTorch`,
    ].join('  '),
  );
}
