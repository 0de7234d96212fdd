import { exponentialTest } from '../../claim/index.js';
import {
  escapeTheory,
  exitStatistics,
  type Driver,
  type EscapeTheory,
  type Exits,
  type ExitStatistics,
} from '../../sde/index.js';
import { version } from '../../store/index.js';
import { motionOf, type Motion } from '../motion/motion.js';
import type { EscapeExperiment } from './exits.js';

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
  /** Paths that were asked for; fewer were done after an interruption. */
  readonly asked: number;
  /** Anderson-Darling against the exponential law with its mean estimated; absent under censoring or with few paths. */
  readonly exponential?: {
    readonly statistic: number;
    readonly critical: number;
    readonly rejected: boolean;
  };
  readonly theory: readonly ComparedTheory[];
}

const fewestTimes = 20;

/** Statistics of exits beside every formula that fits. */
export function escapeReport(experiment: EscapeExperiment, asked: number, exits: Exits): EscapeReport {
  const { motion: options, seed } = experiment;
  const motion = motionOf(options);
  const { driver, low, high, start, timeStep, scheme } = motion;
  const statistics = exitStatistics(exits, motion);
  const { mean, left, paths } = statistics;
  return {
    schema: 'heavytail.escape/1',
    version: version(),
    seed,
    potential: options.potential,
    driver,
    domain: [low, high],
    start,
    timeStep,
    scheme,
    asked,
    ...statistics,
    exponential: left === paths && paths >= fewestTimes ? testOf(exits) : undefined,
    theory: escapeTheory(motion).map((formula) => ({
      ...formula,
      ratio: mean && formula.meanTime && mean.mean / formula.meanTime,
    })),
  };
}

function testOf({ times }: Exits): EscapeReport['exponential'] {
  const { statistic, critical } = exponentialTest(Array.from(times));
  return { statistic, critical, rejected: statistic > critical };
}
