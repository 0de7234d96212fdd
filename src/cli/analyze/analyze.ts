import {
  analyseMatrix,
  analyseNorms,
  analysisTable,
  batchScaling,
  overallVerdict,
  tensorReport,
  type AnalysisReport,
  type MatrixAnalysis,
} from '../../analysis/index.js';
import { UserError } from '../../error.js';
import { openGradients, version, type GradientTensor, type OpenedGradients } from '../../store/index.js';
import { interruptedCode, listenForInterrupt } from '../interrupt.js';
import { saved } from '../output.js';
import { terminalOf } from '../terminal.js';
import { describeTensors } from './describe.js';
import {
  ownFullGradients,
  openFullGradients,
  withoutFullGradient,
  type GivenFullGradients,
  type OwnFullGradients,
} from './fullGradients.js';
import type { AnalyzeOptions } from './options.js';
import { ReadingProgress } from './progress.js';
import { remarksOn, type Remarks } from './remarks.js';
import { analysisText } from './text.js';

/**
 * Analyses gradient dumps and prints what their noise is.
 *
 * @returns the exit code
 * @throws {UserError} when nothing can be read or an option does not fit the input
 */
export async function analyze(paths: readonly string[], options: AnalyzeOptions): Promise<number> {
  if (options.noise && options.fullGradient !== undefined) {
    throw new UserError(
      '--noise and --full-gradient contradict each other.',
      'Give --noise if the gradient is subtracted already, else --full-gradient.',
    );
  }
  if (options.norms && (options.noise || options.fullGradient !== undefined)) {
    throw new UserError(
      '--norms goes with neither --noise nor --full-gradient.',
      'Norms are taken of noise: nothing is subtracted from them.',
    );
  }
  const interrupt = listenForInterrupt();
  try {
    return await analyzeUntil(interrupt.signal, paths, options);
  } catch (error) {
    if (!interrupt.signal.aborted || error !== interrupt.signal.reason) throw error;
    process.stderr.write('Interrupted before anything was analysed.\n');
    return interruptedCode;
  } finally {
    interrupt.release();
  }
}

async function analyzeUntil(
  signal: AbortSignal,
  paths: readonly string[],
  options: AnalyzeOptions,
): Promise<number> {
  const opened = await openGradients(paths, { layer: options.layer, signal });
  let given: GivenFullGradients | undefined;
  try {
    if (options.fullGradient !== undefined) given = await openFullGradients(options.fullGradient, signal);
    // A file of full gradients among the input is not analysed, unless minibatches lie in it, too.
    const others = opened.tensors.filter((tensor) => !given?.isFrom(tensor));
    const own = ownFullGradients(others.length > 0 ? others : opened.tensors);
    if (options.describe) {
      const skipped = [...opened.skipped, ...own.skipped, ...withoutFullGradient(own.tensors, given)];
      const input = { remarks: opened.remarks, skipped };
      process.stdout.write(describeTensors(input, own, options, terminalOf(process.stdout, process.env)));
      return skipped.length > 0 ? 2 : 0;
    }
    return await analyseAll(signal, paths, opened, own, given, options);
  } finally {
    await given?.close();
    await opened.close();
  }
}

