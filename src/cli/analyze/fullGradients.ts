import { dirname, resolve } from 'node:path';
import { UserError } from '../../error.js';
import type { MatrixSource, Numbers } from '../../format/index.js';
import { fullGradientOf, openGradients, type GradientTensor, type Skipped } from '../../store/index.js';

interface FullGradients {
  /** The full gradient that belongs to a tensor, as one row. */
  matrixFor(tensor: GradientTensor): MatrixSource | undefined;
}

/** Full gradients in a file that was named as such. */
export interface GivenFullGradients extends FullGradients {
  /** Whether a tensor lies in that very file. */
  isFrom(tensor: GradientTensor): boolean;
  close(): Promise<void>;
}

/** What was found beside the minibatches. */
export interface OwnFullGradients extends FullGradients {
  /** The tensors that are minibatches. */
  readonly tensors: readonly GradientTensor[];
  /** Full gradients that belong to one of them. */
  readonly used: readonly GradientTensor[];
  /** Full gradients that belong to none. */
  readonly skipped: readonly Skipped[];
}

/**
 * Tells minibatches from full gradients beside them, by their names (full/<layer>, full_grad …): in the same
 * file, or in the same folder. A full gradient is as long as a row, and of the same step where both tell
 * theirs.
 */
export function ownFullGradients(all: readonly GradientTensor[]): OwnFullGradients {
  const named = new Set(all.filter(({ name }) => fullGradientOf(name) !== undefined));
  const others = all.filter((tensor) => !named.has(tensor));
  const full = byPlace([...named]);
  const lengths = countLengths(others);
  const chosen = new Map<GradientTensor, GradientTensor>();
  for (const tensor of named.size === 0 ? [] : others) {
    const places = [
      placeOf(tensor, tensor.step),
      placeOf(tensor, tensor.step === undefined ? 'any' : undefined),
    ];
    const near = [...new Set(places.flatMap((place) => full.get(place) ?? []))];
    const found = nearest(near, tensor, (place) => lengths.get(lengthKey(tensor, place)) === 1);
    if (found !== undefined) chosen.set(tensor, found);
  }
  const used = new Set(chosen.values());
  // One row that fits nothing is no minibatch either; without others, names say nothing.
  const isUnfit = (tensor: GradientTensor) =>
    others.length > 0 && named.has(tensor) && !used.has(tensor) && tensor.matrix.rows === 1;
  return {
    tensors: all.filter((tensor) => !used.has(tensor) && !isUnfit(tensor)),
    used: [...used],
    skipped: all.filter(isUnfit).map(unfit),
    matrixFor(tensor) {
      const found = chosen.get(tensor)?.matrix;
      return found && asRow(found, tensor.matrix.columns);
    },
  };
}

/** Why a full gradient that fits nothing is left out. */
function unfit({ file, name, matrix }: GradientTensor): Skipped {
  const what = `a full gradient${name ? ` (${name})` : ''} of ${matrix.columns} numbers`;
  return {
    file,
    name,
    reason:
      `${file} holds ${what}, which belongs to no tensor here: ` +
      'none of its step has as many coordinates.',
    hint: 'Give a full gradient as long as the gradients, or name it by --full-gradient.',
  };
}

/** Tensors by folder and step, and by folder alone. */
function byPlace(tensors: readonly GradientTensor[]): Map<string, GradientTensor[]> {
  const places = new Map<string, GradientTensor[]>();
  for (const tensor of tensors) {
    for (const place of [placeOf(tensor, tensor.step), placeOf(tensor, 'any')]) {
      const there = places.get(place);
      if (there === undefined) places.set(place, [tensor]);
      else there.push(tensor);
    }
  }
  return places;
}

