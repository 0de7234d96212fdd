import { stream, type Stream } from '../../law/index.js';
import { exitTimes, type Exits, type ExitSettings } from '../../sde/index.js';
import { motionOf, type MotionOptions } from '../motion/motion.js';

/** What decides the exits: the same in every thread. */
export interface EscapeExperiment {
  readonly motion: MotionOptions;
  readonly seed: number;
  /** Time after which a path is given up; unlimited where absent. */
  readonly until?: number;
}

/** Some paths of an experiment. */
export interface EscapeTask {
  readonly experiment: EscapeExperiment;
  readonly firstPath: number;
  readonly paths: number;
}

/** Steps are counted in 32 bits; a path without an end has so many. */
const mostSteps = 2 ** 32 - 2;

/** What exitTimes needs of an experiment, but for the range of paths. */
export function exitSettings({
  motion,
  seed,
  until,
}: EscapeExperiment): Omit<ExitSettings, 'paths' | 'firstPath' | 'stream'> & { readonly stream: Stream } {
  const { timeStep, ...others } = motionOf(motion);
  const maximalSteps = until === undefined ? mostSteps : Math.min(mostSteps, Math.ceil(until / timeStep));
  return { ...others, timeStep, maximalSteps, stream: stream(seed, 'escape') };
}

/** Runs a range of paths. */
export function runEscapeTask({ experiment, firstPath, paths }: EscapeTask): Exits {
  return exitTimes({ ...exitSettings(experiment), firstPath, paths });
}
