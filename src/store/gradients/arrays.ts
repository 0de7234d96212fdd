import { UserError } from '../../error.js';
import {
  arrayMatrix,
  readNpyLayout,
  readSafetensorsHeader,
  type ArrayLayout,
  type ByteSource,
} from '../../format/index.js';
import type { Dump, FoundMatrix, Skipped } from './dump.js';
import { withoutSideArrays, type NamedArray } from './sideArrays.js';

/** Reads an npy file: one array. */
export async function readNpyDump(source: ByteSource): Promise<Dump> {
  const layout = await readNpyLayout(source);
  return { found: [found(source, layout, '', source.name)], skipped: [] };
}

/** Reads a safetensors file: a tensor a layer, and the metadata of heavytail's recorders. */
export async function readSafetensorsDump(source: ByteSource): Promise<Dump> {
  const { metadata, tensors } = await readSafetensorsHeader(source);
  if (tensors.length === 0) {
    throw new UserError(
      `${source.name} holds no tensors.`,
      'Save them again: safetensors.torch.save_file({"name": tensor}, "file.safetensors").',
    );
  }
  const named: NamedArray[] = [];
  const skipped: Skipped[] = [];
  for (const { name, dtype, layout } of tensors) {
    if (layout !== undefined) named.push({ key: name, source, layout });
    else {
      const reason = `${name} in ${source.name} holds values of type ${dtype}, which are not read.`;
      skipped.push(skip(source.name, name, new UserError(reason, 'Save float32.')));
    }
  }
  const { found: matrices, ...rest } = await foundArrays(
    source.name,
    named,
    (key) => `${key} in ${source.name}`,
  );
  const stated = { step: wholeNumber(metadata.step), batchSize: wholeNumber(metadata.batch_size) };
  return {
    found: matrices.map((matrix) => ({
      ...matrix,
      step: stated.step ?? matrix.step,
      batchSize: stated.batchSize ?? matrix.batchSize,
    })),
    skipped: [...skipped, ...rest.skipped],
    remarks: rest.remarks,
  };
}

/**
 * The arrays of a file with several as what was found.
 *
 * @param file - how errors call it
 * @param named - the arrays in it
 * @param subjectOf - how errors call an array
 */
export async function foundArrays(
  file: string,
  named: readonly NamedArray[],
  subjectOf: (key: string) => string,
): Promise<Required<Dump>> {
  const { arrays, factsOn, remarks } = await withoutSideArrays(named);
  const matrices: FoundMatrix[] = [];
  const skipped: Skipped[] = [];
  for (const { key, source, layout } of arrays) {
    try {
      const one = found(source, layout, key, subjectOf(key));
      matrices.push({ ...one, ...factsOn(one.matrix) });
    } catch (error) {
      skipped.push(skip(file, key, error));
    }
  }
  return { found: matrices, skipped, remarks };
}

/** An array in a source as what was found. */
function found(source: ByteSource, layout: ArrayLayout, key: string, subject: string): FoundMatrix {
  return { key, matrix: arrayMatrix(source, layout, subject), single: layout.shape.length === 1 };
}

/**
 * The entry for what cannot be read. Errors that are not the user's are thrown on.
 *
 * @param file - as the user named it
 * @param name - within the file
 * @param error - what reading it has thrown
 */
export function skip(file: string, name: string, error: unknown): Skipped {
  if (!(error instanceof UserError)) throw error;
  return { file, name, reason: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
