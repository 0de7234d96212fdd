import { UserError } from '../../error.js';
import type { FoundMatrix } from './dump.js';
import { RowsWriter, writtenMatrix } from './rowsWriter.js';
import type { SpoolFile } from './spool.js';

/** Which gradient a number belongs to, as a table tells it. */
export interface Key {
  readonly step?: unknown;
  readonly layer?: unknown;
  readonly sample?: unknown;
}

interface Group {
  readonly layer: string | undefined;
  readonly step: number | undefined;
  /** Index of its first number. */
  readonly start: number;
  rows: number;
  columns: number;
}

/** Gathers a table, sorted by step and layer in any order, into one matrix a step and layer. */
export class GroupedRows {
  private readonly writer: RowsWriter;
  private readonly groups = new Map<string, Group>();
  private current: Group | undefined;
  private currentKey: string | undefined;
  private sample: unknown;
  /** Samples of the current group. */
  private samples = new Set<unknown>();
  /** Numbers of the row that is being gathered. */
  private pending = 0;

  constructor(
    private readonly file: string,
    spoolFile: SpoolFile,
  ) {
    this.writer = new RowsWriter(spoolFile);
  }

  /** Appends a whole gradient. */
  async addRow(key: Key, values: Float64Array): Promise<void> {
    this.enter(key);
    await this.writer.write(values);
    this.pending = values.length;
    this.endRow();
  }

  /** Appends one number to the gradient of its sample. */
  async addNumber(key: Key, value: number): Promise<void> {
    this.enter(key);
    if (this.pending > 0 && key.sample !== this.sample) this.endRow();
    if (this.pending === 0) this.beginSample(key.sample);
    await this.writer.write([value]);
    this.pending++;
  }

  /** Ends the table. */
  async finish(): Promise<FoundMatrix[]> {
    if (this.pending > 0) this.endRow();
    if (this.groups.size === 0)
      throw new UserError(`${this.file} holds no rows.`, 'Write a row a minibatch.');
    const written = await this.writer.finish();
    const groups = [...this.groups.values()];
    // One gradient a step throughout is a series over steps, as files of one gradient are.
    const single = groups.every(({ rows }) => rows === 1);
    return groups.map(({ layer, step, start, rows, columns }) => {
      const subject = layer === undefined ? this.file : `${layer} in ${this.file}`;
      const matrix = writtenMatrix(written, start, rows, columns, subject);
      return { key: '', layer, step, single, matrix };
    });
  }

  /** Forgets the table. */
  discard(): Promise<void> {
    return this.writer.discard();
  }

  private enter({ step, layer }: Key): void {
    const key = `${String(step)}\n${String(layer)}`;
    if (key === this.currentKey) return;
    if (this.pending > 0) this.endRow();
    if (this.groups.has(key)) {
      throw new UserError(
        `${this.file} is not sorted: the rows of step ${String(step)}, layer ${String(layer)} ` +
          'do not follow one another.',
        'Sort it by step, layer and sample.',
      );
    }
    this.current = {
      layer: layer === undefined ? undefined : String(layer),
      step: this.stepOf(step),
      start: this.writer.count,
      rows: 0,
      columns: 0,
    };
    this.currentKey = key;
    this.samples = new Set();
    this.groups.set(key, this.current);
  }

  private beginSample(sample: unknown): void {
    if (this.samples.has(sample)) {
      throw new UserError(
        `${this.file} is not sorted: the numbers of sample ${String(sample)} do not follow one another.`,
        'Sort it by step, layer and sample.',
      );
    }
    this.samples.add(sample);
    this.sample = sample;
  }

  private stepOf(step: unknown): number | undefined {
    if (step === undefined) return undefined;
    const number = typeof step === 'bigint' ? Number(step) : step;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    throw new UserError(
      `${this.file} holds the step ${String(step)}; steps are whole numbers from 0.`,
      'Write the step as an integer.',
    );
  }

  private endRow(): void {
    const group = this.current!;
    if (group.rows === 0) group.columns = this.pending;
    if (this.pending !== group.columns || this.pending === 0) {
      throw new UserError(
        `For one layer and step, ${this.file} holds gradients of ${group.columns} ` +
          `and of ${this.pending} numbers.`,
        'Every gradient of a layer has the same length, at least 1.',
      );
    }
    group.rows++;
    this.pending = 0;
  }
}
