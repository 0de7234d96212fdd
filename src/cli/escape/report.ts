import { exponentialTest } from '../../statistics/index.js';
import {
  exitStatistics,
  type Driver,
  type EscapeTheory,
  type Exits,
  type ExitStatistics,
  type TimeStepBias,
} from '../../sde/index.js';
import { version } from '../../store/index.js';
import type { Motion } from '../motion/motion.js';
import type { EscapeRun } from './run.js';
import { escapeWarnings } from './warnings.js';

/** A formula beside what was measured. */
export interface ComparedTheory extends EscapeTheory {
  /** Measured mean over the formula's, where there are both. */
  readonly ratio?: number;
}

/** What `escape` finds: its JSON, but that absent numbers and infinite ones are null there. */
export interface EscapeReport extends ExitStatistics {
  readonly schema: 'heavytail.escape/1';
  readonly version: string;
  readonly seed: number;
  readonly potential: string;
  readonly driver: Driver;
  readonly domain: readonly [low: number, high: number];
  readonly start: number;
  readonly timeStep: number;
  readonly scheme: Motion['scheme'];
  readonly process: Motion['process'];
  /** Paths that were asked for; fewer were done after an interruption. */
  readonly asked: number;
  /**
   * Anderson-Darling test of the exponential law with its mean estimated; absent where paths were given up or
   * are few.
   */
  readonly exponential?: {
    readonly statistic: number;
    readonly critical: number;
    readonly rejected: boolean;
  };
  readonly theory: readonly ComparedTheory[];
  /**
   * Bias of the time step. It is taken off the mean, and its error is in the mean's interval. Absent for an
   * iteration, which has no other time step, and where it was not measured.
   */
  readonly discretisation?: TimeStepBias;
  /** How many paths of the mean time would have the same total of squared times: what the mean rests on. */
  readonly carrying?: number;
  /** What a reader must know, each with what to do. */
  readonly warnings: readonly string[];
}

/** What a report is about. */
export interface ReportedEscape {
  readonly potential: string;
  readonly seed: number;
  readonly motion: Motion;
  /** Paths that were asked for. */
  readonly asked: number;
  readonly theory: readonly EscapeTheory[];
}

const fewestTimes = 20;

/** Statistics of exits beside every formula that fits. */
export function escapeReport(
  { potential, seed, motion, asked, theory }: ReportedEscape,
  { exits, bias }: EscapeRun,
): EscapeReport {
  const { driver, low, high, start, timeStep, scheme, process } = motion;
  const statistics = exitStatistics(exits, motion, bias);
  const { mean, left, paths } = statistics;
  const report = {
    schema: 'heavytail.escape/1' as const,
    version: version(),
    seed,
    potential,
    driver,
    domain: [low, high] as const,
    start,
    timeStep,
    scheme,
    process,
    asked,
    ...statistics,
    exponential: left === paths && paths >= fewestTimes ? testOf(exits) : undefined,
    theory: theory.map((formula) => ({
      ...formula,
      ratio: mean && formula.meanTime && mean.mean / formula.meanTime,
    })),
    discretisation: mean && bias,
    carrying: mean && carryingOf(exits, left),
  };
  return { ...report, warnings: escapeWarnings(report) };
}

/**
 * (sum of times)^2 over the sum of their squares: half the number of paths for exponential times; never more
 * than there are exits.
 */
function carryingOf({ times }: Exits, left: number): number {
  const sum = times.reduce((total, time) => total + time, 0);
  const squares = times.reduce((total, time) => total + time * time, 0);
  return Math.min(left, (sum * sum) / squares);
}

function testOf({ times }: Exits): EscapeReport['exponential'] {
  const { statistic, critical } = exponentialTest(Array.from(times));
  return { statistic, critical, rejected: statistic > critical };
}
