import type { ClaimOutcome, Json, Settings } from '../claim/index.js';
import type { Evidence } from '../evidence/index.js';
import { lookUpCell, type CellRecord } from '../store/index.js';
import type { SweepEvent } from './events.js';
import type { ClaimPlan } from './plan.js';

/**
 * One claim on its way from plan to verdict: gathers the results of its cells and judges them when
 * all are in. Results are let go then, so that memory holds those of the claims under way only.
 */
export class Judging {
  outcome: ClaimOutcome;
  finished = 0;
  #results: (Json | undefined)[];
  #failures: string[] = [];
  #seconds = 0;
  #started = false;

  constructor(
    readonly plan: ClaimPlan,
    readonly settings: Settings,
    readonly onEvent: (event: SweepEvent) => void,
  ) {
    this.outcome = { status: 'interrupted', claim: plan.claim };
    this.#results = plan.cells.map(() => undefined);
  }

  /**
   * Takes over the results that an earlier run stored, and judges if these are all.
   *
   * @returns places of the cells that have to be run
   */
  takeOver(folder: string): number[] {
    const claim = this.plan.claim.id;
    const missing: number[] = [];
    const damaged: string[] = [];
    this.plan.cells.forEach((identity, index) => {
      const found = lookUpCell(folder, identity);
      if (found.status === 'stored') this.#gather(index, found.record);
      else missing.push(index);
      if (found.status === 'damaged') damaged.push(found.path);
    });
    const cells = this.plan.cells.length;
    this.onEvent({ type: 'claimPlanned', claim, cells, kept: this.finished, keptSeconds: this.#seconds });
    for (const path of damaged) this.onEvent({ type: 'cellDamaged', claim, path });
    if (this.plan.failure === undefined) this.#judgeIfComplete();
    else this.#failClaim(this.plan.failure);
    return missing;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.onEvent({ type: 'claimStarted', claim: this.plan.claim.id });
  }

  finish(index: number, record: CellRecord): void {
    this.#gather(index, record);
    this.onEvent({ type: 'cellFinished', claim: this.plan.claim.id, seconds: record.seconds });
    this.#judgeIfComplete();
  }

  fail(reason: string): void {
    this.#failures.push(reason);
    this.onEvent({ type: 'cellFailed', claim: this.plan.claim.id, reason });
    this.#judgeIfComplete();
  }

  #gather(index: number, { seconds, result }: CellRecord): void {
    this.#results[index] = result;
    this.#seconds += seconds;
    this.finished++;
  }

  #judgeIfComplete(): void {
    const all = this.plan.cells.length;
    const failed = this.#failures.length;
    if (this.finished + failed < all) return;
    if (failed > 0) {
      const count = all === 1 ? 'Its only cell' : `${failed} of its ${all} cells`;
      return this.#failClaim(`${count} failed: ${this.#failures[0]}`);
    }
    const { claim } = this.plan;
    let evidence: Evidence;
    try {
      evidence = claim.judge(this.#results as Json[], this.settings);
    } catch (error) {
      return this.#failClaim(`Its judgement failed: ${(error as Error).message}`);
    }
    this.#results = [];
    this.outcome = { status: 'judged', claim, evidence, seconds: this.#seconds };
    this.onEvent({ type: 'claimJudged', claim: claim.id, evidence, seconds: this.#seconds });
  }

  #failClaim(reason: string): void {
    this.#results = [];
    this.outcome = { status: 'failed', claim: this.plan.claim, reason, seconds: this.#seconds };
    this.onEvent({ type: 'claimFailed', claim: this.plan.claim.id, reason });
  }
}
