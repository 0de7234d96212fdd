import type { MatrixSource, Numbers } from '../../format/index.js';
import type { GradientTensor } from './dump.js';

/**
 * Joins gradients that each lie in a file of their own into one matrix per layer, with one row per step.
 * Tensors that are no such series stay as they are.
 *
 * @param tensors - in the order of the files
 * @param single - whether a tensor is one gradient rather than a matrix of them
 */
export function stackSteps(
  tensors: readonly GradientTensor[],
  single: (tensor: GradientTensor) => boolean,
): GradientTensor[] {
  const series = new Map<string, GradientTensor[]>();
  for (const tensor of tensors) {
    if (!single(tensor) || tensor.step === undefined) continue;
    series.set(tensor.name, [...(series.get(tensor.name) ?? []), tensor]);
  }
  const stacked = new Map<GradientTensor, GradientTensor | undefined>();
  for (const members of series.values()) {
    const steps = new Set(members.map(({ step }) => step));
    const lengths = new Set(members.map(({ matrix }) => matrix.columns));
    if (members.length < 2 || steps.size < members.length || lengths.size > 1) continue;
    const ordered = members.toSorted((a, b) => a.step! - b.step!);
    const [{ file, name, batchSize }] = ordered;
    const matrix = stackedMatrix(ordered);
    ordered.forEach((member) => stacked.set(member, undefined));
    stacked.set(ordered[0], { file, name, step: undefined, batchSize, stepsAsSamples: true, matrix });
  }
  return tensors.flatMap((tensor) => (stacked.has(tensor) ? (stacked.get(tensor) ?? []) : tensor));
}

function stackedMatrix(members: readonly GradientTensor[]): MatrixSource {
  const [{ matrix: first }] = members;
  const { columns, dtype } = first;
  const readBlock = async (
    rows: readonly [number, number],
    range: readonly [number, number],
    into: Numbers,
  ) => {
    const width = range[1] - range[0];
    for (let row = rows[0]; row < rows[1]; row++) {
      const start = (row - rows[0]) * width;
      await members[row].matrix.readColumns(range[0], range[1], into.subarray(start, start + width));
    }
  };
  return {
    rows: members.length,
    columns,
    dtype,
    single: members.every(({ matrix }) => matrix.single),
    readRows: (from, to, into) => readBlock(within(from, to, members.length), [0, columns], into),
    readColumns: (from, to, into) => readBlock([0, members.length], within(from, to, columns), into),
  };
}

function within(from: number, to: number, limit: number): readonly [number, number] {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= limit)) {
    throw new RangeError(`The range ${from} to ${to} does not lie in 0 to ${limit}.`);
  }
  return [from, to];
}
