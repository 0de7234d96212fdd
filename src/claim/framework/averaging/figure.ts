import { line, logAxis, points, prose, type Figure, type Layer, type Role } from '../../../evidence/index.js';
import { expOf, powOf } from '../../../kernel/index.js';
import { theorySlope, type Averaged } from './run.js';

/** Colours of the sources, in the order of their table. */
const finiteRoles: readonly Role[] = ['brownian', 'series2', 'series3'];
const infiniteRoles: readonly Role[] = ['levy', 'series4', 'measured', 'control'];
/** Error bars reach so many standard errors to either side. */
const barErrors = 2;

/** Typical size of the mean against b, beside the slopes of the limit theorems. */
export function averagingFigure(name: string, found: readonly Averaged[]): Figure {
  const finite = found.filter(({ index }) => index === 2);
  const infinite = found.filter(({ index }) => index < 2);
  const layers = found.flatMap((source) => {
    const role =
      source.index === 2 ? finiteRoles[finite.indexOf(source)] : infiniteRoles[infinite.indexOf(source)];
    return [theoryLayer(source), sourceLayer(source, role)];
  });
  return {
    name,
    title: 'What averaging over a batch does',
    caption: prose(
      'Typical size (geometric mean) of the mean of b independent draws, both axes logarithmic. With finite',
      'variance it falls with slope −1/2; without, the slower the heavier the tails. Lines: slopes of the',
      'limit theorems, from the smallest b of the fit on.',
    ),
    panels: [{ x: logAxis('b'), y: logAxis('typical |mean|'), layers }],
  };
}

/** The slope of the limit theorem over the b of the fit, through its first point. */
function theoryLayer({ index, from, batchSizes, points }: Averaged): Layer {
  const x = batchSizes.filter((b) => b >= from);
  const first = expOf(points[batchSizes.length - x.length].value);
  const y = x.map((b) => first * powOf(b / from, theorySlope(index)));
  return line('slope of its limit theorem', 'theory', x, y);
}

function sourceLayer({ name, batchSizes, points: found }: Averaged, role: Role): Layer {
  const off = (errors: number) =>
    found.map(({ value, standardError }) => expOf(value + errors * standardError));
  return points(name, role, batchSizes, off(0), { low: off(-barErrors), high: off(barErrors) });
}
