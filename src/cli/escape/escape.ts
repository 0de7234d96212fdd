import type { Table } from '../../claim/index.js';
import { drawFigure } from '../../figure/index.js';
import { escapeTheory } from '../../sde/index.js';
import { interruptedCode, listenForInterrupt } from '../interrupt.js';
import { motionOf, type MotionOptions } from '../motion/motion.js';
import { counted, driverText } from '../motion/words.js';
import { CountProgress } from './progress.js';
import { terminalOf, wrap } from '../terminal.js';
import { jsonText, saved } from '../output.js';
import { escapeFigures } from './figures.js';
import { escapeReport, type EscapeReport } from './report.js';
import { type EscapeRun, type NumberedExits, requireRunnable, runEscape } from './run.js';
import { escapeRows, escapeSentence, escapeText, stepText } from './text.js';
import { replayPath } from './replay.js';
import { announcement, requireAffordable, workOf } from './work.js';

export interface EscapeOptions extends MotionOptions {
  readonly paths: number;
  readonly until?: number;
  readonly seed: number;
  readonly jobs: number;
  readonly path?: number;
  readonly json?: boolean;
  readonly html?: string;
  readonly figure?: string;
  readonly csv?: string;
  readonly quiet?: boolean;
}

/**
 * Runs exits and prints them beside theory.
 *
 * @returns the exit code
 * @throws {UserError} when the experiment cannot be run
 */
export async function escape(options: EscapeOptions): Promise<number> {
  const { paths, until, seed, jobs, quiet } = options;
  const experiment = { motion: options, seed, until };
  const motion = motionOf(options, 'exits');
  if (options.path !== undefined) return replayPath(experiment, options.path, options);
  requireRunnable(experiment);
  const theory = escapeTheory(motion);
  const work = workOf(motion, theory, options);
  requireAffordable(work, motion, until);
  const long = quiet === true ? undefined : announcement(work);
  const interrupt = listenForInterrupt();
  if (long !== undefined) say(long);
  const progress = new CountProgress(paths, { quiet: quiet === true, long: long !== undefined });
  let found: EscapeRun;
  try {
    const size = { paths, refinedPaths: work.refinedPaths, jobs };
    found = await runEscape(experiment, size, interrupt.signal, (done) => progress.show(done));
  } finally {
    progress.end();
    interrupt.release();
  }
  const { exits } = found;
  if (exits.times.length === 0) {
    process.stderr.write('Interrupted before any range of paths was done.\n');
    return interruptedCode;
  }
  const report = escapeReport({ potential: options.potential, seed, motion, asked: paths, theory }, found);
  process.stdout.write(
    options.json ? jsonText(report) : escapeText(report, terminalOf(process.stdout, process.env)),
  );
  if (options.csv !== undefined) {
    const { csvOf } = await import('../../report/index.js');
    saved(options.csv, csvOf(exitTable(exits)), options);
  }
  if (options.html !== undefined || options.figure !== undefined) {
    const figures = escapeFigures(motion, report, exits, seed);
    if (options.figure !== undefined) {
      const combined = { ...figures[0], panels: figures.flatMap(({ panels }) => panels) };
      saved(options.figure, drawFigure(combined, { width: 720, for: 'file' }), options);
    }
    if (options.html !== undefined) saved(options.html, await pageOf(report, figures), options);
  }
  if (!interrupt.signal.aborted) return 0;
  say(
    report.paths === paths
      ? 'Interrupted before the bias of the time step was measured; all paths are done.'
      : `Interrupted: ${report.paths} of ${counted(paths, 'path')} are done; ` +
          'slow paths are among the others, so that the mean is too short.',
  );
  return interruptedCode;
}

/** On standard error, in lines that fit its terminal. */
function say(text: string): void {
  const { columns } = terminalOf(process.stderr, process.env);
  process.stderr.write(`${wrap(text, Math.min(columns, 80)).join('\n')}\n`);
}

function exitTable({ numbers, times, places, jumps, steps, censored }: NumberedExits): Table {
  return {
    name: 'exits',
    caption: 'First exits.',
    columns: ['path', 'time', 'place', 'jump', 'steps', 'censored'],
    rows: Array.from(times, (time, p) => [numbers[p], time, places[p], jumps[p], steps[p], censored[p]]),
  };
}

async function pageOf(report: EscapeReport, figures: ReturnType<typeof escapeFigures>): Promise<string> {
  const { experimentPage, formatNumber } = await import('../../report/index.js');
  const { paths, left, driver, domain } = report;
  const shown = (value: number | undefined, digits = 5) =>
    value === undefined ? '–' : formatNumber(value, digits);
  return experimentPage({
    title: 'Escape',
    summary: [escapeSentence(report), ...report.warnings].join(' '),
    version: report.version,
    facts: [
      ['Potential', report.potential],
      ['Noise', driverText(driver)],
      ['Start', shown(report.start)],
      ['Domain', `${shown(domain[0])} to ${shown(domain[1])}`],
      ['Paths', `${shown(paths)}; ${shown(left)} left`],
      ['Time step', stepText(report)],
      ['Seed', String(report.seed)],
    ],
    table: {
      name: 'escape',
      caption: 'Exit times beside theory',
      columns: ['what', 'found'],
      rows: escapeRows(report),
    },
    figures,
  });
}
