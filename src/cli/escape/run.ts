import { UserError } from '../../error.js';
import { exitTimes, type Exits } from '../../sde/index.js';
import { runOnThreads } from '../../sweep/index.js';
import { type EscapeExperiment, type EscapeTask, exitSettings } from './exits.js';

/** Ranges a worker: enough that all end together and progress is seen. */
const rangesPerWorker = 16;
/** Paths of the largest range where there are many: what an interruption loses. */
const mostPaths = 1024;
/** Paths of the smallest range. */
const fewestPaths = 64;

/**
 * Exits of paths on worker threads, so that this one hears Ctrl-C however long a path takes.
 *
 * @param onProgress - paths that are done
 * @returns exits in the order of paths, with their numbers; after an abort those of the ranges that were done
 * @throws {UserError} when the experiment cannot be run
 */
export async function runEscape(
  experiment: EscapeExperiment,
  paths: number,
  jobs: number,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<NumberedExits> {
  // One step of one path: what is wrong is told before threads are started.
  exitTimes({ ...exitSettings(experiment), paths: 1, maximalSteps: 1 });
  const ranges = Math.max(
    1,
    Math.min(Math.floor(paths / fewestPaths), Math.max(jobs * rangesPerWorker, Math.ceil(paths / mostPaths))),
  );
  const tasks = Array.from({ length: ranges }, (_, i): EscapeTask => {
    const firstPath = Math.floor((i * paths) / ranges);
    return { experiment, firstPath, paths: Math.floor(((i + 1) * paths) / ranges) - firstPath };
  });
  let done = 0;
  const outcomes = await runOnThreads<EscapeTask, Exits>({
    tasks,
    jobs,
    worker: new URL('./worker.js', import.meta.url),
    signal,
    onOutcome: (task, outcome) => {
      if (outcome.status === 'done') onProgress((done += tasks[task].paths));
    },
  });
  const failed = outcomes.find((outcome) => outcome.status === 'failed');
  if (failed?.status === 'failed') throw new UserError(failed.reason);
  return joined(
    outcomes.flatMap((outcome, task) =>
      outcome.status === 'done' ? [{ ...outcome.value, firstPath: tasks[task].firstPath }] : [],
    ),
  );
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
