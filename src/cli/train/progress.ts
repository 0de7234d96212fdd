import type { HistoryLine } from '../../store/index.js';
import type { TrainingSettings } from '../../training/index.js';
import { duration, painter, roughDuration, shownOn, terminalOf, wrap } from '../terminal.js';
import { evaluationColumns, evaluationRow } from './report.js';

const redrawMs = 100;

/** How a run goes on: a line an evaluation and, on a terminal, below them one that is redrawn in place. */
export class TrainingProgress {
  readonly #terminal = terminalOf(process.stderr, process.env);
  readonly #paint = painter(this.#terminal);
  readonly #begun = performance.now();
  #first = 0;
  #drawn = -Infinity;
  #shown = false;

  constructor(
    private readonly settings: TrainingSettings,
    private readonly parameters: number,
    private readonly dataset: string,
    private readonly quiet: boolean,
  ) {}

  /** Says what is run, and what an earlier run left. */
  begin(history: readonly HistoryLine[]): void {
    const { network, batchSize, stepSize, noise } = this.settings;
    this.#first = history.at(-1)?.evaluation.iteration ?? 0;
    const line =
      `${network.model === 'fc' ? `${network.depth} layers of width ${network.width}` : `AlexNet variant, ${network.channels} channels`}, ${this.parameters} parameters, on ${this.dataset}; ` +
      `b ${batchSize}, step size ${stepSize}, noise ${noise.kind}.`;
    for (const part of wrap(line, this.#width)) this.#say(this.#paint(part, 'dim'));
    if (history.length > 0) this.#say(this.#paint(`Goes on after iteration ${this.#first}.`, 'dim'));
    this.#say(this.#paint(evaluationColumns(this.#width), 'bold'));
    for (const line of history.slice(-3)) this.evaluated(line);
  }

  step(iteration: number, loss: number): void {
    if (this.quiet || !this.#terminal.inPlace) return;
    const now = performance.now();
    if (now - this.#drawn < redrawMs) return;
    this.#drawn = now;
    const { iterations } = this.settings;
    const seconds = (now - this.#begun) / 1000;
    const left = (seconds * (iterations - iteration)) / Math.max(1, iteration - this.#first);
    const text = `  iteration ${iteration} of ${iterations}, loss ${loss.toFixed(4)}; ${duration(seconds)} so far, ${roughDuration(left)} left`;
    process.stderr.write(`\r\u001b[K${this.#paint(text.slice(0, this.#terminal.columns - 1), 'dim')}`);
    this.#shown = true;
  }

  evaluated({ evaluation }: HistoryLine): void {
    this.#say(evaluationRow(evaluation, this.#width));
  }

  /** Nothing more comes: the line is cleared. */
  end(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
    this.#shown = false;
  }

  get #width(): number {
    return this.#terminal.columns;
  }

  #say(text: string): void {
    if (this.quiet) return;
    this.end();
    process.stderr.write(`${shownOn(text, this.#terminal)}\n`);
  }
}
