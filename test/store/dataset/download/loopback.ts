import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Source } from '#heavytail/store/dataset/original';

/** A server on this machine that answers as a test wants, and remembers what it was asked. */
export interface Loopback {
  /** http://127.0.0.1:port */
  readonly origin: string;
  readonly requests: IncomingMessage[];
  readonly close: () => Promise<void>;
}

export async function serve(answer: RequestListener): Promise<Loopback> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, requests, close };
}

/** Bytes without pattern, the same in every run. */
export function someBytes(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sourceOf(address: string, bytes: Uint8Array, name = 'file.gz'): Source {
  return { address, name, bytes: bytes.length, sha256: sha256(bytes) };
}

/** Where the request wants to go on; 0 for the whole. */
export function rangeStart(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** Answers as a server in order does: with the rest that is asked for, or the whole. */
export function giveRest(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  etag = '"1"',
): void {
  const start =
    request.headers['if-range'] === undefined || request.headers['if-range'] === etag
      ? rangeStart(request)
      : 0;
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    'content-length': bytes.length - start,
    ...(start > 0 && { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` }),
  });
  response.end(bytes.subarray(start));
}

/** Sends the beginning of an answer that announces all bytes, and breaks off. */
export function breakOff(
  response: ServerResponse,
  bytes: Uint8Array,
  after: number,
  headers: object = { etag: '"1"' },
): void {
  response.writeHead(200, { 'content-length': bytes.length, ...headers });
  response.write(bytes.subarray(0, after), () => response.destroy());
}
