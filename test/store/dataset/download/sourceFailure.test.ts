import type { RequestListener } from 'node:http';
import type { DownloadFailure } from '#heavytail/store/dataset/download/download';
import { describe, expect, it } from 'vitest';
import { Bench, bytes, half, right } from './bench.js';
import { breakOff, giveRest, rangeStart, someBytes, sourceOf } from './loopback.js';

const bench = new Bench();

describe('an address that does not give the file', () => {
  const fails: [string, RequestListener, string | RegExp][] = [
    ['does not know it', (_, response) => response.writeHead(404).end('no'), 'answers 404'],
    ['forbids it', (_, response) => response.writeHead(403).end(), 'answers 403'],
    ['has a defect', (_, response) => response.writeHead(500).end('oh'), 'answers 500'],
    ['has no content', (_, response) => response.writeHead(204).end(), 'answers 204'],
    [
      'sends a piece unasked',
      (_, response) =>
        response.writeHead(206, { 'content-range': `bytes 0-9/${bytes.length}` }).end(bytes.subarray(0, 10)),
      'answers 206',
    ],
    [
      'redirects to itself',
      (_, response) => response.writeHead(302, { location: '/file' }).end(),
      'redirects more than 5 times',
    ],
    [
      'redirects ever further',
      (request, response) => response.writeHead(302, { location: `${request.url}x` }).end(),
      'redirects more than 5 times',
    ],
    [
      'redirects out of the web',
      (_, response) => response.writeHead(302, { location: 'ftp://127.0.0.1/file' }).end(),
      'redirects to "ftp://127.0.0.1/file", which is no address',
    ],
    [
      'redirects nowhere',
      (_, response) => response.writeHead(302, { location: 'http://[' }).end(),
      'redirects to "http://[", which is no address',
    ],
    [
      'sends a web page',
      (_, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end('<html>Please log in.</html>');
      },
      'sends a web page instead of the file',
    ],
    [
      'sends other bytes',
      (_, response) => response.end(bytes.map((b) => b ^ 1)),
      /sends other bytes than the original/,
    ],
    [
      'announces fewer bytes',
      (_, response) => response.end(bytes.subarray(0, half)),
      'announces 30000 bytes where 60000 are expected',
    ],
    [
      'announces more bytes',
      (_, response) => response.end(someBytes(60_001)),
      'announces 60001 bytes where 60000 are expected',
    ],
    [
      'sends more than it should in chunks',
      (_, response) => {
        // For as long as somebody listens.
        const more = () => response.write(bytes, () => (response.destroyed ? undefined : more()));
        more();
      },
      'sends more than the 60000 bytes of the original',
    ],
    [
      'ends too early in chunks',
      (request, response) => {
        response.write(bytes.subarray(0, request.headers.range ? 0 : half));
        response.end();
      },
      'ends before the file does',
    ],
    ['breaks off before it answers', (request) => request.socket.destroy(), 'broke off the connection'],
    [
      'speaks another language',
      (request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
      /^does not speak HTTP: /,
    ],
    ['breaks off always', (_, response) => breakOff(response, bytes, half), 'broke off the connection'],
  ];

  it.each(fails)('%s: the next one is asked, and nothing wrong stays', async (_, answer, reason) => {
    const wrong = await bench.server(answer);
    const source = sourceOf(`${wrong.origin}/file`, bytes);
    const [said] = await bench.reasons([source]);
    expect(said).toMatch(reason);
    expect(bench.files().filter((name) => !name.endsWith('.part'))).toEqual([]);
    const good = await bench.server(right);
    const failed: string[] = [];
    const content = await bench.fetched([source, sourceOf(`${good.origin}/file`, bytes)], {
      onEvent: (event) => event.type === 'failed' && failed.push(event.reason),
    });
    expect(content.equals(bytes)).toBe(true);
    expect(failed).toHaveLength(1);
    expect(bench.files()).toEqual(['file.gz']);
  });

  it('is asked again after a pause, unless it never will give the file', async () => {
    const busy = await bench.server((request, response) =>
      busy.requests.length < 3 ? response.writeHead(503).end() : giveRest(request, response, bytes),
    );
    const gone = await bench.server((_, response) => response.writeHead(410).end());
    const waits: number[] = [];
    const sources = [gone, busy].map(({ origin }) => sourceOf(`${origin}/file`, bytes));
    await bench.fetched(sources, {
      pausesMs: [1, 2],
      onEvent: (event) => event.type === 'waits' && waits.push(event.ms),
    });
    expect([gone.requests.length, busy.requests.length]).toEqual([1, 3]);
    expect(waits).toEqual([1, 2]);
    const failing = await bench.server((_, response) => response.writeHead(503).end());
    expect(await bench.reasons([sourceOf(`${failing.origin}/file`, bytes)], { pausesMs: [1, 1, 1] })).toEqual(
      ['answers 503'],
    );
    expect(failing.requests).toHaveLength(4);
  });

  it('is left when it falls silent, before or after its first bytes', async () => {
    const mute = await bench.server(() => {});
    const faltering = await bench.server((request, response) => {
      if (rangeStart(request) > 0) return response.writeHead(404).end();
      response.writeHead(200, { 'content-length': bytes.length });
      return response.write(bytes.subarray(0, half));
    });
    const [silent, broken] = [mute, faltering].map(({ origin }) => sourceOf(`${origin}/file`, bytes));
    expect(await bench.reasons([silent], { answerMs: 10 })).toEqual(['does not answer within 0.01 s']);
    // Long enough for the first bytes to arrive, however busy the machine is.
    expect(await bench.reasons([broken], { idleMs: 1000 })).toEqual(['answers 404']);
    expect(faltering.requests.map(rangeStart)).toEqual([0, half]);
    // What the second one sent before it fell silent is kept.
    const good = await bench.server(right);
    await bench.fetched([sourceOf(`${good.origin}/file`, bytes)]);
    expect(rangeStart(good.requests[0])).toBe(half);
  });

  it('is said to be out of reach when nothing listens there', async () => {
    const { origin, close } = await bench.server(right);
    await close();
    const failure = await bench
      .fetched([sourceOf(`${origin}/file`, bytes)], {
        // There is no second round: without a network it would take as long as the first.
        pausesMs: [1],
        onEvent: ({ type }) => expect(type).not.toBe('waits'),
      })
      .catch((error: DownloadFailure) => error);
    expect(failure).toMatchObject({ offline: true, failures: [[{}, { message: 'refuses the connection' }]] });
    expect(bench.files()).toEqual([]);
  });
});
