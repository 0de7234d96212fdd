import { UserError } from '../../error.js';
import { formatNumber } from '../../report/index.js';
import { exitTimes, path } from '../../sde/index.js';
import { saved, jsonText } from '../output.js';
import { motionOf } from '../motion/motion.js';
import { counted } from '../motion/words.js';
import { type EscapeExperiment, exitSettings } from './exits.js';

/** Longest path that is held in memory to be written down. */
const mostSteps = 20_000_000;

/**
 * One path of an experiment again: the same exit, bit for bit, and its places where they are asked for.
 *
 * @returns the exit code
 * @throws {UserError} when the path has no such number, or its places cannot be written down
 */
export async function replayPath(
  experiment: EscapeExperiment,
  number: number,
  options: { readonly json?: boolean; readonly csv?: string; readonly quiet?: boolean },
): Promise<number> {
  const settings = exitSettings(experiment);
  const exits = exitTimes({ ...settings, firstPath: number, paths: 1 });
  const [time, place, jump, steps, censored] = [
    exits.times[0],
    exits.places[0],
    exits.jumps[0],
    exits.steps[0],
    exits.censored[0] === 1,
  ];
  const found = { schema: 'heavytail.path/1', path: number, time, place, jump, steps, censored };
  const ending = censored ? 'was still inside after' : 'left after';
  process.stdout.write(
    options.json
      ? jsonText(found)
      : `Path ${number} ${ending} time ${formatNumber(time, 6)} (${counted(steps, 'step')}) ` +
          `at ${formatNumber(place, 6)}; the noise of its last step was ${formatNumber(jump, 4)}.\n`,
  );
  if (options.csv === undefined) return 0;
  const { scheme, timeStep } = motionOf(experiment.motion, 'exits');
  if (scheme === 'bridge') {
    throw new UserError(
      'Places of the scheme "bridge" cannot be written down: it crosses edges between its steps.',
      'Give --scheme euler.',
    );
  }
  if (steps > mostSteps) {
    throw new UserError(
      `Path ${number} has ${steps} steps; up to ${mostSteps} are written down.`,
      'Replay a path that leaves sooner, or give a longer --time-step.',
    );
  }
  const { csvOf } = await import('../../report/index.js');
  const places = path({ ...settings, scheme, steps, stream: settings.stream.substream(number) });
  const rows = Array.from(places, (x, k): [number, number] => [k * timeStep, x]);
  saved(
    options.csv,
    csvOf({ name: 'path', caption: 'One path.', columns: ['time', 'place'], rows }),
    options,
  );
  return 0;
}
