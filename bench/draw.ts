import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { draw, sampler, stable } from 'heavytail/stable';
import { machine, measure, report } from './timing.js';

/**
 * Draws a second of each law, one thread, beside plain JavaScript (sfc32 and Math)
 * and plain C (bench/draw.c, gcc -O3 -march=native) in the same run, stable ones also beside the GNU Scientific
 * Library.
 */

/** Values a call: small enough that making the result array does not dominate. */
const n = 1 << 13;

/** Small fast generator (sfc32), as good JavaScript programs use it. */
let [a, b, c, counter] = [1, 2, 3, 4];
function uniform(): number {
  const result = (a + b + counter) | 0;
  counter = (counter + 1) | 0;
  a = b ^ (b >>> 9);
  b = (c + (c << 3)) | 0;
  c = (((c << 21) | (c >>> 11)) + result) | 0;
  return ((result >>> 0) + 0.5) / 4294967296;
}

function scriptStable(alpha: number, beta: number): number {
  const theta = Math.PI * (uniform() - 0.5);
  const w = -Math.log(uniform());
  const tau = beta === 0 ? 0 : beta * Math.tan((Math.PI * alpha) / 2);
  const shift = beta === 0 ? 0 : Math.atan(tau);
  return (
    (Math.sin(shift + alpha * theta) / (Math.cos(shift) * Math.cos(theta)) ** (1 / alpha)) *
      (Math.cos(shift + (alpha - 1) * theta) / w) ** ((1 - alpha) / alpha) -
    tau
  );
}

const scripts: Record<string, () => number> = {
  uniform,
  exponential: () => -Math.log(uniform()),
  normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
};

/** Compiles a C program of this folder; undefined where gcc or a library is absent. */
function compiledC(name: string, libraries: readonly string[]): ((...words: string[]) => number) | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  const program = join(folder, name);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(import.meta.dirname, `../../bench/${name}.c`);
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source, ...libraries], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return (...words) => Number.parseFloat(execFileSync(program, words, { encoding: 'utf8' }));
}

const plainC = compiledC('draw', ['-lm']);
const gsl = compiledC('draw-gsl', ['-lgsl', '-lgslcblas', '-lm']);
const output = new Float64Array(n);
const large = new Float64Array(1 << 16);

function compare(
  name: string,
  kind: string,
  ours: (repetition: number) => void,
  script: () => number,
  law = [1, 0],
): void {
  const speed = measure(n, ours);
  const peer = measure(n, () => {
    for (let i = 0; i < n; i++) output[i] = script();
  });
  const [alpha, beta] = law as [number, number];
  report(name, speed, { JavaScript: peer.best, C: plainC?.(kind, `${alpha}`, `${beta}`) });
}

console.log(`Draws (M/s: best, mean ± deviation). ${machine()}`);
const source = stream(1, 'bench');
compare('uniform', 'u', () => source.uniforms(n), scripts.uniform!);
compare('exponential', 'e', () => source.exponentials(n), scripts.exponential!);
compare('normal', 'n', () => source.normals(n), scripts.normal!);
for (const law of [
  [1.5, 0],
  [0.7, 0],
  [1.5, 0.5],
  [1.05, 0.5],
] as const) {
  const [alpha, beta] = law;
  const value = stable({ alpha, beta });
  compare(
    `stable, alpha ${alpha}, beta ${beta}`,
    's',
    () => draw(value, n, source),
    () => scriptStable(alpha, beta),
    [...law],
  );
  const many = sampler(value);
  // As many values as the C program fills.
  const speed = measure(1 << 16, () => many.fill(large, source));
  report(`… by its sampler (${many.method})`, speed, {
    C: plainC?.('s', `${alpha}`, `${beta}`),
    GSL: gsl?.(`${alpha}`, `${beta}`),
  });
}
