import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Plot from '@observablehq/plot';
import {
  density,
  distribution,
  logDensity,
  logDistribution,
  logSurvival,
  stable,
  survival,
} from 'heavytail/stable';
import { parseHTML } from 'linkedom';
import { scipyValues, stabledistValues, type Point, type Values } from './stablePeers.js';

/**
 * Relative errors of density, distribution and survival against the 20 digits of
 * test/reference/stable-law.json, beside other programs: a table on standard output, and the map of
 * docs/images/stable-accuracy.svg. Then those of test/reference/stable-shifted.json, laws with a scale and a location in
 * both parameterizations, on the log scale.
 */

const root = join(import.meta.dirname, '../..');
const table = JSON.parse(readFileSync(join(root, 'test/reference/stable-law.json'), 'utf8')) as {
  readonly rows: readonly (readonly [number, number, number, ...string[]])[];
};
const points: Point[] = table.rows.map(([alpha, beta, x]) => ({ alpha, beta, x }));
const exact = table.rows.map((row) => row.slice(3, 6).map(Number));

function ours(): Values {
  return points.map(({ alpha, beta, x }) => {
    const law = stable({ alpha, beta });
    return [density(law, [x])[0]!, distribution(law, [x])[0]!, survival(law, [x])[0]!];
  });
}

/** 1 stands for all that is no number, or has no correct digit. Values below 1e-300 are left out. */
function relativeError(found: number, value: number): number {
  if (found === value || (value < 1e-300 && found < 1e-300)) return 0;
  const error = Math.abs(found / value - 1);
  return error < 1 ? error : 1;
}

const columns: readonly (readonly [string, (point: Point) => boolean])[] = [
  ['≤ 0.001', ({ x }) => Math.abs(x) <= 1e-3],
  ['… 1', ({ x }) => Math.abs(x) <= 1],
  ['… 10', ({ x }) => Math.abs(x) <= 10],
  ['… 100', ({ x }) => Math.abs(x) <= 100],
  ['… 1e4', ({ x }) => Math.abs(x) <= 1e4],
  ['… 1e8', ({ x }) => Math.abs(x) <= 1e8],
  ['… 1e20', ({ x }) => Math.abs(x) <= 1e20],
  ['… 1e300', () => true],
];
const columnOf = (point: Point): string => columns.find(([, holds]) => holds(point))![0];

const alphas = [...new Set(points.map(({ alpha }) => alpha))];
const nameOf = (alpha: number): string => {
  for (const whole of [1, 2]) {
    const gap = alpha - whole;
    if (gap !== 0 && Math.abs(gap) < 0.00099) {
      return `${whole} ${gap > 0 ? '+' : '−'} ${Math.abs(gap).toExponential(0)}`;
    }
  }
  return `${alpha}`;
};

interface Cell {
  readonly program: string;
  readonly alpha: string;
  readonly column: string;
  readonly error: number;
}

const cells: Cell[] = [];
const summary: string[] = [];
for (const [program, values] of [
  ['heavytail', ours()],
  ['scipy', scipyValues(points)],
  ['R stabledist', stabledistValues(points)],
] as const) {
  if (values === undefined) {
    console.log(`${program}: absent`);
    continue;
  }
  const errors = values.map((found, i) => Math.max(...found.map((v, j) => relativeError(v, exact[i]![j]!))));
  const worst = new Map<string, Cell>();
  points.forEach((point, i) => {
    const cell = { program, alpha: nameOf(point.alpha), column: columnOf(point), error: errors[i]! };
    const key = `${cell.alpha} ${cell.column}`;
    const known = worst.get(key);
    if (known === undefined || known.error < cell.error) worst.set(key, cell);
  });
  cells.push(...worst.values());
  const sorted = errors.toSorted((a, b) => a - b);
  const share = (limit: number) =>
    `${((100 * errors.filter((error) => error > limit).length) / errors.length).toFixed(1)} %`;
  summary.push(
    `| ${program} | ${sorted[sorted.length >> 1]!.toExponential(0)} | ${sorted.at(-1)!.toExponential(0)} | ` +
      `${share(1e-12)} | ${share(1e-6)} | ${share(0.999)} |`,
  );
}
console.log(`| ${points.length} points | median | largest | above 1e-12 | above 1e-6 | no digit |`);
console.log('| --- | --- | --- | --- | --- | --- |');
console.log(summary.join('\n'));

