import { extname } from 'node:path';
import { UserError } from '../../error.js';
import { npyMagic, type ByteSource } from '../../format/index.js';

/** The formats that are read. */
export type DumpFormat = 'npy' | 'npz' | 'safetensors' | 'csv' | 'parquet';

const extensions: Readonly<Record<string, DumpFormat>> = {
  '.npy': 'npy',
  '.npz': 'npz',
  '.safetensors': 'safetensors',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.parquet': 'parquet',
};

const pickles = ['.pt', '.pth', '.pkl', '.pickle', '.ckpt'];

/** What errors tell that would have been read. */
export const readableFormats = 'Read are .npy, .npz, .safetensors, .csv, .tsv and .parquet.';

/**
 * The format of a file: by its extension, else by its first bytes.
 *
 * @throws {UserError} when it is a pickle, or of no format that is read
 */
export async function recognise(source: ByteSource): Promise<DumpFormat> {
  const extension = extname(source.name).toLowerCase();
  if (source.size === 0)
    throw new UserError(
      `${source.name} is empty: it holds no bytes.`,
      'Write gradients to it, a row a minibatch.',
    );
  if (pickles.includes(extension)) throw pickleRefusal(source.name);
  if (Object.hasOwn(extensions, extension)) return extensions[extension];
  const start = await source.read(0, Math.min(512, source.size));
  const format = byFirstBytes(start);
  if (format !== undefined) return format;
  if (start[0] === 0x80 && start[1] >= 2 && start[1] <= 5) throw pickleRefusal(source.name);
  const other = others.find(({ magic }) => magic.every((byte, i) => start[i] === byte));
  const what = other === undefined ? 'of no format that is read' : `a ${other.name} file, which is not read`;
  throw new UserError(`${source.name} is ${what}.`, other?.hint ?? readableFormats);
}

const others: readonly { magic: readonly number[]; name: string; hint: string }[] = [
  { magic: [0x1f, 0x8b], name: 'gzip', hint: 'Unpack it first: gunzip FILE.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstd', hint: 'Unpack it first: unzstd FILE.' },
  { magic: [0x89, 0x48, 0x44, 0x46], name: 'HDF5', hint: 'Save each data set with np.savez.' },
];

function byFirstBytes(start: Uint8Array): DumpFormat | undefined {
  const startsWith = (bytes: Iterable<number>) => [...bytes].every((byte, i) => start[i] === byte);
  if (startsWith(npyMagic)) return 'npy';
  if (startsWith([0x50, 0x4b, 3, 4]) || startsWith([0x50, 0x4b, 5, 6])) return 'npz';
  if (startsWith([0x50, 0x41, 0x52, 0x31])) return 'parquet';
  // The header of safetensors: its length as a 64-bit number, then a brace.
  if (start[8] === 0x7b && start[5] === 0 && start[6] === 0 && start[7] === 0) return 'safetensors';
  return looksLikeNumbers(start) ? 'csv' : undefined;
}

function looksLikeNumbers(start: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(start);
  if (!/^[\x20-\x7e\t\r\n]+$/.test(text)) return false;
  return (/\d/.test(text) && /[,;\t|]/.test(text)) || /^\s*[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?\s*$/m.test(text);
}

/** The refusal of a pickle, with the lines of Python that convert it. */
export function pickleRefusal(name: string): UserError {
  const convert = /\.(pkl|pickle)$/i.test(name)
    ? [`arrays = pickle.load(open("${name}", "rb"))`, 'np.savez("gradients.npz", **arrays)']
    : [
        `tensors = torch.load("${name}", map_location="cpu", weights_only=True)`,
        'tensors = {k: v.contiguous() for k, v in tensors.items()}',
        'safetensors.torch.save_file(tensors, "gradients.safetensors")',
      ];
  return new UserError(
    `${name} is a pickle, which could run any code when opened and is never read.`,
    `If you trust it, and it holds arrays by name, convert it once in Python:\n${convert.join('\n')}`,
  );
}
