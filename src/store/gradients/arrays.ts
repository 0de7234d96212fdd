import { UserError } from '../../error.js';
import {
  arrayMatrix,
  readNpyLayout,
  readSafetensorsHeader,
  type ArrayLayout,
  type ByteSource,
} from '../../format/index.js';
import type { Dump, FoundMatrix, Skipped } from './dump.js';

/** Reads an npy file: one array. */
export async function readNpyDump(source: ByteSource): Promise<Dump> {
  const layout = await readNpyLayout(source);
  return { found: [found(source, layout, '', source.name)], skipped: [] };
}

/** Reads a safetensors file: a tensor a layer, and the metadata of heavytail's recorders. */
export async function readSafetensorsDump(source: ByteSource): Promise<Dump> {
  const { metadata, tensors } = await readSafetensorsHeader(source);
  const stated = { step: wholeNumber(metadata.step), batchSize: wholeNumber(metadata.batch_size) };
  const matrices: FoundMatrix[] = [];
  const skipped: Skipped[] = [];
  for (const { name, dtype, layout } of tensors) {
    try {
      if (layout === undefined) throw new UserError(`Values of type ${dtype} are not read.`, 'Save float32.');
      matrices.push({ ...found(source, layout, name, `${name} in ${source.name}`), ...stated });
    } catch (error) {
      skipped.push(skip(source.name, name, error));
    }
  }
  return { found: matrices, skipped };
}

/** An array in a source as what was found. */
export function found(source: ByteSource, layout: ArrayLayout, key: string, subject: string): FoundMatrix {
  return { key, matrix: arrayMatrix(source, layout, subject), single: layout.shape.length === 1 };
}

/**
 * The entry for what cannot be read. Errors that are not the user's are thrown on.
 *
 * @param name - within the file
 */
export function skip(file: string, name: string, error: unknown): Skipped {
  if (!(error instanceof UserError)) throw error;
  return { file, name, reason: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
