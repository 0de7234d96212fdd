import { join } from 'node:path';
import {
  checkWritable,
  chooseDataset,
  loadDataset,
  RunFolder,
  standInNote,
  writeWhole,
} from '../../store/index.js';
import {
  recordGradients,
  setUpTraining,
  train,
  type TrainingSettings,
  type TrainingSetUp,
} from '../../training/index.js';
import { interruptedCode, listenForInterrupt, resumeCommand } from '../interrupt.js';
import { jsonText } from '../output.js';
import { terminalOf } from '../terminal.js';
import type { TrainOptions } from './options.js';
import { TrainingProgress } from './progress.js';
import { historyTable, runReport, runText, stepTable } from './report.js';
import { checkTogether, settingsOf } from './settings.js';

/**
 * Trains a network, or goes on with a run, and prints what became of it.
 *
 * @returns the exit code
 * @throws {UserError} when an option does not fit, the folder holds another run, or the run diverges
 */
export async function trainRun(options: TrainOptions): Promise<number> {
  checkWritable(options.out);
  checkTogether(options);
  const dataset = loadDataset(options.dataset ?? chooseDataset(options.data), options.data);
  if (options.dataset === undefined && !options.quiet) process.stderr.write(standInNote(dataset.name));
  const settings = settingsOf(options, dataset);
  const setUp = setUpTraining(settings, dataset);
  const folder = await RunFolder.open(options.out, {
    settings,
    dataset,
    layers: setUp.network.layers,
    fresh: options.fresh === true,
  });
  const interrupt = listenForInterrupt();
  const progress = new TrainingProgress(
    settings,
    setUp.network.parameterCount,
    dataset.name,
    options.quiet === true,
  );
  let interrupted = false;
  try {
    progress.begin(folder.history);
    interrupted =
      !folder.finished && !(await goOn(folder, setUp, settings, options, progress, interrupt.signal));
  } finally {
    progress.end();
    interrupt.release();
    await writeTables(folder);
  }
  if (interrupted) {
    process.stderr.write(
      `Interrupted. What was measured is kept in ${options.out}; go on with:\n` +
        `  ${resumeCommand(process.argv)}\n`,
    );
  }
  const report = runReport(folder, settings, dataset, setUp.network.parameterCount);
  process.stdout.write(
    options.json ? jsonText(report) : runText(folder, settings, terminalOf(process.stdout, process.env)),
  );
  return interrupted ? interruptedCode : 0;
}

/** Runs until the end, or until the signal; false in that case. */
async function goOn(
  folder: RunFolder,
  setUp: TrainingSetUp,
  settings: TrainingSettings,
  { record }: TrainOptions,
  progress: TrainingProgress,
  signal: AbortSignal,
): Promise<boolean> {
  let losses: number[] = [];
  let lengths: number[] = [];
  let heard = performance.now();
  for (const event of train(setUp, settings, folder.checkpoint)) {
    if (event.type === 'step') {
      losses.push(event.loss);
      lengths.push(event.length);
      progress.step(event.iteration, event.loss);
    } else {
      const { evaluation, checkpoint, last } = event;
      const { iteration, weights } = checkpoint;
      if (record) folder.record(iteration, recordGradients(setUp, settings, iteration, weights));
      const line = { evaluation, last, losses, lengths, time: Date.now() / 1000 };
      folder.keep(line, checkpoint);
      progress.evaluated(line);
      losses = [];
      lengths = [];
    }
    // Now and then the event loop gets a turn, in which Ctrl-C is heard.
    if (performance.now() - heard > 50) {
      await new Promise((resolve) => setImmediate(resolve));
      heard = performance.now();
    }
    if (signal.aborted) return false;
  }
  return true;
}

async function writeTables({ folder, history }: RunFolder): Promise<void> {
  // It takes longer to load than training takes to begin.
  const { parquetOfTable } = await import('../../report/index.js');
  writeWhole(join(folder, 'history.parquet'), parquetOfTable(historyTable(history)));
  writeWhole(join(folder, 'steps.parquet'), parquetOfTable(stepTable(history)));
}
