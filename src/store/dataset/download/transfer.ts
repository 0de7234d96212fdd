import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Source } from '../original.js';
import type { Answer, Network } from './network.js';
import type { Part } from './part.js';
import { Silence, type Waiting } from './silence.js';
import { asFailure, SourceFailure } from './sourceFailure.js';

export interface TransferOptions {
  readonly network: Network;
  readonly waiting: Waiting;
  readonly signal: AbortSignal;
  /** Called with the number of bytes that are there, as they come. */
  readonly onBytes: (received: number) => void;
}

/** A server that breaks off so often is left. */
const mostRequests = 50;

/**
 * Brings a part to the length and the checksum of its file. Asks for what is missing only; a server that
 * cannot do that sends the whole, and a file whose pieces do not fit together is fetched in one piece.
 *
 * @throws {SourceFailure} when the address does not give the file
 * @throws {UserError} when the part cannot be written
 */
export async function transfer(source: Source, part: Part, options: TransferOptions): Promise<void> {
  const isOfOnePiece = await complete(source, part, options);
  if (part.sha256() === source.sha256) return;
  part.empty();
  if (!isOfOnePiece) {
    await complete(source, part, options);
    if (part.sha256() === source.sha256) return;
    part.empty();
  }
  throw new SourceFailure('sends other bytes than the original (the checksum differs)', 'lasting');
}

/** Fills the part to its length; whether all of it came in one answer. */
async function complete(source: Source, part: Part, options: TransferOptions): Promise<boolean> {
  if (part.size > source.bytes) part.empty();
  const wasEmpty = part.size === 0;
  const file: Recognised = {};
  let requests = 0;
  for (; part.size < source.bytes; requests++) {
    const before = part.size;
    try {
      await fetchRest(source, part, file, options);
      if (part.size < source.bytes) throw new SourceFailure('ends before the file does', 'passing');
    } catch (error) {
      const failure = options.signal.aborted ? options.signal.reason : asFailure(error);
      const goesOn = failure instanceof SourceFailure && failure.kind !== 'lasting' && part.size > before;
      if (!goesOn || requests === mostRequests) throw failure;
    }
  }
  return wasEmpty && requests === 1;
}

/** By what a later request recognises the file that an earlier one got a piece of. */
interface Recognised {
  etag?: string;
}

/** One request for what is missing. */
async function fetchRest(
  source: Source,
  part: Part,
  file: Recognised,
  { network, waiting, signal, onBytes }: TransferOptions,
): Promise<void> {
  const silence = new Silence(waiting, signal);
  try {
    let answer = await network.ask(source.address, requestHeaders(part.size, file.etag), silence.signal);
    const from = continues(answer, source, part.size) ? part.size : 0;
    if (part.size > 0 && from === 0 && [206, 416].includes(answer.status)) {
      answer.discard();
      answer = await network.ask(source.address, requestHeaders(0), silence.signal);
    }
    silence.broken();
    const body = bodyOf(answer, source, from);
    // An answer that gives nothing costs nothing of what is there.
    if (from === 0) part.empty();
    file.etag = strongTag(answer);
    try {
      for await (const bytes of body) {
        silence.broken();
        if (part.size + bytes.length > source.bytes) {
          part.empty();
          throw new SourceFailure(`sends more than the ${source.bytes} bytes of the original`, 'lasting');
        }
        part.append(bytes);
        onBytes(part.size);
      }
    } catch (error) {
      throw silence.signal.aborted ? silence.signal.reason : error;
    } finally {
      answer.discard();
    }
  } finally {
    silence.end();
  }
}

function requestHeaders(from: number, etag?: string): Record<string, string> {
  return {
    'user-agent': 'heavytail',
    'accept-encoding': 'identity',
    ...(from > 0 && { range: `bytes=${from}-` }),
    ...(from > 0 && etag !== undefined && { 'if-range': etag }),
  };
}

/** Whether the answer is the rest of the file, and no other piece of it. */
function continues(answer: Answer, { bytes }: Source, from: number): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.header('content-range') ?? '');
  if (answer.status !== 206 || range === null || answer.header('content-encoding') !== undefined)
    return false;
  const [first, , whole] = range.slice(1);
  return Number(first) === from && (whole === '*' || Number(whole) === bytes);
}

/** The bytes of the file that the answer holds. */
function bodyOf(answer: Answer, { bytes }: Source, from: number): AsyncIterable<Uint8Array> {
  const { status, header } = answer;
  const refuse = (message: string, kind: SourceFailure['kind'] = 'lasting') => {
    answer.discard();
    return new SourceFailure(message, kind);
  };
  if (status !== (from > 0 ? 206 : 200)) {
    const passes = status >= 500 || [408, 425, 429].includes(status);
    throw refuse(`answers ${status}`, passes ? 'passing' : 'lasting');
  }
  if (/^(text\/html|application\/xhtml)/i.test(header('content-type') ?? '')) {
    throw refuse('sends a web page instead of the file');
  }
  const announced = header('content-length');
  const length = announced === undefined ? undefined : Number(announced);
  const encoding = header('content-encoding') ?? 'identity';
  // Some servers call the file's own compression the encoding of the answer: then the length is the file's.
  if (encoding === 'identity' || length === bytes - from) {
    if (length === undefined || length === bytes - from) return answer.body;
    throw refuse(`announces ${length} bytes where ${bytes - from} are expected`);
  }
  if (/^(x-)?gzip$/i.test(encoding)) return unpacked(answer.body);
  throw refuse(`sends the encoding ${encoding}, which was not asked for`);
}

function unpacked(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // Errors come out where the bytes are read.
  return pipeline(body, createGunzip(), () => {});
}

/** A weak tag (W/"…") does not promise the same bytes. */
function strongTag(answer: Answer): string | undefined {
  const tag = answer.header('etag');
  return tag?.startsWith('"') ? tag : undefined;
}
