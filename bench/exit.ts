import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stream } from 'heavytail/random';
import { brownian, doubleWell, exitTimes, levy, quadraticWell, type ExitSettings } from 'heavytail/sde';
import { runTasks } from '#heavytail/kernel/index';
import { startThread } from '#heavytail/kernel/pool/node';
import type { Range } from './exitWorker.js';
import { machine, report, type Speed } from './timing.js';

/**
 * Path-steps a second with the exit test, one thread, until the last path has left, beside plain JavaScript
 * (sfc32 and Math), plain C (bench/exit.c, gcc -O3 -march=native) and vectorised NumPy in the same run. The bridge also
 * evaluates the drift twice and looks for crossings between grid points; the peers do not. Then a billion path-steps on one
 * worker and on as many as there are processors, with the memory that they take.
 */

const repetitions = 5;

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

function scriptStable(alpha: number): number {
  const theta = Math.PI * (uniform() - 0.5);
  const w = -Math.log(uniform());
  return (
    (Math.sin(alpha * theta) / Math.cos(theta) ** (1 / alpha)) *
    (Math.cos((1 - alpha) * theta) / w) ** ((1 - alpha) / alpha)
  );
}

/** Paths of the quadratic well one after another; returns their steps. */
function scriptLevy(alpha: number, amplitude: number, timeStep: number, paths: number): number {
  let steps = 0;
  for (let p = 0; p < paths; p++) {
    for (let x = 0; x > -1 && x < 1; steps++) x += -x * timeStep + amplitude * scriptStable(alpha);
  }
  return steps;
}

/** Paths of the double well one after another; returns their steps. */
function scriptBrownian(amplitude: number, timeStep: number, paths: number): number {
  let steps = 0;
  for (let p = 0; p < paths; p++) {
    for (let x = -1; x < 0; steps += 2) {
      const radius = amplitude * Math.sqrt(-2 * Math.log(uniform()));
      const angle = 2 * Math.PI * uniform();
      x += (x - x * x * x) * timeStep + radius * Math.cos(angle);
      if (x < 0) x += (x - x * x * x) * timeStep + radius * Math.sin(angle);
    }
  }
  return steps;
}

/** Speed of work that says how many steps it took. */
function measureSteps(work: (repetition: number) => number): Speed {
  work(0);
  const speeds = Array.from({ length: repetitions }, (_, repetition) => {
    const start = performance.now();
    const steps = work(repetition + 1);
    return steps / (performance.now() - start) / 1e3;
  });
  const mean = speeds.reduce((sum, speed) => sum + speed, 0) / repetitions;
  const variance = speeds.reduce((sum, speed) => sum + (speed - mean) ** 2, 0) / (repetitions - 1);
  return { best: Math.max(...speeds), mean, deviation: Math.sqrt(variance) };
}

/** Speed of the C program, undefined where gcc is absent. */
function plainC(): ((...parameters: (string | number)[]) => number) | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'heavytail-bench-'));
  const program = join(folder, 'exit');
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(import.meta.dirname, '../../bench/exit.c');
  try {
    execFileSync('gcc', ['-O3', '-march=native', '-o', program, source, '-lm']);
  } catch {
    return undefined;
  }
  return (...parameters) =>
    Number.parseFloat(execFileSync(program, parameters.map(String), { encoding: 'utf8' }));
}

/** Speed of the NumPy program, undefined where NumPy is absent. */
function numpy(...parameters: (string | number)[]): number | undefined {
  const source = join(import.meta.dirname, '../../bench/exit-numpy.py');
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      return Number.parseFloat(
        execFileSync(python, [source, ...parameters.map(String)], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      );
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

const compiled = plainC();
console.log(
  `Path-steps with exit test (M/s: best, mean ± deviation). ${machine()}${compiled ? '' : '; gcc is absent'}`,
);

function ours(settings: Omit<ExitSettings, 'stream' | 'maximalSteps'>): Speed {
  return measureSteps((repetition) => {
    const { steps } = exitTimes({ ...settings, maximalSteps: 1e9, stream: stream(repetition, 'bench') });
    return steps.reduce((sum, count) => sum + count, 0);
  });
}

const timeStep = 0.02;
const paths = 2000;
for (const alpha of [1.5, 1.8]) {
  const noiseScale = 0.1;
  const speed = ours({
    potential: quadraticWell(1),
    driver: levy(alpha, noiseScale),
    low: -1,
    high: 1,
    start: 0,
    timeStep,
    paths,
  });
  const amplitude = noiseScale * timeStep ** (1 / alpha);
  report(`Levy, alpha ${alpha}, quadratic well`, speed, {
    JavaScript: measureSteps(() => scriptLevy(alpha, amplitude, timeStep, 200)).best,
    C: compiled?.('levy', alpha, noiseScale, timeStep, 500),
    NumPy: numpy('levy', alpha, noiseScale, timeStep, 2000),
  });
}
for (const scheme of ['euler', 'bridge'] as const) {
  const noiseScale = 0.4;
  const speed = ours({
    potential: doubleWell({ width: 1, height: 0.25 }),
    driver: brownian(noiseScale),
    low: -Infinity,
    high: 0,
    start: -1,
    timeStep,
    paths,
    scheme,
  });
  report(`Brownian, ${scheme}, double well`, speed, {
    JavaScript: measureSteps(() => scriptBrownian(noiseScale * Math.sqrt(timeStep), timeStep, 500)).best,
    C: compiled?.('brownian', 2, noiseScale, timeStep, 1000),
    NumPy: numpy('brownian', 2, noiseScale, timeStep, 2000),
  });
}

/** About 3,700 steps a path. */
const billion: Range[] = Array.from({ length: 64 }, (_, i) => ({ firstPath: 4200 * i, paths: 4200 }));

async function onWorkers(workers: number): Promise<{ seconds: number; steps: number; time: number }> {
  const start = performance.now();
  const outcomes = await runTasks<Range, { steps: number; time: number }>({
    tasks: billion,
    workers,
    startWorker: () => startThread(new URL('./exitWorker.js', import.meta.url)),
  });
  const done = outcomes.map((outcome) => {
    if (outcome.status !== 'done') throw new Error(`A range of paths was not done: ${outcome.status}.`);
    return outcome.value;
  });
  return {
    seconds: (performance.now() - start) / 1e3,
    steps: done.reduce((sum, { steps }) => sum + steps, 0),
    time: done.reduce((sum, { time }) => sum + time, 0),
  };
}

const alone = await onWorkers(1);
const workers = availableParallelism();
const together = await onWorkers(workers);
if (alone.time !== together.time) throw new Error('The exit times depend on the number of workers.');
const memory = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB at most`;
console.log(`${(alone.steps / 1e9).toFixed(2)}e9 path-steps on one worker: ${alone.seconds.toFixed(1)} s`);
console.log(
  `… on ${workers}: ${together.seconds.toFixed(1)} s, ${(alone.seconds / together.seconds).toFixed(2)} × one, equal results; ${memory}`,
);
