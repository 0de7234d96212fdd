import type { HistoryLine } from '../../store/index.js';
import type { TrainingSettings } from '../../training/index.js';
import { StatusLine } from '../statusLine.js';
import { duration, painter, roughDuration, shownOn, terminalOf, wrap } from '../terminal.js';
import { evaluationColumns, evaluationRow } from './report.js';

/** How a run goes on: one line per evaluation and, on a terminal, a line below them that is redrawn. */
export class TrainingProgress {
  readonly #terminal = terminalOf(process.stderr, process.env);
  readonly #paint = painter(this.#terminal);
  readonly #begun = performance.now();
  readonly #line: StatusLine;
  #first = 0;

  constructor(
    private readonly settings: TrainingSettings,
    private readonly parameters: number,
    private readonly dataset: string,
    private readonly quiet: boolean,
  ) {
    this.#line = new StatusLine({ quiet });
  }

  /** Prints what is run, and what an earlier run left. */
  begin(history: readonly HistoryLine[]): void {
    this.#first = history.at(-1)?.evaluation.iteration ?? 0;
    for (const part of wrap(runSentence(this.settings, this.parameters, this.dataset), this.#width))
      this.#say(this.#paint(part, 'dim'));
    if (history.length > 0) this.#say(this.#paint(`Goes on after iteration ${this.#first}.`, 'dim'));
    this.#say(this.#paint(evaluationColumns(this.#width), 'bold'));
    for (const line of history.slice(-3)) this.evaluated(line);
  }

  step(iteration: number, loss: number): void {
    if (!this.#line.isDue) return;
    const { iterations } = this.settings;
    const seconds = (performance.now() - this.#begun) / 1000;
    const left = (seconds * (iterations - iteration)) / Math.max(1, iteration - this.#first);
    const times = `${duration(seconds)} so far, ${roughDuration(left)} left`;
    this.#line.draw(`  iteration ${iteration} of ${iterations}, loss ${loss.toFixed(4)}; ${times}`);
  }

  evaluated({ evaluation }: HistoryLine): void {
    this.#say(evaluationRow(evaluation, this.#width));
  }

  /** Nothing more comes. */
  end(): void {
    this.#line.clear();
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

/** What is trained, on what, and how. */
function runSentence(
  { network, batchSize, stepSize, noise }: TrainingSettings,
  parameters: number,
  dataset: string,
): string {
  const model =
    network.model === 'fc'
      ? `${network.depth} layers of width ${network.width}`
      : `AlexNet variant, ${network.channels} channels`;
  const steps = `batch size ${batchSize}, step size ${stepSize}, noise: ${noise.kind}`;
  return `${model}, ${parameters} parameters, on ${dataset}; ${steps}.`;
}
