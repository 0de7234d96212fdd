import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../error.js';
import { safetensorsBytes } from '../../format/index.js';
import type { ParameterLayer } from '../../net/index.js';
import type { Checkpoint, GradientRecord, TrainingSettings } from '../../training/index.js';
import { version } from '../version.js';
import { writeWhole } from '../files.js';
import { readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { differences } from './differences.js';
import { EventFile } from './events.js';
import { appendHistory, readHistory, type HistoryLine } from './history.js';

const schema = 'heavytail.run/1';

/** What is in the file run.json of a run folder. */
export interface RunDescription {
  readonly schema: typeof schema;
  readonly version: string;
  readonly settings: TrainingSettings;
  readonly dataset: { readonly name: string; readonly checksum: string };
  /** Seconds since 1970. */
  readonly begun: number;
}

const names = {
  description: 'run.json',
  history: 'history.jsonl',
  checkpoint: 'checkpoint.safetensors',
  events: 'events.out.tfevents.0.heavytail',
  gradients: 'gradients',
};

/** The folder of a training run: its settings, its history, and the checkpoint from which it goes on. */
export class RunFolder {
  readonly #events: EventFile;

  private constructor(
    readonly folder: string,
    private readonly layers: readonly ParameterLayer[],
    /** Where the run stands; undefined before the first evaluation. */
    readonly checkpoint: Checkpoint | undefined,
    /** What was measured up to there. */
    readonly history: HistoryLine[],
    begun: number,
  ) {
    this.#events = new EventFile(join(folder, names.events), history, begun);
  }

  /**
   * Opens the folder of a run, or makes it.
   *
   * @param folder - of the run
   * @param run - what is trained on what; `fresh`: whether a run that is there is thrown away
   * @throws {UserError} when the folder holds another run, a damaged one, or cannot be written
   */
  static async open(
    folder: string,
    run: {
      readonly settings: TrainingSettings;
      readonly dataset: RunDescription['dataset'];
      readonly layers: readonly ParameterLayer[];
      readonly fresh: boolean;
    },
  ): Promise<RunFolder> {
    const { settings, layers, fresh } = run;
    const dataset = { name: run.dataset.name, checksum: run.dataset.checksum };
    if (fresh) discard(folder);
    // A run that never came to a checkpoint has nothing to lose.
    let description = existsSync(join(folder, names.checkpoint)) ? describeRun(folder) : undefined;
    if (description === undefined) {
      description = { schema, version: version(), settings, dataset, begun: Date.now() / 1000 };
      writeWhole(join(folder, names.description), `${JSON.stringify(description, undefined, 2)}\n`);
    } else checkSame(folder, description, settings, dataset);
    const checkpoint = await readCheckpoint(join(folder, names.checkpoint), layers);
    const history = readHistory(join(folder, names.history), checkpoint?.iteration ?? -1);
    if (checkpoint && history.at(-1)?.evaluation.iteration !== checkpoint.iteration) {
      throw new UserError(
        `${join(folder, names.history)} ends before the checkpoint of iteration ${checkpoint.iteration}.`,
        'Begin anew with --fresh, or name another folder with --out.',
      );
    }
    return new RunFolder(folder, layers, checkpoint, history, description.begun);
  }

  /** Whether nothing of the run is left to do. */
  get finished(): boolean {
    return this.history.at(-1)?.last ?? false;
  }

  /**
   * Writes gradients of a step into the folder's own folder of gradients.
   *
   * @throws {UserError} when they cannot be written
   */
  record(iteration: number, { tensors, metadata }: GradientRecord): void {
    const name = `step_${String(iteration).padStart(8, '0')}.safetensors`;
    writeWhole(join(this.folder, names.gradients, name), safetensorsBytes(tensors, metadata));
  }

  /**
   * Keeps an evaluation and the state of the run at it. The checkpoint is written last: what was appended
   * without it is cut off when the run is taken up again.
   *
   * @throws {UserError} when something cannot be written; what was kept before is still there
   */
  keep(line: HistoryLine, checkpoint: Checkpoint): void {
    appendHistory(join(this.folder, names.history), line);
    writeCheckpoint(join(this.folder, names.checkpoint), this.layers, checkpoint);
    this.#events.append(line);
    this.history.push(line);
  }
}

/**
 * What a run folder says of itself; undefined where there is none.
 *
 * @throws {UserError} when its description is damaged or of another version
 */
export function describeRun(folder: string): RunDescription | undefined {
  const path = join(folder, names.description);
  if (!existsSync(path)) return undefined;
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as RunDescription;
    if (found.schema === schema) return found;
  } catch {
    // Answered below, as a file of another schema is.
  }
  throw new UserError(
    `${path} does not describe a training run of this version.`,
    'Name another folder with --out, or begin anew with --fresh.',
  );
}

/** The folder of gradients that a run has recorded. */
export function recordedGradients(folder: string): string | undefined {
  const path = join(folder, names.gradients);
  return existsSync(path) ? path : undefined;
}

/** Removes what a run has written, and nothing else. */
function discard(folder: string): void {
  for (const name of Object.values(names)) rmSync(join(folder, name), { recursive: true, force: true });
}

function checkSame(
  folder: string,
  there: RunDescription,
  settings: TrainingSettings,
  dataset: RunDescription['dataset'],
): void {
  const hint = 'Name another folder with --out, or throw the run away with --fresh.';
  const different = differences(there.settings, settings);
  if (different.length > 0) {
    throw new UserError(`${folder} holds another run: ${different.join('; ')}.`, hint);
  }
  if (there.dataset.checksum !== dataset.checksum) {
    throw new UserError(
      `${folder} holds a run on other data named ${dataset.name}: the checksums differ.`,
      hint,
    );
  }
}
