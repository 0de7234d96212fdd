import type { ClaimOutcome, ExampleShape, Json, Settings } from '../claim/index.js';
import { lookUpCell, type CellIdentity, type CellRecord } from '../store/index.js';
import { cellCost, expectedSeconds } from './cellCost.js';
import type { Expected, SweepEvent } from './events.js';
import type { DatasetIdentity } from './dataset.js';
import { identified, type ClaimPlan } from './plan.js';

/** Where a claim under way finds what it needs. */
export interface JudgingSettings {
  readonly settings: Settings;
  readonly datasets: readonly (DatasetIdentity & ExampleShape)[];
  /** Results of cells are kept here. */
  readonly folder: string;
  readonly onEvent: (event: SweepEvent) => void;
}

/**
 * One claim on its way from plan to verdict: gathers the results of its cells, asks for further cells
 * where these leave it open, and judges when all are in. Results are let go then, so that memory holds
 * those of the claims under way only.
 */
export class Judging {
  outcome: ClaimOutcome;
  finished = 0;
  readonly cells: CellIdentity[];
  #results: (Json | undefined)[];
  #failures: string[] = [];
  #seconds = 0;
  #started = false;

  constructor(
    readonly plan: ClaimPlan,
    readonly given: JudgingSettings,
  ) {
    this.outcome = { status: 'interrupted', claim: plan.claim };
    this.cells = [...plan.cells];
    this.#results = plan.cells.map(() => undefined);
  }

  /**
   * Takes over the results that an earlier run stored, and judges if these are all.
   *
   * @returns places of the cells that have to be run
   */
  begin(): number[] {
    const missing = this.#takeOver('claimPlanned', 0);
    if (this.plan.failure === undefined) return [...missing, ...this.#judgeIfComplete()];
    this.#failClaim(this.plan.failure);
    return [];
  }

  /** Takes over what is stored of the cells from `first` on; gives the places of the others. */
  #takeOver(type: 'claimPlanned' | 'claimExtended', first: number): number[] {
    const { folder, onEvent } = this.given;
    const claim = this.plan.claim.id;
    const missing: number[] = [];
    const damaged: string[] = [];
    const before = { finished: this.finished, seconds: this.#seconds };
    for (let index = first; index < this.cells.length; index++) {
      const found = lookUpCell(folder, this.cells[index]);
      if (found.status === 'stored') this.#gather(index, found.record);
      else missing.push(index);
      if (found.status === 'damaged') damaged.push(found.path);
    }
    const expected = this.#expected(first, missing);
    onEvent({
      type,
      claim,
      cells: this.cells.length - first,
      kept: this.finished - before.finished,
      keptSeconds: this.#seconds - before.seconds,
      ...(expected && { expected }),
    });
    for (const path of damaged) onEvent({ type: 'cellDamaged', claim, path });
    return missing;
  }

  /** Core seconds that the claim expects of a cell, if it has an estimate. */
  #expectedOf(index: number): { expected?: number } {
    const cost = cellCost(this.plan.claim, this.cells[index].cell, this.given.datasets);
    return cost === undefined ? {} : { expected: cost.seconds };
  }

  /** What the claim expects of the cells from `first` on: of those that are missing, and of the others. */
  #expected(first: number, missing: readonly number[]): Expected | undefined {
    const costs = this.cells.map(({ cell }) => cellCost(this.plan.claim, cell, this.given.datasets));
    const all = expectedSeconds(costs.slice(first));
    const left = expectedSeconds(missing.map((index) => costs[index]));
    return all === undefined || left === undefined ? undefined : { kept: all - left, left };
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.given.onEvent({ type: 'claimStarted', claim: this.plan.claim.id });
  }

  /** Takes a result; gives the places of cells that have to be run on top. */
  finish(index: number, record: CellRecord): number[] {
    this.#gather(index, record);
    const claim = this.plan.claim.id;
    this.given.onEvent({
      type: 'cellFinished',
      claim,
      seconds: record.seconds,
      ...this.#expectedOf(index),
    });
    return this.#judgeIfComplete();
  }

  fail(index: number, reason: string): number[] {
    this.#failures.push(reason);
    const claim = this.plan.claim.id;
    this.given.onEvent({ type: 'cellFailed', claim, reason, ...this.#expectedOf(index) });
    return this.#judgeIfComplete();
  }

  #gather(index: number, { seconds, result }: CellRecord): void {
    this.#results[index] = result;
    this.#seconds += seconds;
    this.finished++;
  }

  /** Judges when every cell has ended and no further one is asked for; gives the places of those that are. */
  #judgeIfComplete(): number[] {
    const all = this.cells.length;
    const failed = this.#failures.length;
    if (this.finished + failed < all) return [];
    if (failed > 0) {
      const count = all === 1 ? 'Its only cell' : `${failed} of its ${all} cells`;
      this.#failClaim(`${count} failed: ${this.#failures[0]}`);
      return [];
    }
    try {
      const missing = this.#extend();
      if (missing !== undefined) return missing.length > 0 ? missing : this.#judgeIfComplete();
      this.#judge();
    } catch (error) {
      this.#failClaim(`Its judgement failed: ${(error as Error).message}`);
    }
    return [];
  }

  /** Takes in the cells that the claim asks for on top; undefined where it asks for none. */
  #extend(): number[] | undefined {
    const { claim } = this.plan;
    const { settings, datasets } = this.given;
    const further = claim.extend?.(this.#results as Json[], settings) ?? [];
    if (further.length === 0) return undefined;
    const first = this.cells.length;
    this.cells.push(...identified(further, claim, settings, datasets));
    this.#results.push(...further.map(() => undefined));
    return this.#takeOver('claimExtended', first);
  }

  #judge(): void {
    const { claim } = this.plan;
    const evidence = claim.judge(this.#results as Json[], this.given.settings);
    this.#results = [];
    const estimated = expectedSeconds(
      this.cells.map(({ cell }) => cellCost(claim, cell, this.given.datasets)),
    );
    this.outcome = {
      status: 'judged',
      claim,
      evidence,
      seconds: this.#seconds,
      ...(estimated !== undefined && { estimatedSeconds: estimated }),
    };
    this.given.onEvent({ type: 'claimJudged', claim: claim.id, evidence, seconds: this.#seconds });
  }

  #failClaim(reason: string): void {
    this.#results = [];
    this.outcome = { status: 'failed', claim: this.plan.claim, reason, seconds: this.#seconds };
    this.given.onEvent({ type: 'claimFailed', claim: this.plan.claim.id, reason });
  }
}
