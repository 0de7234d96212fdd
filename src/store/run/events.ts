import { appendFileSync } from 'node:fs';
import { eventFileStart, scalarEvent } from '../../format/index.js';
import type { Evaluation } from '../../training/index.js';
import { writeFailure } from '../fileFailure.js';
import { writeWhole } from '../files.js';
import type { HistoryLine } from './history.js';

/** The history as TensorBoard shows it: scalars, one event file, made anew when a run is taken up again. */
export class EventFile {
  /**
   * Writes a file with the history so far.
   *
   * @throws {UserError} when it cannot be written
   */
  constructor(
    readonly path: string,
    history: readonly HistoryLine[],
    begun: number,
  ) {
    writeWhole(path, Buffer.concat([eventFileStart(begun), ...history.map(recordsOf)]));
  }

  /** @throws {UserError} when it cannot be written */
  append(line: HistoryLine): void {
    try {
      appendFileSync(this.path, recordsOf(line));
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }
}

/** Tags and values of an evaluation; what has no value is left out. */
function scalarsOf(evaluation: Evaluation): [string, number | null][] {
  const { tailIndex, published, publishedOnTest } = evaluation;
  return [
    ['loss/train', evaluation.trainLoss],
    ['loss/test', evaluation.testLoss],
    ['accuracy/train', evaluation.trainAccuracy],
    ['accuracy/test', evaluation.testAccuracy],
    ['tail_index/across_minibatches', tailIndex.value],
    ['tail_index_low/across_minibatches', tailIndex.low],
    ['tail_index_high/across_minibatches', tailIndex.high],
    ['tail_index/published_train', published.value],
    ['tail_index_low/gaussian_surrogate_train', published.surrogateLow],
    ['tail_index_high/gaussian_surrogate_train', published.surrogateHigh],
    ['tail_index/published_test', publishedOnTest.value],
    ['norm/gradient', evaluation.gradientNorm],
    ['norm/noise', evaluation.noiseNorm],
    ['step/longest', evaluation.longestStep],
    ['step/mean', evaluation.meanStep],
    ...Object.entries(evaluation.layerNorms).map(([name, norm]): [string, number] => [
      `weight_norm/${name}`,
      norm,
    ]),
  ];
}

function recordsOf({ evaluation, time, losses, lengths }: HistoryLine): Buffer {
  const { iteration } = evaluation;
  const scalar = (tag: string, value: number, step: number) =>
    scalarEvent({ tag, value, step, wallTime: time });
  const first = iteration - losses.length + 1;
  return Buffer.concat([
    ...losses.map((loss, i) => scalar('loss/minibatch', loss, first + i)),
    ...lengths.map((length, i) => scalar('step/length', length, first + i)),
    ...scalarsOf(evaluation).flatMap(([tag, value]) =>
      value === null ? [] : [scalar(tag, value, iteration)],
    ),
  ]);
}
