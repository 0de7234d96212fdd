import { join, resolve } from 'node:path';
import { findClaim, type Claim, type ExampleShape, type Profile, type Settings } from '../../claim/index.js';
import type { DatasetFacts } from '../../report/index.js';
import {
  buildFingerprint,
  checkWritable,
  chooseDataset,
  exampleShapeOf,
  findDataset,
  loadDataset,
  standInNote,
  version,
} from '../../store/index.js';
import { hasResults, outlook, runSweep, type ClaimOutcome, type ClaimOutlook } from '../../sweep/index.js';
import { interruptedCode, listenForInterrupt, resumeCommand } from '../interrupt.js';
import { conclusionText } from './conclusionText.js';
import { progressOn } from './progress.js';
import { planTable } from './planTable.js';
import { proseWidth, terminalOf, wrap } from '../terminal.js';
import { verdictTable } from './verdictTable.js';

/** Options of `heavytail reproduce`, as read. */
export interface ReproduceOptions {
  readonly only?: readonly string[];
  readonly profile: Profile;
  readonly seed: number;
  readonly jobs: number;
  readonly data?: string;
  /** The first is for all claims on networks. */
  readonly dataset?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly fresh?: boolean;
  readonly plan?: boolean;
  readonly check?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs experiments, judges claims and writes the report. All input is checked before any work.
 *
 * @param options - as read
 * @param claims - those that can be chosen from
 * @param worker - a module that serves their cells to a sweep; by default that of heavytail's own claims
 * @returns the exit code
 * @throws {UserError} when a claim is unknown, data cannot be used or the output folder cannot be written
 */
export async function reproduce(
  options: ReproduceOptions,
  claims: readonly Claim[],
  worker?: URL,
): Promise<number> {
  const wanted = options.only?.map((id) => findClaim(id, claims)) ?? claims;
  const chosen = claims.filter((claim) => wanted.includes(claim));
  const folder = resolve(options.out);
  const settings = settingsOf(options);
  checkWritable(folder);
  const needsData = chosen.some((claim) => claim.needsData);
  const names = needsData ? [settings.dataset, ...(settings.furtherDatasets ?? [])] : [];
  if (options.plan && !chosen.some((claim) => claim.needsData && hasResults(claim, folder))) {
    const unread = names.map((name) => ({ name, checksum: '', ...exampleShapeOf(name, options.data) }));
    printPlan(outlook(chosen, settings, folder, unread), settings, options);
    return 0;
  }
  const datasets = names.map((name) => datasetFacts(name, options.data));
  if (!options.quiet) announce(datasets, options.dataset !== undefined);
  if (options.plan) {
    printPlan(outlook(chosen, settings, folder, datasets), settings, options);
    return 0;
  }
  const interrupt = listenForInterrupt();
  const progress = progressOn(process.stderr, {
    claims: chosen.length,
    workers: options.jobs,
    quiet: options.quiet ?? false,
  });
  const outcome = await runSweep({
    claims: chosen,
    settings,
    worker,
    jobs: options.jobs,
    folder,
    datasets,
    dataFolder: options.data,
    fresh: options.fresh,
    signal: interrupt.signal,
    onEvent: (event) => progress.show(event),
  }).finally(() => progress.close());
  if (outcome.interrupted) {
    const { stored, all } = outcome.cells;
    process.stderr.write(
      `Interrupted: ${stored} of ${all} cells are kept in ${options.out}. This goes on where it ended:\n` +
        `  ${resumeCommand(process.argv)}\n`,
    );
    return interruptedCode;
  }
  interrupt.release();
  await report(outcome.claims, settings, datasets, options);
  return exitCode(outcome.claims, options.check ?? false);
}

function settingsOf(options: ReproduceOptions): Settings {
  const [dataset, ...furtherDatasets] = options.dataset ?? chooseDatasets(options);
  return {
    profile: options.profile,
    seed: options.seed,
    dataset,
    ...(furtherDatasets.length > 0 && { furtherDatasets }),
  };
}

/** Says which data are used and, where they are a stand-in that nobody asked for, how to get MNIST. */
function announce(datasets: readonly DatasetFacts[], isAskedFor: boolean): void {
  for (const { name, trainExamples, testExamples } of datasets) {
    const line = `Data set ${name}: ${trainExamples} training and ${testExamples} test examples.`;
    process.stderr.write(`${wrap(line, terminalOf(process.stderr, process.env).columns).join('\n')}\n`);
  }
  if (datasets.length > 0 && !isAskedFor) process.stderr.write(standInNote(datasets[0].name));
}

function printPlan(
  claims: readonly ClaimOutlook[],
  settings: Settings,
  { jobs, json }: ReproduceOptions,
): void {
  const plan = { schema: 'heavytail.plan/1', ...settings, jobs, claims };
  process.stdout.write(
    json
      ? `${JSON.stringify(plan, null, 2)}\n`
      : planTable(claims, jobs, terminalOf(process.stdout, process.env)),
  );
}

/** Writes the report and prints what it says. */
async function report(
  claims: readonly ClaimOutcome[],
  settings: Settings,
  datasets: readonly DatasetFacts[],
  { out, json }: ReproduceOptions,
): Promise<void> {
  // Pages and figures take longer to load than a sweep takes to begin.
  const { summaryLine, thisMachine, writeReport } = await import('../../report/index.js');
  const { data } = await writeReport(resolve(out), {
    claims,
    settings,
    version: version(),
    build: buildFingerprint(),
    machine: thisMachine(),
    datasets,
  });
  if (json) {
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  } else {
    const terminal = terminalOf(process.stdout, process.env);
    const table = verdictTable(claims, terminal);
    const counts = wrap(summaryLine(data.claims), proseWidth(terminal)).join('\n');
    // Of one claim, the table says it all.
    process.stdout.write(
      claims.length === 1 ? `${table}\n` : `${conclusionText(data, terminal)}${table}\n${counts}\n`,
    );
    process.stdout.write(`Report: ${join(out, 'report.html')}\n`);
  }
}

/** The data set for experiments on networks; for the published grids also CIFAR-10 beside MNIST, if found. */
function chooseDatasets({ profile, data }: ReproduceOptions): string[] {
  const first = chooseDataset(data);
  const large = profile === 'paper' || profile === 'published';
  const both = large && first === 'mnist' && findDataset('cifar10', data) !== undefined;
  return both ? [first, 'cifar10'] : [first];
}

/** What the report says of a data set. Reads it whole, so that a damaged file is found before any work. */
function datasetFacts(name: string, folder?: string): DatasetFacts & ExampleShape {
  const { checksum, origin, dimension, classes, image, train, test } = loadDataset(name, folder);
  const counts = { trainExamples: train.count, testExamples: test.count };
  return { name, checksum, origin, dimension, classes, image, ...counts };
}

function exitCode(outcomes: readonly ClaimOutcome[], check: boolean): number {
  const controlFailed = outcomes.some(
    (outcome) => outcome.status === 'judged' && outcome.evidence.controls.some(({ passed }) => !passed),
  );
  if (check && controlFailed) return 3;
  return outcomes.some(({ status }) => status === 'failed') ? 2 : 0;
}
