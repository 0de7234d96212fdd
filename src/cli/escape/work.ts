import { availableParallelism } from 'node:os';
import { UserError } from '../../error.js';
import { powOf } from '../../kernel/index.js';
import { formatNumber } from '../../report/index.js';
import { type EscapeTheory, levyExitTime } from '../../sde/index.js';
import type { Motion } from '../motion/motion.js';
import { fewestPaths } from './run.js';
import { roughDuration } from '../terminal.js';

/** What a run takes, as far as that is known before it. */
export interface Work {
  /** Steps of one path until it leaves or is given up. */
  readonly stepsPerPath: number;
  /** Steps of all paths, those that are refined included. */
  readonly steps: number;
  /** Paths that are refined to measure the bias of the time step. */
  readonly refinedPaths: number;
  readonly seconds: number;
}

/** A run of fewer seconds is not announced, one of more is not begun unless paths are given up. */
const announced = 60;
const longest = 2 * 3600;
const year = 365.25 * 86400;

const nanosecond = 1e-9;
/** Nanoseconds a step on one thread: bench/exit.ts. */
const cost = { bridge: 13, grid: 7, untabulated: 100, refined: 60 };
/** Below this index noise is not drawn from a table. */
const leastTabulated = 0.3;
/** Share of the paths that is refined. */
const refinedShare = 1 / 8;
/** Steps of refinement that are always made: they take about a third of a second. */
const freeSteps = 5e6;

/** How long a run of so many paths is. */
export function workOf(
  motion: Motion,
  theory: readonly EscapeTheory[],
  {
    paths,
    jobs,
    until = Infinity,
  }: { readonly paths: number; readonly jobs: number; readonly until?: number },
): Work {
  const { timeStep, scheme, driver, process } = motion;
  const stepsPerPath = Math.max(1, Math.min(expectedTime(motion, theory, until), until) / timeStep);
  const wanted = Math.max(2, Math.ceil(refinedShare * paths), Math.floor(freeSteps / stepsPerPath));
  const refinedPaths = process === 'iteration' ? 0 : Math.min(2 * paths, wanted);
  const tabulated = driver.kind === 'brownian' || driver.alpha >= leastTabulated;
  const perStep = !tabulated ? cost.untabulated : scheme === 'bridge' ? cost.bridge : cost.grid;
  const threads = Math.min(jobs, availableParallelism(), Math.ceil(paths / fewestPaths));
  const each = paths * perStep + refinedPaths * cost.refined;
  return {
    stepsPerPath,
    steps: (paths + refinedPaths) * stepsPerPath,
    refinedPaths,
    seconds: (nanosecond * stepsPerPath * each) / threads,
  };
}

/** Mean exit time by the formula that says most, or of the order of magnitude that noise alone takes. */
function expectedTime(
  { potential, driver, low, high, start }: Motion,
  theory: readonly EscapeTheory[],
  until: number,
): number {
  const known = [...theory].sort((a, b) => Number(b.exact) - Number(a.exact));
  const time = known.find(({ meanTime }) => meanTime !== undefined && meanTime > 0)?.meanTime;
  if (time !== undefined) return time;
  const [near, far] = [start - low, high - start].sort((a, b) => a - b);
  const free = powOf(near / driver.noiseScale, driver.kind === 'brownian' ? 2 : driver.alpha);
  // From a half-line a symmetric walk stays with a probability of one over the root of time (Sparre Andersen
  // 1954).
  if (far === Infinity && potential.minima.length === 0) return Math.sqrt(free * until);
  if (driver.kind === 'brownian') return free;
  const { alpha, noiseScale } = driver;
  const byOneJump = levyExitTime(alpha, noiseScale, near, far);
  if (driver.kind === 'levy') return byOneJump;
  // As many jumps as the way needs, each within a relaxation time of the one before.
  const jumps = Math.ceil(near / driver.largestIncrement);
  const rate = Math.max(1, byOneJump * potential.steepestDescent(low, high));
  return byOneJump * powOf(rate, jumps - 1);
}

/** The announcement of a long run; none for a short one. */
export function announcement({ seconds, steps }: Work): string | undefined {
  if (seconds < announced) return undefined;
  return (
    `About ${formatNumber(steps, 2)} steps are needed, which take ${spanText(seconds)}. ` +
    'Ctrl-C keeps the paths that are done. Fewer --paths or a shorter --until take less time.'
  );
}

/**
 * Refuses a run that nobody waits for, unless it was said when to give paths up.
 *
 * @throws {UserError}
 */
export function requireAffordable(
  { seconds, steps, stepsPerPath }: Work,
  motion: Motion,
  until?: number,
): void {
  if (seconds <= longest || until !== undefined) return;
  const { timeStep, scheme, driver, process } = motion;
  const advice = [
    '--until, after which paths are given up',
    'fewer --paths',
    'more noise',
    ...(driver.kind === 'brownian' && scheme !== 'bridge' && process === 'equation'
      ? ['--scheme bridge, which sees crossings between steps and needs far fewer of them']
      : []),
  ];
  throw new UserError(
    `The run would take about ${formatNumber(steps, 2)} steps, ${spanText(seconds)}: ` +
      `a path leaves after about ${formatNumber(stepsPerPath * timeStep, 2)}, ` +
      `and a time step is ${formatNumber(timeStep, 2)}.`,
    `Give ${advice.slice(0, -1).join(', ')} or ${advice[advice.length - 1]}.`,
  );
}

function spanText(seconds: number): string {
  return seconds < 10 * year ? roughDuration(seconds) : `about ${formatNumber(seconds / year, 2)} years`;
}
