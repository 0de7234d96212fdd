import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { UserError } from '../../error.js';
import { damagedHint, checkRange, type ByteSource } from '../../format/index.js';
import { spoolStream, type Spool } from './spool.js';

/** Enough for the header of an npy file. */
const startLength = 1 << 17;

/** A compressed member of an archive. */
export interface Compressed {
  readonly name: string;
  /** Bytes when unpacked, as the archive states it. */
  readonly size: number;
  /** Check sum of the unpacked bytes. */
  readonly crc: number;
  readonly open: () => Promise<Readable>;
}

/**
 * A compressed member as a source of bytes. Its start is unpacked at once, the whole when more is read, into
 * a temporary file.
 */
export class InflatedMember implements ByteSource {
  private whole: Promise<ByteSource> | undefined;

  private constructor(
    private readonly member: Compressed,
    private readonly start: Uint8Array,
    private readonly spool: Spool,
  ) {}

  /**
   * Unpacks the start of a member.
   *
   * @throws {UserError} when it is damaged
   */
  static async open(member: Compressed, spool: Spool): Promise<InflatedMember> {
    const wanted = Math.min(member.size, startLength);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of member.size <= startLength ? checked(member) : unpacked(member)) {
      parts.push(part);
      length += part.length;
      if (length >= wanted && length < member.size) break;
    }
    return new InflatedMember(member, Buffer.concat(parts, length), spool);
  }

  get name(): string {
    return this.member.name;
  }

  get size(): number {
    return this.member.size;
  }

  async read(offset: number, length: number, reuse?: Uint8Array): Promise<Uint8Array> {
    checkRange(this, offset, length);
    if (offset + length <= this.start.length && this.whole === undefined)
      return Uint8Array.from(this.start.subarray(offset, offset + length));
    this.whole ??= this.unpack();
    return (await this.whole).read(offset, length, reuse);
  }

  private async unpack(): Promise<ByteSource> {
    await this.spool.expect(this.name, this.size);
    return spoolStream(this.spool, this.name, checked(this.member));
  }
}

async function* checked(member: Compressed): AsyncIterable<Uint8Array> {
  let sum = 0;
  for await (const bytes of unpacked(member)) {
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (sum !== member.crc) {
    throw new UserError(`${member.name} is damaged: its check sum does not agree.`, damagedHint);
  }
}

/** The unpacked bytes; at most `size`, and an error unless exactly so many. */
async function* unpacked({ name, size, open }: Compressed): AsyncIterable<Uint8Array> {
  let length = 0;
  try {
    for await (const bytes of await open()) {
      length += (bytes as Uint8Array).length;
      if (length > size) break;
      yield bytes as Uint8Array;
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${name} is damaged: it cannot be unpacked to the ${size} bytes that it states.`,
      damagedHint,
    );
  }
  if (length !== size) {
    const found = length > size ? 'more than' : `${length} and not`;
    throw new UserError(
      `${name} is damaged: it unpacks to ${found} the ${size} bytes that it states.`,
      damagedHint,
    );
  }
}
