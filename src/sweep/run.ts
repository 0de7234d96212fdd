import { join } from 'node:path';
import type { Claim, ClaimOutcome, ExampleShape, Settings } from '../claim/index.js';
import { runTasks } from '../kernel/index.js';
import { startThread } from '../kernel/pool/node.js';
import { discardCells, storeCell, type CellIdentity, type CellRecord } from '../store/index.js';
import type { SweepEvent } from './events.js';
import { Judging } from './judging.js';
import type { DatasetIdentity } from './dataset.js';
import { planSweep } from './plan.js';
import type { CellReply, CellTask, WorkerSettings } from './serve.js';

export interface SweepRequest {
  readonly claims: readonly Claim[];
  readonly settings: Settings;
  /** Cells at a time. No result depends on it. */
  readonly jobs: number;
  /** Results of cells are kept in its subfolder cells. */
  readonly folder: string;
  /** The examples that claims on networks see; they are part of what identifies a cell. */
  readonly datasets?: readonly (DatasetIdentity & ExampleShape)[];
  readonly dataFolder?: string;
  /** Forget what earlier runs stored for these claims. */
  readonly fresh?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: SweepEvent) => void;
  /** A module that calls `serveCells` with `claims`; by default with those of heavytail. */
  readonly worker?: URL;
}

export interface SweepOutcome {
  /** One an entry of `claims`, in their order. */
  readonly claims: readonly ClaimOutcome[];
  /** Cells whose results are stored, of all that were planned. */
  readonly cells: { readonly stored: number; readonly all: number };
  readonly interrupted: boolean;
}

/**
 * Runs claims: plans their cells, takes over what an earlier run stored, runs the rest on worker
 * threads, stores each result as it comes, and judges a claim as soon as its last cell is in.
 *
 * A cell that fails fails its claim; all others go on. After `signal` aborts, what is stored stays.
 *
 * @throws {UserError} when results cannot be stored
 */
export async function runSweep(request: SweepRequest): Promise<SweepOutcome> {
  const { claims, settings, jobs, datasets = [], dataFolder, fresh, signal, onEvent = () => {} } = request;
  const folder = join(request.folder, 'cells');
  if (fresh) for (const { id } of claims) discardCells(folder, id);
  const plans = planSweep(claims, settings, datasets);
  const judgings = plans.map((plan) => new Judging(plan, { settings, datasets, folder, onEvent }));
  const places = (judging: Judging, indices: readonly number[]) =>
    indices.map((index) => ({ judging, identity: judging.cells[index], index }));
  const taskOf = ({ identity }: { identity: CellIdentity }): CellTask => ({
    claim: identity.claim,
    cell: identity.cell,
  });
  const pending = judgings.flatMap((judging) => places(judging, judging.begin()));
  const countCells = () => judgings.reduce((sum, { cells }) => sum + cells.length, 0);
  const planned = countCells();
  onEvent({ type: 'begun', cells: planned, kept: planned - pending.length });

  const stop = new AbortController();
  let storeFailure: unknown;
  const keep = (identity: CellIdentity, { seconds, json }: CellReply): CellRecord | undefined => {
    const record = { seconds, result: JSON.parse(json) };
    try {
      storeCell(folder, identity, record);
      return record;
    } catch (error) {
      storeFailure ??= error;
      stop.abort();
      return undefined;
    }
  };
  const workerSettings: WorkerSettings = { seed: settings.seed, dataFolder };

  await runTasks<CellTask, CellReply>({
    tasks: pending.map(taskOf),
    workers: jobs,
    startWorker: () => startThread(request.worker ?? new URL('./worker.js', import.meta.url), workerSettings),
    signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    onStart: (task) => pending[task].judging.start(),
    onOutcome: (task, outcome) => {
      const { judging, identity, index } = pending[task];
      let further: readonly number[] = [];
      if (outcome.status === 'failed') further = judging.fail(index, outcome.reason);
      if (outcome.status === 'done') {
        const record = keep(identity, outcome.value);
        if (record !== undefined) further = judging.finish(index, record);
      }
      const added = places(judging, further);
      pending.push(...added);
      return added.map(taskOf);
    },
  });
  if (storeFailure !== undefined) throw storeFailure;

  const outcomes = claims.map(
    (claim) => judgings.find(({ plan }) => plan.claim === claim)?.outcome as ClaimOutcome,
  );
  return {
    claims: outcomes,
    cells: { stored: judgings.reduce((sum, { finished }) => sum + finished, 0), all: countCells() },
    interrupted: outcomes.some(({ status }) => status === 'interrupted'),
  };
}
