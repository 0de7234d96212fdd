import { UserError } from '../../error.js';
import type { MatrixSource, Numbers } from '../../format/index.js';
import { openGradients, type GradientTensor } from '../../store/index.js';

/** What the name of a full gradient begins with in a file that holds minibatches, too. */
const prefix = 'full/';

interface FullGradients {
  /** The full gradient that belongs to a tensor, as one row. */
  matrixFor(tensor: GradientTensor): MatrixSource | undefined;
}

/**
 * Tells minibatches from full gradients in the same file, which are named full/<layer>.
 *
 * @returns the tensors that are minibatches, and the full gradients of those that have one
 */
export function ownFullGradients(
  all: readonly GradientTensor[],
): FullGradients & { readonly tensors: readonly GradientTensor[] } {
  const keyOf = ({ file, step }: GradientTensor, name: string) => JSON.stringify([file, step, name]);
  const full = new Map<string, GradientTensor>();
  const names = new Set(all.map((tensor) => keyOf(tensor, tensor.name)));
  for (const tensor of all) {
    if (!tensor.name.startsWith(prefix)) continue;
    const layer = tensor.name.slice(prefix.length);
    if (names.has(keyOf(tensor, layer))) full.set(keyOf(tensor, layer), tensor);
  }
  const taken = new Set(full.values());
  return {
    tensors: all.filter((tensor) => !taken.has(tensor)),
    matrixFor(tensor) {
      const found = full.get(keyOf(tensor, tensor.name))?.matrix;
      return found && asRow(found, tensor.matrix.columns);
    },
  };
}

/**
 * Opens a file of full gradients, one a layer.
 *
 * @throws {UserError} when nothing in it can be read; by matrixFor, when none belongs to the tensor
 */
export async function openFullGradients(
  path: string,
  signal: AbortSignal,
): Promise<FullGradients & { close(): Promise<void> }> {
  const opened = await openGradients([path], { signal });
  return {
    matrixFor({ name, matrix: { columns } }) {
      const alone = opened.tensors.length === 1 ? opened.tensors[0] : undefined;
      const found = opened.tensors.find((tensor) => tensor.name === name) ?? alone;
      const row = found && asRow(found.matrix, columns);
      if (row !== undefined) return row;
      throw new UserError(
        found === undefined
          ? `${path} holds no full gradient of ${name}.`
          : `${path} holds ${found.matrix.rows} × ${found.matrix.columns} numbers for ${name}; its full gradient has 1 × ${columns}.`,
        'Give a file with one gradient a layer, under the same names.',
      );
    },
    close: () => opened.close(),
  };
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
