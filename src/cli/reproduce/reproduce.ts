import { join, resolve } from 'node:path';
import { findClaim, type Claim, type ExampleShape, type Profile, type Settings } from '../../claim/index.js';
import { thisMachine, writeReport, type DatasetFacts } from '../../report/index.js';
import {
  buildFingerprint,
  checkWritable,
  chooseDataset,
  findDataset,
  loadDataset,
  standInNote,
  version,
} from '../../store/index.js';
import { outlook, runSweep, type ClaimOutcome } from '../../sweep/index.js';
import { interruptedCode, listenForInterrupt, resumeCommand } from '../interrupt.js';
import { progressOn } from './progress.js';
import { planTable } from './planTable.js';
import { terminalOf, wrap } from '../terminal.js';
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
  const [dataset, ...furtherDatasets] = options.dataset ?? chooseDatasets(options);
  const settings: Settings = {
    profile: options.profile,
    seed: options.seed,
    dataset,
    ...(furtherDatasets.length > 0 && { furtherDatasets }),
  };
  checkWritable(folder);
  const names = chosen.some(({ needsData }) => needsData) ? [dataset, ...furtherDatasets] : [];
  const facts = names.map((name) => datasetFacts(name, options.data));

  for (const { name, trainExamples, testExamples } of options.quiet ? [] : facts) {
    const line = `Data set ${name}: ${trainExamples} training and ${testExamples} test examples.`;
    process.stderr.write(`${wrap(line, terminalOf(process.stderr, process.env).columns).join('\n')}\n`);
  }
  if (names.length > 0 && options.dataset === undefined && !options.quiet) {
    process.stderr.write(standInNote(dataset));
  }
  if (options.plan) {
    const claimsLeft = outlook(chosen, settings, folder, facts);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ schema: 'heavytail.plan/1', ...settings, jobs: options.jobs, claims: claimsLeft }, null, 2)}\n`
        : planTable(claimsLeft, options.jobs, terminalOf(process.stdout, process.env)),
    );
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
    datasets: facts,
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
  const { data } = writeReport(folder, {
    claims: outcome.claims,
    settings,
    version: version(),
    build: buildFingerprint(),
    machine: thisMachine(),
    datasets: facts,
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  } else {
    const table = verdictTable(outcome.claims, terminalOf(process.stdout, process.env));
    process.stdout.write(`${table}\nReport: ${join(options.out, 'report.html')}\n`);
  }
  return exitCode(outcome.claims, options.check ?? false);
}

/** The data set for experiments on networks, and beside MNIST, for the published grids, CIFAR-10 where it is found. */
function chooseDatasets({ profile, data }: ReproduceOptions): string[] {
  const first = chooseDataset(data);
  const both = profile === 'paper' && first === 'mnist' && findDataset('cifar10', data) !== undefined;
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