/** How many tensors of a file, and of a folder, have the same step and length. */
function countLengths(tensors: readonly GradientTensor[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tensor of tensors) {
    for (const place of [tensor.file, dirname(tensor.file)]) {
      const key = lengthKey(tensor, place);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

function lengthKey({ step, matrix }: GradientTensor, place: string): string {
  return `${step} ${matrix.columns} ${place}`;
}

function placeOf({ file }: GradientTensor, step: number | 'any' | undefined): string {
  return `${step} ${dirname(file)}`;
}

/** The full gradient whose name is nearest to the tensor's; none where two are equally near. */
function nearest(
  named: readonly GradientTensor[],
  tensor: GradientTensor,
  isAlone: (place: string) => boolean,
): GradientTensor | undefined {
  const near = named
    .map((full) => ({ full, nearness: nearnessOf(full, tensor, isAlone) }))
    .filter(({ nearness }) => nearness > 0)
    .sort((a, b) => b.nearness - a.nearness);
  return near.length > 1 && near[0].nearness === near[1].nearness ? undefined : near[0]?.full;
}

/**
 * 0 where a full gradient cannot be that of a tensor.
 *
 * @param full - the full gradient
 * @param tensor - the minibatches
 * @param isAlone - whether the tensor is the only one of its step and length in a file or folder, so that
 *   names need not agree
 */
function nearnessOf(
  full: GradientTensor,
  tensor: GradientTensor,
  isAlone: (place: string) => boolean,
): number {
  if (full.matrix.rows * full.matrix.columns !== tensor.matrix.columns) return 0;
  const layer = fullGradientOf(full.name);
  const names = [tensor.name, tensor.name.replace(/[_\-.]?(?:minibatch_?)?grad(?:ient)?s?$/i, '')];
  const byName = names.includes(layer ?? '') ? 4 : layer === '' ? 2 : 0;
  const sameFile = full.file === tensor.file;
  if (byName < 4 && !isAlone(sameFile ? tensor.file : dirname(tensor.file))) return 0;
  return byName + (sameFile ? 2 : 0) + (full.step === tensor.step ? 1 : 0.5);
}

/**
 * Opens a file of full gradients, one per layer.
 *
 * @throws {UserError} when nothing in it can be read; by matrixFor, when none belongs to the tensor
 */
export async function openFullGradients(path: string, signal: AbortSignal): Promise<GivenFullGradients> {
  const opened = await openGradients([path], { signal });
  return {
    isFrom: ({ file }) => resolve(file) === resolve(path),
    matrixFor({ name, matrix: { columns } }) {
      const { tensors } = opened;
      const candidates = [
        tensors.find((tensor) => fullGradientOf(tensor.name) === name),
        tensors.find((tensor) => tensor.name === name),
        tensors.find((tensor) => fullGradientOf(tensor.name) === ''),
        tensors.length === 1 ? tensors[0] : undefined,
      ].filter((tensor) => tensor !== undefined);
      for (const { matrix } of candidates) {
        const row = asRow(matrix, columns);
        if (row !== undefined) return row;
      }
      throw noneFits(path, name, columns, candidates[0]?.matrix);
    },
    close: () => opened.close(),
  };
}

function noneFits(path: string, name: string, columns: number, found: MatrixSource | undefined): UserError {
  return new UserError(
    found === undefined
      ? `${path} holds no full gradient of ${name}.`
      : `${path} holds ${found.rows} × ${found.columns} numbers for ${name}; ` +
          `its full gradient has 1 × ${columns}.`,
    'Give a file with one gradient per layer, under the same names.',
  );
}

/**
 * Tensors to which none of the given full gradients belongs, and why.
 *
 * @throws {UserError} when none belongs to any tensor
 */
export function withoutFullGradient(
  tensors: readonly GradientTensor[],
  given: GivenFullGradients | undefined,
): Skipped[] {
  const errors: { readonly tensor: GradientTensor; readonly error: UserError }[] = [];
  for (const tensor of tensors) {
    try {
      given?.matrixFor(tensor);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push({ tensor, error });
    }
  }
  if (errors.length > 0 && errors.length === tensors.length) throw errors[0].error;
  return errors.map(({ tensor: { file, name }, error: { message, hint } }) => ({
    file,
    name,
    reason: message,
    hint,
  }));
}

/** A matrix of so many numbers as one row: a gradient may have the shape of its weights. */
function asRow(matrix: MatrixSource, columns: number): MatrixSource | undefined {
  if (matrix.rows * matrix.columns !== columns) return undefined;
  if (matrix.rows === 1) return matrix;
  const width = matrix.columns;
  const read = async (from: number, to: number, into: Numbers) => {
    const [first, last] = [Math.floor(from / width), Math.ceil(to / width)];
    const rows = new (matrix.single ? Float32Array : Float64Array)((last - first) * width);
    await matrix.readRows(first, last, rows);
    into.set(rows.subarray(from - first * width, to - first * width));
  };
  return {
    rows: 1,
    columns,
    dtype: matrix.dtype,
    single: matrix.single,
    readRows: (from, to, into) => (to > from ? read(0, columns, into) : Promise.resolve()),
    readColumns: read,
  };
}
