import { UserError } from '../../error.js';
import { readNpyDump, readSafetensorsDump, skip } from './arrays.js';
import { readCsvDump } from './csv.js';
import type { DumpReader, FoundMatrix, GradientTensor, Remark, Skipped } from './dump.js';
import { foldersWithin, listInputs, openInput, type Input } from './inputs.js';
import { fullGradientOf, layerOf, layerStepOfFile, layerStepOfKey } from './names.js';
import { readNpzDump } from './npz.js';
import { OpenFiles } from './openFiles.js';
import { readableFormats, recognise, type DumpFormat } from './recognise.js';
import { Spool } from './spool.js';
import { stackSteps } from './stack.js';

export interface OpenedGradients {
  /** In the order of the files and of the arrays in them. */
  readonly tensors: readonly GradientTensor[];
  /** What cannot be read, and why. */
  readonly skipped: readonly Skipped[];
  /** What was decided in reading a file. */
  readonly remarks: readonly (Remark & { readonly file: string })[];
  /** Closes the files and removes temporary ones. Matrices cannot be read afterwards. */
  close(): Promise<void>;
}

const readers: Readonly<Record<DumpFormat, DumpReader>> = {
  npy: readNpyDump,
  npz: readNpzDump,
  safetensors: readSafetensorsDump,
  csv: readCsvDump,
  parquet: async (source, spool) => (await import('./parquet.js')).readParquetDump(source, spool),
};

/**
 * Opens gradient dumps: npy, npz, safetensors, csv, tsv and parquet. Only what describes the arrays is read;
 * the arrays are read block by block through their matrices. Tables (csv, parquet) are copied once to
 * temporary files.
 *
 * @param paths - files, folders (their files, one level) or "-" for standard input
 * @param settings - `layer`: keep only tensors of this name; `spoolLimit`: most bytes of temporary files;
 *   `signal`: ends the opening, and any copying that reading causes
 * @throws {UserError} when nothing can be read, or no tensor has the name asked for; the signal's reason
 */
export async function openGradients(
  paths: readonly string[],
  settings: { readonly layer?: string; readonly spoolLimit?: number; readonly signal?: AbortSignal } = {},
): Promise<OpenedGradients> {
  const files = new OpenFiles();
  const spool = new Spool(files, settings.spoolLimit, settings.signal);
  const close = async () => {
    await files.close();
    await spool.remove();
  };
  try {
    const { inputs, skipped } = await listInputs(paths);
    const singles = new Set<GradientTensor>();
    const tensors: GradientTensor[] = [];
    const remarks: (Remark & { file: string })[] = [];
    for (const input of inputs) {
      try {
        const source = await openInput(input, files, spool);
        const dump = await readers[await recognise(source)](source, spool);
        skipped.push(...dump.skipped);
        remarks.push(...(dump.remarks ?? []).map((remark) => ({ ...remark, file: input.name })));
        for (const item of dump.found) {
          const tensor = describe(input, item);
          tensors.push(tensor);
          if (item.single) singles.add(tensor);
        }
      } catch (error) {
        settings.signal?.throwIfAborted();
        skipped.push(skip(input.name, '', error));
      }
    }
    if (tensors.length === 0) throw await nothingReadable(paths, skipped);
    const isRow = (tensor: GradientTensor) =>
      singles.has(tensor) && fullGradientOf(tensor.name) === undefined;
    const selected = select(stackSteps(tensors, isRow), settings.layer);
    const kept = new Set(selected.map(({ file }) => file));
    return {
      tensors: selected,
      skipped,
      remarks: settings.layer === undefined ? remarks : remarks.filter(({ file }) => kept.has(file)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function describe(input: Input, found: FoundMatrix): GradientTensor {
  const { key, layer, step, batchSize, stepsAsSamples = false, matrix } = found;
  const file = layerStepOfFile(input.name);
  const inFile = layerStepOfKey(key);
  const name = layer === undefined ? inFile.layer || file.layer : layerOf(layer);
  return {
    file: input.name,
    // Names come from files: a sign that steers the terminal is not passed on.
    name: name.replace(/\p{Cc}/gu, '?'),
    step: step ?? inFile.step ?? (stepsAsSamples ? undefined : file.step),
    batchSize,
    stepsAsSamples,
    matrix,
  };
}

async function nothingReadable(paths: readonly string[], skipped: readonly Skipped[]): Promise<UserError> {
  const within = (await Promise.all(paths.map(foldersWithin))).flat();
  const folders =
    within.length === 0
      ? undefined
      : `Folders within are not entered: name them, for example ${within.slice(0, 3).join(' ')}`;
  if (skipped.length === 0) {
    return new UserError(`${paths.slice(0, 3).join(', ')} holds no tensors.`, folders ?? readableFormats);
  }
  const [{ reason, hint }] = skipped;
  if (skipped.length === 1) return new UserError(reason, folders ?? hint);
  const files = new Set(skipped.map(({ file }) => file)).size;
  const what = files > 1 ? `None of ${files} files` : `None of ${skipped.length} arrays`;
  return new UserError(`${what} can be read. The first: ${reason}`, folders ?? hint);
}

/** The tensors of a layer, with the full gradients that could belong to them. */
function select(tensors: readonly GradientTensor[], layer: string | undefined): readonly GradientTensor[] {
  if (layer === undefined) return tensors;
  if (tensors.some(({ name }) => name === layer)) {
    return tensors.filter(({ name }) => name === layer || ['', layer].includes(fullGradientOf(name) ?? '?'));
  }
  const names = [...new Set(tensors.map(({ name }) => name))];
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  throw new UserError(
    `There is no layer "${layer}" in these files.`,
    `There are ${names.slice(0, 10).join(', ')}${more}.`,
  );
}
