import { endianness } from 'node:os';
import { UserError } from '../../error.js';
import { draw, stream, type StableLaw } from '../../law/index.js';
import { blockLength } from './numbers.js';
import { jsonOf, numeralLines, written, writtenJsonArray } from './output.js';
import { lawOf, type LawOptions } from './parameters.js';

export interface DrawOptions extends LawOptions {
  readonly count?: number;
  readonly seed: number;
  readonly binary?: boolean;
  readonly json?: boolean;
}

/**
 * Writes draws, block by block: those of one call draw(law, n, stream(seed, 'stable draw')).
 *
 * @throws {UserError} when a parameter is not allowed, or bytes would go to a terminal
 */
export async function writeDraws(options: DrawOptions): Promise<void> {
  const law = lawOf(options);
  if (options.count === undefined) {
    throw new UserError('-n is missing.', 'Say how many numbers to draw, for example -n 1000.');
  }
  if (options.binary && process.stdout.isTTY) {
    throw new UserError('A terminal cannot show --binary.', 'Send it to a file or a program: > draws.bin');
  }
  const blocks = drawn(law, options.count, options.seed);
  if (options.json) {
    await written(`{"law":${jsonOf(law)},"seed":${options.seed},"values":`);
    await writtenJsonArray(blocks);
    await written('}\n');
    return;
  }
  for (const block of blocks) {
    if (!(await written(options.binary ? littleEndian(block) : numeralLines(block)))) return;
  }
}

function* drawn(law: StableLaw, count: number, seed: number): Generator<Float64Array, void, undefined> {
  const source = stream(seed, 'stable draw');
  for (let done = 0; done < count; done += blockLength) {
    yield draw(law, Math.min(blockLength, count - done), source);
  }
}

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === 'LE' ? bytes : bytes.swap64();
}
