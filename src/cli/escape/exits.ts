import { stream, type Stream } from '../../law/index.js';
import {
  exitTimes,
  type Exits,
  type ExitSettings,
  type RefinedTimes,
  refinement,
  timeStepBias,
  type TimeStepBias,
} from '../../sde/index.js';
import { type Motion, motionOf, type MotionOptions } from '../motion/motion.js';

/** What decides the exits: the same in every thread. */
export interface EscapeExperiment {
  readonly motion: MotionOptions;
  readonly seed: number;
  /** Time after which a path is given up; unlimited where absent. */
  readonly until?: number;
}

/** Some paths of an experiment: their exits, or how those depend on the time step. */
export interface EscapeTask {
  readonly kind: 'exits' | 'refinement';
  readonly experiment: EscapeExperiment;
  readonly firstPath: number;
  readonly paths: number;
}

/** Steps are counted in 32 bits: a path that is never given up may take so many. */
const mostSteps = 0xffff_fffe;
/** The time step of a refinement is compared with one that is four times as long. */
const refinedLevels = 3;
const coarsening = 4;

/** What exitTimes needs of an experiment, but for the range of paths. */
export function exitSettings({
  motion,
  seed,
  until,
}: EscapeExperiment): Omit<ExitSettings, 'paths' | 'firstPath' | 'stream'> & { readonly stream: Stream } {
  const { timeStep, ...others } = motionOf(motion, 'exits');
  const maximalSteps = until === undefined ? mostSteps : Math.min(mostSteps, Math.ceil(until / timeStep));
  return { ...others, timeStep, maximalSteps, stream: stream(seed, 'escape') };
}

/** Runs a range of paths. */
export function runEscapeTask({ kind, experiment, firstPath, paths }: EscapeTask): Exits | RefinedTimes {
  if (kind === 'exits') return exitTimes({ ...exitSettings(experiment), firstPath, paths });
  const { timeStep, maximalSteps, ...settings } = exitSettings(experiment);
  const { timeSteps, times, censored } = refinement({
    ...settings,
    // Paths of their own: what chance does to them is then independent of what it does to the exits.
    stream: stream(experiment.seed, 'escape', 'refinement'),
    timeStep: coarsening * timeStep,
    levels: refinedLevels,
    horizon: Math.max(maximalSteps, coarsening) * timeStep,
    firstPath,
    paths,
  });
  const ends = <T>(levels: readonly T[]): T[] => [levels[0], levels[levels.length - 1]];
  return { timeSteps: ends(timeSteps), times: ends(times), censored: ends(censored) };
}

/**
 * The bias of the time step, from ranges of refined paths in the order of paths. Absent where at some level
 * no path left.
 */
export function biasOf(parts: readonly RefinedTimes[], { driver, scheme }: Motion): TimeStepBias | undefined {
  const levels = [0, 1];
  const joined: RefinedTimes = {
    timeSteps: parts[0].timeSteps,
    times: levels.map((k) => Float64Array.from(parts.flatMap(({ times }) => [...times[k]]))),
    censored: levels.map((k) => Uint8Array.from(parts.flatMap(({ censored }) => [...censored[k]]))),
  };
  if (joined.censored.some((flags) => flags.every((flag) => flag === 1))) return undefined;
  return timeStepBias(joined, driver, scheme);
}