async function analyseAll(
  signal: AbortSignal,
  paths: readonly string[],
  opened: OpenedGradients,
  own: OwnFullGradients,
  given: GivenFullGradients | undefined,
  options: AnalyzeOptions,
): Promise<number> {
  const progress = new ReadingProgress(own.tensors.length, options.quiet === true);
  const finished: { tensor: GradientTensor; analysis: MatrixAnalysis }[] = [];
  const skipped = [...opened.skipped, ...own.skipped];
  let refusal: UserError | undefined;
  try {
    for (const tensor of own.tensors) {
      if (signal.aborted) break;
      progress.begin(tensor);
      try {
        const analysis = options.norms
          ? await analyseNorms(tensor.matrix, tensor.name || tensor.file)
          : await analyseMatrix(tensor.matrix, {
              seed: options.seed,
              fullGradient: options.noise ? undefined : (given?.matrixFor(tensor) ?? own.matrixFor(tensor)),
              isNoise: options.noise,
              signal,
              onProgress: (share) => progress.reading(share),
            });
        finished.push({ tensor, analysis });
      } catch (error) {
        if (signal.aborted) break;
        if (!(error instanceof UserError)) throw error;
        refusal ??= error;
        skipped.push({ file: tensor.file, name: tensor.name, reason: error.message, hint: error.hint });
      }
    }
  } finally {
    progress.end();
  }
  // Where nothing can be analysed there is nothing to report: it is an error, as one file that is refused is.
  if (finished.length === 0 && !signal.aborted) throw nothingAnalysed(refusal, skipped);
  const remarks = remarksOn(
    opened.remarks,
    options.norms ? [] : finished.map(({ tensor }) => tensor),
    own.used,
  );
  const report = reportOf(paths, finished, skipped, remarks, options);
  await writeResults(report, finished, options);
  if (signal.aborted) {
    process.stderr.write(`Interrupted: ${finished.length} of ${own.tensors.length} tensors are analysed.\n`);
    return interruptedCode;
  }
  const partly = finished.some(({ analysis }) => analysis.nonFiniteRows.length > 0);
  return skipped.length > 0 || partly ? 2 : 0;
}

function nothingAnalysed(refusal: UserError | undefined, skipped: OpenedGradients['skipped']): UserError {
  if (refusal !== undefined && skipped.length === 1) return refusal;
  const [first] = skipped;
  const reason = refusal?.message ?? first?.reason ?? 'Only full gradients were found.';
  const hint = refusal?.hint ?? first?.hint ?? 'Give the gradients of minibatches, too.';
  return new UserError(
    skipped.length > 1 ? `None of ${skipped.length} tensors can be analysed. The first: ${reason}` : reason,
    hint,
  );
}

function reportOf(
  paths: readonly string[],
  finished: readonly { tensor: GradientTensor; analysis: MatrixAnalysis }[],
  skipped: OpenedGradients['skipped'],
  { notes, warnings }: Remarks,
  options: AnalyzeOptions,
): AnalysisReport {
  const tensors = finished.map(({ tensor, analysis }) =>
    tensorReport(
      {
        file: tensor.file,
        name: tensor.name,
        step: tensor.step ?? null,
        batchSize: tensor.batchSize ?? null,
        stepsAsSamples: tensor.stepsAsSamples,
        coordinates: options.norms ? 1 : tensor.matrix.columns,
      },
      analysis,
    ),
  );
  return {
    schema: 'heavytail.analysis/1',
    version: version(),
    seed: options.seed,
    inputs: [...paths],
    ...overallVerdict(tensors),
    tensors,
    batchScaling: batchScaling(
      finished.flatMap(({ tensor: { name, step, batchSize }, analysis: { sample } }) =>
        sample === undefined || batchSize === undefined
          ? []
          : [{ name, step: step ?? null, batchSize, norms: sample.norms }],
      ),
    ),
    notes: [...notes],
    warnings: [...warnings],
    skipped: skipped.map(({ file, name, reason }) => ({ file, name, reason })),
  };
}

async function writeResults(
  report: AnalysisReport,
  finished: readonly { tensor: GradientTensor; analysis: MatrixAnalysis }[],
  options: AnalyzeOptions,
): Promise<void> {
  if (options.json) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else process.stdout.write(analysisText(report, terminalOf(process.stdout, process.env)));
  if (options.csv === undefined && options.parquet === undefined && options.html === undefined) return;
  const { analysisPage, csvOf, parquetOfTable } = await import('../../report/index.js');
  const table = analysisTable(report);
  if (options.csv !== undefined) saved(options.csv, csvOf(table), options);
  if (options.parquet !== undefined) saved(options.parquet, parquetOfTable(table), options);
  if (options.html !== undefined) {
    const page = analysisPage(
      report,
      finished.map(({ analysis }) => analysis),
    );
    saved(options.html, page, options);
  }
}
