import { UserError } from '../../error.js';
import { exitTimes, type Exits, type RefinedTimes, type TimeStepBias } from '../../sde/index.js';
import { runOnThreads } from '../../sweep/index.js';
import { motionOf } from '../motion/motion.js';
import { biasOf, type EscapeExperiment, type EscapeTask, exitSettings } from './exits.js';

/** Ranges per worker: enough that all end together and progress is seen. */
const rangesPerWorker = 16;
/** Paths of the largest range where there are many: what an interruption loses. */
const mostPaths = 1024;
/** Paths of the smallest range; fewer are not worth a thread. */
export const fewestPaths = 64;

/** How much of an experiment is run. */
export interface EscapeSize {
  readonly paths: number;
  /** Paths of their own that are refined; none where nothing is to be measured. */
  readonly refinedPaths: number;
  readonly jobs: number;
}

/** What a run found. */
export interface EscapeRun {
  /** In the order of paths, after an abort those of the ranges that were done. */
  readonly exits: NumberedExits;
  /** Absent where it was not asked for, no path left, or the run was aborted before. */
  readonly bias?: TimeStepBias;
}

/**
 * Refuses what cannot be run, by trying one step of one path before threads are started.
 *
 * @throws {UserError}
 */
export function requireRunnable(experiment: EscapeExperiment): void {
  exitTimes({ ...exitSettings(experiment), paths: 1, maximalSteps: 1 });
}

/**
 * Exits of paths on worker threads, so that this one hears Ctrl-C however long a path takes, and then the
 * bias of their time step.
 *
 * @param experiment - what is run
 * @param size - how much of it, on how many threads
 * @param signal - ends the run; what is done by then is returned
 * @param onProgress - paths that are done
 * @throws {UserError} when the experiment cannot be run
 */
export async function runEscape(
  experiment: EscapeExperiment,
  size: EscapeSize,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<EscapeRun> {
  const { paths, refinedPaths, jobs } = size;
  const ranges = rangesOf('exits', experiment, paths, jobs);
  const refining = rangesOf('refinement', experiment, refinedPaths, jobs);
  const tasks = [...ranges, ...refining];
  let done = 0;
  const outcomes = await runOnThreads<EscapeTask, Exits | RefinedTimes>({
    tasks,
    jobs,
    worker: new URL('./worker.js', import.meta.url),
    signal,
    onOutcome: (task, outcome) => {
      if (outcome.status === 'done' && task < ranges.length) onProgress((done += tasks[task].paths));
    },
  });
  const failed = outcomes.find((outcome) => outcome.status === 'failed');
  if (failed?.status === 'failed') throw new UserError(failed.reason);
  const values = outcomes.map((outcome) => (outcome.status === 'done' ? outcome.value : undefined));
  const exits = values
    .slice(0, ranges.length)
    .flatMap((value, task) =>
      value === undefined ? [] : [{ ...(value as Exits), firstPath: tasks[task].firstPath }],
    );
  const refined = values.slice(ranges.length).filter((value) => value !== undefined) as RefinedTimes[];
  const measured = refining.length > 0 && refined.length === refining.length;
  return {
    exits: joined(exits),
    bias: measured ? biasOf(refined, motionOf(experiment.motion, 'exits')) : undefined,
  };
}

function rangesOf(
  kind: EscapeTask['kind'],
  experiment: EscapeExperiment,
  paths: number,
  jobs: number,
): EscapeTask[] {
  if (paths === 0) return [];
  const ranges = Math.max(
    1,
    Math.min(Math.floor(paths / fewestPaths), Math.max(jobs * rangesPerWorker, Math.ceil(paths / mostPaths))),
  );
  return Array.from({ length: ranges }, (_, i) => {
    const firstPath = Math.floor((i * paths) / ranges);
    return { kind, experiment, firstPath, paths: Math.floor(((i + 1) * paths) / ranges) - firstPath };
  });
}

/** Exits with the number of each path in its experiment. */
export interface NumberedExits extends Exits {
  readonly numbers: Float64Array;
}

function joined(parts: readonly (Exits & { readonly firstPath: number })[]): NumberedExits {
  const all = (of: (exits: Exits) => Float64Array) =>
    Float64Array.from(parts.flatMap((part) => [...of(part)]));
  return {
    numbers: Float64Array.from(
      parts.flatMap(({ firstPath, times }) => Array.from(times, (_, p) => firstPath + p)),
    ),
    times: all(({ times }) => times),
    places: all(({ places }) => places),
    jumps: all(({ jumps }) => jumps),
    steps: all(({ steps }) => steps),
    censored: Uint8Array.from(parts.flatMap(({ censored }) => [...censored])),
  };
}
