import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Evaluation } from '../../training/index.js';
import { writeFailure } from '../fileFailure.js';
import { writeWhole } from '../files.js';

/**
 * The history of a training run: a file with one line of JSON per evaluation, which also holds the steps
 * since the evaluation before. Lines are appended: a process that is killed leaves all but the last one
 * whole.
 */

export type HistoryLine = {
  readonly evaluation: Evaluation;
  /** Whether the run ended with it. */
  readonly last: boolean;
  /** Of each step since the evaluation before: loss of its minibatch, and its length. */
  readonly losses: readonly number[];
  readonly lengths: readonly number[];
  /** Seconds since 1970. */
  readonly time: number;
};

/**
 * The lines up to an iteration; the file is cut to them.
 *
 * @throws {UserError} when the file cannot be written
 */
export function readHistory(path: string, upTo: number): HistoryLine[] {
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const lines: HistoryLine[] = [];
  for (const line of text.split('\n')) {
    const parsed = parse(line);
    if (parsed === undefined || parsed.evaluation.iteration > upTo) break;
    lines.push(parsed);
  }
  const kept = lines.map(textOf).join('');
  if (kept !== text) writeWhole(path, kept);
  return lines;
}

/**
 * Appends a line.
 *
 * @throws {UserError} when it cannot be written
 */
export function appendHistory(path: string, line: HistoryLine): void {
  try {
    appendFileSync(path, textOf(line), { flush: true });
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function textOf(line: HistoryLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Undefined for the empty line at the end, and for one that was cut off while it was written. */
function parse(line: string): HistoryLine | undefined {
  try {
    return JSON.parse(line) as HistoryLine;
  } catch {
    return undefined;
  }
}
