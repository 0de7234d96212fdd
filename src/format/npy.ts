import { UserError } from '../error.js';
import { countElements, describeShape, type ArrayLayout } from './arrayLayout.js';
import type { ByteSource } from './byteSource.js';
import { damagedHint } from './damage.js';
import { elementsOf, type ElementName, type Elements } from './elements.js';
import { parsePythonLiteral, type PythonValue } from './pythonLiteral.js';

/** The bytes with which an npy file begins. */
export const npyMagic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy itself refuses headers over 10,000 bytes; arrays of plain numbers need about 120. */
const longestHeader = 65_536;

/**
 * Reads the header of an npy file (versions 1 to 3 of the format of numpy.lib.format) and checks it
 * against the length of the file.
 *
 * @param source - one array, from its first byte to its last
 * @throws {UserError} when it is no npy file, holds something else than plain numbers, or header and
 *   length disagree
 */
export async function readNpyLayout(source: ByteSource): Promise<ArrayLayout> {
  const { name, size } = source;
  const extent = headerExtent(name, size, await source.read(0, Math.min(startBytes, size)));
  return layoutOf(name, size, extent, await source.read(extent.prefix, extent.length));
}

/**
 * The same of an npy file that lies in memory.
 *
 * @throws {UserError} as readNpyLayout
 */
export function npyLayout(name: string, bytes: Uint8Array): ArrayLayout {
  const extent = headerExtent(name, bytes.length, bytes.subarray(0, startBytes));
  const { prefix, length } = extent;
  return layoutOf(name, bytes.length, extent, bytes.subarray(prefix, prefix + length));
}

/** Bytes that say how long the header is. */
const startBytes = 12;

/** Where the text of the header lies. */
interface HeaderExtent {
  readonly version: number;
  readonly prefix: number;
  readonly length: number;
}

function headerExtent(name: string, size: number, start: Uint8Array): HeaderExtent {
  if (!npyMagic.every((byte, i) => start[i] === byte)) {
    throw new UserError(
      `${name} is not an npy file: it does not begin with the six bytes of NumPy.`,
      damagedHint,
    );
  }
  const version = start[6];
  const prefix = version === 1 ? 10 : startBytes;
  if (start.length < prefix) throw new UserError(`${name} ends within its header.`, damagedHint);
  if (version < 1 || version > 3 || start[7] !== 0) {
    throw new UserError(
      `${name} is of version ${version}.${start[7]} of the npy format; 1.0, 2.0 and 3.0 are read.`,
      'Write it again with np.save.',
    );
  }
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) {
    throw new UserError(
      `${name} announces a header of ${length} bytes; at most ${longestHeader} are read.`,
      'Save an array of plain numbers: np.save("gradients.npy", array).',
    );
  }
  if (prefix + length > size)
    throw new UserError(`${name} ends within its header of ${length} bytes.`, damagedHint);
  return { version, prefix, length };
}

function layoutOf(
  name: string,
  size: number,
  { version, prefix, length }: HeaderExtent,
  header: Uint8Array,
): ArrayLayout {
  const dict = parseHeader(name, new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(header));
  const elements = elementsOfDescription(name, dict.descr);
  const { shape, fortranOrder } = dict;
  const offset = prefix + length;
  const expected = countElements(shape, name) * elements.bytes;
  const found = size - offset;
  if (found !== expected) {
    const announced =
      `${name} announces ${describeShape(shape)} values of ${elements.name}, ${expected} bytes, ` +
      `and holds ${found}`;
    if (found < expected) throw new UserError(`${announced}: it is truncated.`, damagedHint);
    throw new UserError(
      `${announced}: something follows the array.`,
      'One array per file is read; save several with np.savez.',
    );
  }
  return { elements, shape, fortranOrder, offset };
}

interface Header {
  readonly descr: PythonValue;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

function parseHeader(name: string, text: string): Header {
  let dict: PythonValue;
  try {
    dict = parsePythonLiteral(text);
  } catch (error) {
    throw new UserError(
      `${name} has a header that NumPy does not write (${(error as Error).message}): "${excerpt(text)}".`,
      damagedHint,
    );
  }
  const keys = dict instanceof Map ? [...dict.keys()].sort().join() : '';
  if (!(dict instanceof Map) || keys !== 'descr,fortran_order,shape') {
    throw new UserError(
      `${name} has a header without exactly descr, fortran_order and shape: "${excerpt(text)}".`,
      damagedHint,
    );
  }
  const shape = dict.get('shape');
  const fortranOrder = dict.get('fortran_order');
  const isShape =
    Array.isArray(shape) &&
    shape.length <= 64 &&
    shape.every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!isShape || typeof fortranOrder !== 'boolean') {
    throw new UserError(
      `${name} has a header whose shape is no tuple of sizes, ` +
        `or whose fortran_order is neither True nor False: "${excerpt(text)}".`,
      damagedHint,
    );
  }
  return { descr: dict.get('descr') as PythonValue, fortranOrder, shape: shape as number[] };
}

function excerpt(text: string): string {
  const shown = text.slice(0, 120).replace(/[^ -~]/g, '?');
  return shown.trim();
}

const numbers: Readonly<Record<string, ElementName>> = {
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
  i1: 'int8',
  i2: 'int16',
  i4: 'int32',
  i8: 'int64',
  u1: 'uint8',
  u2: 'uint16',
  u4: 'uint32',
  u8: 'uint64',
  b1: 'bool',
};

const others: Readonly<Record<string, string>> = {
  c: 'complex numbers',
  S: 'byte strings',
  U: 'strings',
  a: 'byte strings',
  M: 'dates',
  m: 'durations',
  f: 'floats of another length',
};

const asFloat = (name: string) => `Save it as plain numbers: np.save("${name}", array.astype("float32")).`;

function elementsOfDescription(name: string, descr: PythonValue): Elements {
  if (typeof descr !== 'string') {
    throw new UserError(
      `${name} holds records of several fields; arrays of one type of number are read.`,
      'Save each field as an array of its own: np.savez("fields.npz", **{f: a[f] for f in a.dtype.names}).',
    );
  }
  const order = descr[0];
  const code = descr.slice(1);
  const element = Object.hasOwn(numbers, code) ? numbers[code] : undefined;
  const orders = element !== undefined && code.endsWith('1') ? '|<>' : '<>';
  if (element !== undefined && orders.includes(order)) return elementsOf(element, order !== '>');
  if (code.startsWith('O')) {
    const convert = [
      `a = np.load("${name}", allow_pickle=True)`,
      'np.save("numbers.npy", np.stack(list(a)).astype("float32"))',
    ];
    throw new UserError(
      `${name} holds Python objects (a pickle), which could run any code when opened and are never read.`,
      `If you trust it, convert it once in Python:\n${convert.join('\n')}`,
    );
  }
  if (code.startsWith('V')) {
    throw new UserError(
      `${name} holds values that NumPy itself cannot name (${excerpt(descr)}), bfloat16 perhaps.`,
      asFloat(name),
    );
  }
  const kind = Object.hasOwn(others, code[0] ?? '') ? others[code[0]] : 'values of an unknown type';
  throw new UserError(
    `${name} holds ${kind} (dtype ${excerpt(descr)}); real numbers are read.`,
    asFloat(name),
  );
}
