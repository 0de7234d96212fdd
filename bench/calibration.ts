import { draw, laplace, normal, stable, stream, studentT, type Law, type Stream } from 'heavytail/law';
import { diagnose, type Verdict } from 'heavytail/tail';

/**
 * How often noise of known law gets which verdict: the table of docs/diagnosis.md. An hour on one core, or
 * a share of it: `npm run bench -- calibration`.
 */

interface World {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly make: (source: Stream, rows: number, columns: number) => Float64Array;
}

const gaussian = (source: Stream, rows: number, columns: number) => draw(normal(), rows * columns, source);
const independent = (law: Law) => (source: Stream, rows: number, columns: number) =>
  draw(law, rows * columns, source);

function scaled(source: Stream, rows: number, columns: number): Float64Array {
  const scales = draw(normal(), columns, source).map((z) => Math.exp(1.5 * z));
  return gaussian(source, rows, columns).map((x, i) => x * scales[i % columns]!);
}

function correlated(source: Stream, rows: number, columns: number): Float64Array {
  const values = gaussian(source, rows, columns);
  for (let i = 0; i < values.length; i++) if (i % columns > 0) values[i]! += 0.95 * values[i - 1]!;
  return values;
}

const withDead = (source: Stream, rows: number, columns: number) =>
  gaussian(source, rows, columns).map((x, i) => (i % columns < columns / 2 ? 0 : x));

/** Gaussian vectors times the root of a positive stable variable of index alpha/2: stable in every direction. */
const elliptical = (alpha: number) => (source: Stream, rows: number, columns: number) => {
  const half = alpha / 2;
  const scale = Math.cos((Math.PI * half) / 2) ** (1 / half);
  const factors = draw(stable({ alpha: half, beta: 1, scale, parameterization: 'S1' }), rows, source);
  return gaussian(source, rows, columns).map((x, i) => x * Math.sqrt(factors[Math.floor(i / columns)]!));
};

const small = { rows: 200, columns: 120, count: 250 };
const large = { rows: 1000, columns: 100, count: 25 };
const worlds: readonly World[] = [
  { name: 'Gaussian, isotropic', ...small, make: gaussian },
  { name: 'Gaussian, scales e^{±1.5}', ...small, make: scaled },
  { name: 'Gaussian, correlated 0.95', ...small, make: correlated },
  { name: 'Gaussian, half dead', ...small, make: withDead },
  ...[1.2, 1.5, 1.8].map((alpha) => ({
    name: `stable, alpha ${alpha}`,
    ...large,
    make: independent(stable({ alpha })),
  })),
  ...[1.5, 1.8].map((alpha) => ({
    name: `elliptically stable, alpha ${alpha}`,
    ...large,
    make: elliptical(alpha),
  })),
  { name: 'Student, 3 degrees', ...large, make: independent(studentT({ degrees: 3 })) },
  { name: 'Laplace', ...large, make: independent(laplace()) },
  { name: 'uniform', ...large, make: (source, rows, columns) => source.uniforms(rows * columns) },
];

const verdicts: readonly Verdict[] = [
  'gaussian',
  'gaussian-anisotropic',
  'heavy-tailed',
  'alpha-stable',
  'light-tailed',
  'not-enough-data',
];
console.log(`| world | minibatches × coordinates | worlds | ${verdicts.join(' | ')} |`);
console.log(`| --- | --- |${' ---: |'.repeat(verdicts.length + 1)}`);
for (const { name, rows, columns, count, make } of worlds) {
  const counts = new Map<Verdict, number>();
  for (let w = 0; w < count; w++) {
    const values = make(stream(1, 'calibration', name, w), rows, columns);
    const { verdict } = diagnose({ rows, columns, values }, stream(2, 'calibration', w));
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  const cells = verdicts.map((verdict) => counts.get(verdict) ?? 0);
  console.log(`| ${name} | ${rows} × ${columns} | ${count} | ${cells.join(' | ')} |`);
}
