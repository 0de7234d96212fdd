import { stream } from 'heavytail/random';
import {
  brownian,
  doubleWell,
  exitStatistics,
  exitTimeFromInterval,
  exitTimes,
  exitTimeStep,
  flat,
  getoorTime,
  levy,
  type MeanExitInterval,
  multiWell,
  nonlocalExitTime,
  quadraticWell,
  refinement,
  timeStepBias,
  type Driver,
  type Escape,
  type Potential,
  type Scheme,
  type TimeStepBias,
} from 'heavytail/sde';

/** Exits whose mean time is known by another way than by paths, and how paths measure it. */
export interface ExitCase extends Escape {
  readonly name: string;
  readonly scheme: Scheme;
}

const well = quadraticWell(2);
const wells = doubleWell({ height: 1, width: 1 });
const three = multiWell([
  { at: -1, level: 0 },
  { at: 0, level: 1 },
  { at: 2, level: -1 },
]);
const free = flat();

function exitCase(
  name: string,
  potential: Potential,
  driver: Driver,
  [low, high, start]: readonly [number, number, number],
  scheme: Scheme = driver.kind === 'brownian' ? 'bridge' : 'euler',
): ExitCase {
  const alpha = driver.kind === 'levy' ? `, alpha ${driver.alpha}` : '';
  const words = `${name}, ${driver.kind}${alpha}, scale ${driver.noiseScale}, ${low} to ${high} from ${start}, ${scheme}`;
  return { name: words, potential, driver, low, high, start, scheme };
}

/** Weak and strong noise, both drivers, starts in the middle and near an edge, every scheme. */
export const exitCases: readonly ExitCase[] = [
  exitCase('quadratic', well, levy(1.5, 0.3), [-1, 1, 0]),
  exitCase('quadratic', well, levy(1.5, 1), [-1, 1, 0]),
  exitCase('quadratic', well, levy(1.5, 10), [-1, 1, 0]),
  exitCase('quadratic', well, levy(1.2, 0.3), [-1, 1, 0.5]),
  exitCase('quadratic', well, levy(1.8, 0.7), [-0.5, 2, 0]),
  exitCase('quadratic', well, levy(1.5, 0.5), [-1, 1, 0], 'exact'),
  exitCase('quadratic', well, brownian(0.8), [-1, 1, 0]),
  exitCase('quadratic', well, brownian(10), [-1, 1, 0]),
  exitCase('quadratic', well, brownian(100), [-1, 1, 0]),
  exitCase('quadratic', well, brownian(1), [-1, 1, 0], 'exact'),
  exitCase('quadratic', well, brownian(1), [-1, 1, 0.5], 'euler'),
  exitCase('quadratic', well, brownian(1), [-1, 1, 0], 'implicit'),
  exitCase('double well', wells, brownian(1), [-Infinity, 0, -1]),
  exitCase('double well', wells, brownian(2), [-Infinity, 0, -0.5]),
  exitCase('double well', wells, levy(1.5, 0.5), [-2.5, 0, -1]),
  exitCase('three extrema', three, brownian(1), [-0.5, 3, 0.5]),
  exitCase('three extrema', three, levy(1.7, 0.6), [0, 4, 2]),
  exitCase('flat', free, brownian(1), [-1, 1, 0.9]),
  exitCase('flat', free, brownian(1), [-1, 1, 0], 'euler'),
  ...[0.5, 1, 1.5, 1.9].flatMap((alpha) => [
    exitCase('flat', free, levy(alpha, 1), [-1, 1, 0]),
    exitCase('flat', free, levy(alpha, 2), [-1, 1, 0.9]),
  ]),
];

/** More of them: what the long check of coverage adds. */
export const moreExitCases: readonly ExitCase[] = [
  exitCase('quadratic', well, levy(1.5, 0.1), [-1, 1, 0]),
  exitCase('quadratic', well, levy(1.1, 0.2), [-0.5, 2, 0]),
  exitCase('quadratic', well, levy(1.95, 0.8), [-1, 1, 0]),
  exitCase('quadratic', well, levy(1.7, 3), [-1, 1, -0.7]),
  exitCase('quadratic', well, brownian(0.7), [-1, 1, 0.2]),
  exitCase('quadratic', well, brownian(3), [-0.3, 2, 0]),
  exitCase('quadratic', well, brownian(2), [-1, 1, 0.3], 'exact'),
  exitCase('double well', wells, levy(1.3, 0.4), [-2, 0, -1]),
  exitCase('double well', wells, levy(1.5, 2), [-2, 0, -0.5]),
  exitCase('double well', wells, brownian(0.8), [-Infinity, 0, -1]),
  exitCase('double well', wells, brownian(0.5), [0, 0.9, 0.2]),
  exitCase('three extrema', three, levy(1.4, 0.5), [-2, 0, -1]),
  exitCase('flat', free, brownian(3), [-1, 1, 0]),
  exitCase('flat', free, levy(0.8, 0.1), [-1, 1, 0.5]),
  exitCase('flat', free, levy(1.2, 1), [-1, 1, 0.95]),
  exitCase('flat', free, levy(1.7, 5), [-2, 1, 0]),
];

/** Mean exit time by an integral, Getoor's formula or the nonlocal equation, and its relative error. */
export function exactTime(given: ExitCase): { readonly time: number; readonly relativeError: number } {
  const { potential, driver, low, high, start } = given;
  if (driver.kind === 'brownian') {
    const time = exitTimeFromInterval(potential, driver.noiseScale, start, low, high);
    return { time, relativeError: 1e-9 };
  }
  const { alpha, noiseScale } = driver;
  if (potential.minima.length === 0) {
    const time =
      getoorTime(alpha, (high - low) / 2, Math.abs(start - (low + high) / 2)) / noiseScale ** alpha;
    return { time, relativeError: 1e-9 };
  }
  const solved = nonlocalExitTime({ potential, alpha, noiseScale, low, high });
  return { time: solved.at(start), relativeError: solved.relativeErrorAt(start) };
}

/** Fine steps that a refinement may take. */
const refinedSteps = 1e6;

/** The mean of paths at a time step, without its bias, with the interval that `heavytail escape` states. */
export function measuredTime(
  given: ExitCase,
  {
    time,
    paths,
    seed,
    timeStep = exitTimeStep(given, given.scheme).timeStep,
  }: {
    /** About what it is, which says how many paths are refined. */
    readonly time: number;
    readonly paths: number;
    readonly seed: number;
    readonly timeStep?: number;
  },
): { readonly mean: MeanExitInterval; readonly bias: TimeStepBias } {
  const exits = exitTimes({
    ...given,
    timeStep,
    paths,
    maximalSteps: 4e9,
    stream: stream(seed, 'exits', given.name),
  });
  const refined = refinement({
    ...given,
    timeStep: 4 * timeStep,
    levels: 3,
    paths: Math.min(2 * paths, Math.max(Math.ceil(paths / 8), Math.floor((refinedSteps * timeStep) / time))),
    horizon: Infinity,
    stream: stream(seed, 'refinement', given.name),
  });
  const bias = timeStepBias(refined, given.driver, given.scheme);
  return { mean: exitStatistics(exits, given, bias).mean!, bias };
}