type ShiftedRow = readonly [number, number, 'S0' | 'S1', number, number, number, ...string[]];
const shifted = (
  JSON.parse(readFileSync(join(root, 'test/reference/stable-shifted.json'), 'utf8')) as {
    readonly rows: readonly ShiftedRow[];
  }
).rows;
/** Of max(1, |logarithm|), the largest of the three. */
const shiftedErrors = shifted.map((row) => {
  const [alpha, beta, parameterization, scale, location, x] = row;
  const law = stable({ alpha, beta, parameterization, scale, location });
  const found = [logDensity(law, [x])[0]!, logDistribution(law, [x])[0]!, logSurvival(law, [x])[0]!];
  return Math.max(
    ...found.map((value, i) => {
      const known = Number(row[6 + i]);
      return value === known ? 0 : Math.abs(value - known) / Math.max(1, Math.abs(known));
    }),
  );
});
console.log('| laws with scale and location | points | median | largest |');
console.log('| --- | --- | --- | --- |');
for (const name of ['S0', 'S1']) {
  for (const [range, holds] of [
    ['alpha below 0.1', (alpha: number) => alpha < 0.1],
    ['alpha from 0.1 to 0.9', (alpha: number) => alpha >= 0.1 && alpha < 0.9],
    ['alpha from 0.9', (alpha: number) => alpha >= 0.9],
  ] as const) {
    const own = shiftedErrors
      .filter((_, i) => shifted[i]![2] === name && holds(shifted[i]![0]))
      .toSorted((a, b) => a - b);
    if (own.length === 0) continue;
    console.log(
      `| ${name}, ${range} | ${own.length} | ${own[own.length >> 1]!.toExponential(0)} | ${own.at(-1)!.toExponential(0)} |`,
    );
  }
}

const { document } = parseHTML('<html><body></body></html>');
const figure = Plot.plot({
  document: document as unknown as Document,
  width: 900,
  height: 660,
  marginLeft: 74,
  marginBottom: 64,
  marginTop: 58,
  style: { fontFamily: 'system-ui, sans-serif', fontSize: '12px', background: '#ffffff', color: '#1b1f24' },
  fx: { domain: [...new Set(cells.map(({ program }) => program))], label: null, axis: 'top' },
  x: { domain: columns.map(([name]) => name), label: '|x|', tickRotate: -45 },
  y: { domain: alphas.map(nameOf).toReversed(), label: null },
  color: {
    type: 'log',
    domain: [1e-16, 1e-12, 1e-6, 1],
    range: ['#e8f3f1', '#5fb3a1', '#e8a33d', '#7a1f0a'],
    interpolate: 'rgb',
    clamp: true,
  },
  marks: [
    Plot.cell(cells, {
      fx: 'program',
      x: 'column',
      y: 'alpha',
      fill: ({ error }: Cell) => Math.max(error, 1e-16),
      inset: 0.5,
    }),
  ],
}) as unknown as SVGElement;
const steps = [1e-16, 1e-14, 1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 1e-2, 1];
const colourOf = figure as unknown as { scale(name: 'color'): { apply(value: number): string } };
const legend = steps
  .map((step, i) => {
    const x = 490 + 44 * i;
    const text = step === 1 ? '1 or NaN' : step.toExponential(0);
    return `<rect x="${x}" y="4" width="44" height="10" fill="${colourOf.scale('color').apply(step)}"/><text x="${x + 22}" y="27" text-anchor="middle">${text}</text>`;
  })
  .join('');
const inner = figure.outerHTML.replace(/^<svg /u, '<svg y="0" ');
writeFileSync(
  join(root, 'docs/images/stable-accuracy.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 660" width="900" height="660" role="img" font-family="system-ui, sans-serif" font-size="11" fill="#1b1f24"><title>Largest relative error of density, distribution and survival</title><rect width="900" height="660" fill="#ffffff"/>${inner}<text x="74" y="14">largest relative error of density, distribution and survival, any beta</text><text x="66" y="50" text-anchor="end">alpha</text>${legend}</svg>\n`,
);
