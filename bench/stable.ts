import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { density, distribution, draw, fit, quantile, stable } from 'heavytail/stable';
import { machine, measure } from './timing.js';

/**
 * Density, distribution, quantiles and likelihood fits of stable laws, one thread, beside scipy, R's
 * stabledist and a plain C program (bench/stable.c, gcc -O3 -march=native) in the same run, each if it is there.
 */

const n = 1_000_000;
const few = 300;

/** The same points for all: dense in the middle, out to about 550. */
const points = (count: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sinh(((i - count / 2 + 0.37) * 14) / count));

function plainC(): ((alpha: number, beta: number, what: string) => number) | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'stable');
  const source = join(import.meta.dirname, '../../bench/stable.c');
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source, '-lm']);
  } catch {
    return undefined;
  }
  return (alpha, beta, what) =>
    Number.parseFloat(execFileSync(program, [`${alpha}`, `${beta}`, what, '20000'], { encoding: 'utf8' }));
}

/** scipy's points a second, by the Python on the path or Debian's. */
function scipy(alpha: number, beta: number, what: 'pdf' | 'cdf' | 'ppf'): number | undefined {
  const input =
    what === 'ppf'
      ? `(numpy.arange(20) + 0.5) / 20`
      : `numpy.sinh((numpy.arange(${few}) - ${few / 2} + 0.37) * 14 / ${few})`;
  const code = `
import time, numpy
from scipy.stats import levy_stable
levy_stable.parameterization = "S0"
x = ${input}
levy_stable.${what}(x[:2], ${alpha}, ${beta})
start = time.perf_counter()
levy_stable.${what}(x, ${alpha}, ${beta})
print(len(x) / (time.perf_counter() - start))`;
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      return Number.parseFloat(
        execFileSync(python, ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
      );
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/** stabledist's points a second, in R. */
function stabledist(alpha: number, beta: number, what: 'pdf' | 'cdf' | 'ppf'): number | undefined {
  const input =
    what === 'ppf' ? `(0:19 + 0.5) / 20` : `sinh((0:${few - 1} - ${few / 2} + 0.37) * 14 / ${few})`;
  const call = { pdf: 'dstable', cdf: 'pstable', ppf: 'qstable' }[what];
  const code = `
suppressMessages(library(stabledist))
x <- ${input}
time <- system.time(suppressWarnings(${call}(x, ${alpha}, ${beta}, pm = 0)))[["elapsed"]]
cat(length(x) / time)`;
  try {
    return Number.parseFloat(
      execFileSync('Rscript', ['-e', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return undefined;
  }
}

const ratio = (ours: number, peer: number | undefined, name: string) =>
  peer === undefined
    ? `${name}: absent`
    : `${(ours / peer).toPrecision(3)} × ${name} (${peer.toPrecision(3)}/s)`;

const compiled = plainC();
console.log(`Points a second. ${machine()}`);
const many = points(n);
for (const [alpha, beta] of [
  [1.5, 0],
  [1.5, 0.5],
  [0.7, 0.3],
  [1.01, 0.5],
  [1.95, -0.9],
] as const) {
  const law = stable({ alpha, beta });
  for (const [name, what, evaluate] of [
    ['density', 'pdf', density],
    ['distribution', 'cdf', distribution],
  ] as const) {
    const speed = measure(n, () => evaluate(law, many), 5);
    const single = measure(1, (i) => evaluate(law, [many[(7919 * i) % n]]), 2000);
    console.log(
      `${name} ${alpha}, ${beta}`.padEnd(24),
      `${speed.best.toFixed(1)} M/s, one point alone ${(1 / single.mean).toFixed(0)} us`.padEnd(40),
      ratio(1e6 * speed.best, scipy(alpha, beta, what), 'scipy'),
      ratio(1e6 * speed.best, stabledist(alpha, beta, what), 'R'),
      ratio(1e6 * speed.best, compiled?.(alpha, beta, name), 'C'),
    );
  }
}
const law = stable({ alpha: 1.5, beta: 0.5 });
const probabilities = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
const inversions = measure(n, () => quantile(law, probabilities), 3);
console.log(
  'quantile 1.5, 0.5'.padEnd(24),
  `${inversions.best.toFixed(2)} M/s`.padEnd(40),
  ratio(1e6 * inversions.best, scipy(1.5, 0.5, 'ppf'), 'scipy'),
  ratio(1e6 * inversions.best, stabledist(1.5, 0.5, 'ppf'), 'R'),
);
/** Seconds that scipy takes to fit a sample, about 40 for three hundred points. */
function scipyFit(sample: Float64Array): number | undefined {
  const code = `
import sys, time, warnings
from scipy.stats import levy_stable
warnings.simplefilter("ignore")
levy_stable.parameterization = "S0"
x = [float(line) for line in sys.stdin]
start = time.perf_counter()
levy_stable.fit(x)
print(time.perf_counter() - start)`;
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const input = [...sample].join('\n');
      return Number.parseFloat(
        execFileSync(python, ['-c', code], { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'ignore'] }),
      );
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

const little = draw(law, 300, stream(1, 'bench', 300));
const begun = performance.now();
fit(little);
const ourSeconds = (performance.now() - begun) / 1e3;
const theirs = scipyFit(little);
console.log(
  'likelihood fit, 300 points'.padEnd(24),
  `${ourSeconds.toFixed(2)} s`,
  theirs === undefined
    ? 'scipy: absent'
    : `${(theirs / ourSeconds).toFixed(0)} × scipy (${theirs.toFixed(0)} s)`,
);
for (const size of [1e4, 1e5, 1e6]) {
  const sample = draw(law, size, stream(1, 'bench', size));
  const start = performance.now();
  const result = fit(sample);
  console.log(
    `likelihood fit, ${size} points`.padEnd(24),
    `${((performance.now() - start) / 1e3).toFixed(2)} s`,
    result.converged ? `alpha ${result.law.alpha.toFixed(4)}` : result.sentence,
  );
}
