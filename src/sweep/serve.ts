import type { CellContext, Claim, Json } from '../claim/index.js';
import { canonicalJson, loadDataset } from '../store/index.js';
import { serveTasks } from '../kernel/pool/node.js';

/** One cell, as it is sent to a worker. */
export interface CellTask {
  readonly claim: string;
  readonly cell: Json;
}

/** A cell's result, as it comes back. */
export interface CellReply {
  readonly seconds: number;
  /** The result as JSON: what is judged is what is stored, whether it was computed now or earlier. */
  readonly json: string;
}

/** What a worker is told as it starts. */
export interface WorkerSettings {
  readonly seed: number;
  /** Where data sets are looked for first. */
  readonly dataFolder?: string;
}

/** Makes this worker thread run cells of the given claims. A data set is read once. */
export function serveCells(claims: readonly Claim[], { seed, dataFolder }: WorkerSettings): void {
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const datasets = new Map<string, ReturnType<CellContext['dataset']>>();
  const dataset: CellContext['dataset'] = (name) => {
    const loaded = datasets.get(name) ?? loadDataset(name, dataFolder);
    datasets.set(name, loaded);
    return loaded;
  };
  serveTasks((task): CellReply => {
    const { claim, cell } = task as CellTask;
    const begin = performance.now();
    const result = known.get(claim)!.run(cell, { seed, dataset });
    return { seconds: (performance.now() - begin) / 1000, json: canonicalJson(result) };
  });
}
