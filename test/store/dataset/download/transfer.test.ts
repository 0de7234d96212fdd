import type { RequestListener } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Bench, bytes } from './bench.js';
import { sourceOf } from './loopback.js';

const bench = new Bench();

describe('an encoding that nobody asked for', () => {
  it.each<[string, RequestListener]>([
    [
      'around the file is taken off',
      (_, response) => {
        response.setHeader('content-encoding', 'gzip');
        response.end(gzipSync(bytes));
      },
    ],
    [
      'that names the compression of the file itself is passed over',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'x-gzip', 'content-length': bytes.length });
        response.end(bytes);
      },
    ],
  ])('%s', async (_, answer) => {
    const { origin, requests } = await bench.server(answer);
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    expect(requests[0].headers['accept-encoding']).toBe('identity');
  });

  // Chunk by chunk, without a length that would tell what the encoding is of.
  it.each<[string, string, Uint8Array, string | RegExp]>([
    ['gzip', 'is no gzip', bytes, /cannot be read: incorrect header check/],
    ['gzip', 'ends too early', gzipSync(bytes).subarray(0, 1000), /cannot be read: unexpected end of file/],
    [
      'gzip',
      'swells',
      gzipSync(new Uint8Array(5_000_000)),
      'sends more than the 60000 bytes of the original',
    ],
    ['br', 'is another one', brotliCompressSync(bytes), 'sends the encoding br, which was not asked for'],
  ])('of name %s that %s is refused', async (encoding, _, body, reason) => {
    const { origin } = await bench.server((__, response) => {
      response.setHeader('content-encoding', encoding);
      response.write(body);
      response.end();
    });
    const [said] = await bench.reasons([sourceOf(`${origin}/file`, bytes)]);
    expect(said).toMatch(reason);
  });
});
