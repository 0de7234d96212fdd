import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { DownloadEvent } from '#heavytail/store/dataset/download/download';
import { describe, expect, it } from 'vitest';
import { Bench, bytes, half, right } from './bench.js';
import { breakOff, giveRest, rangeStart, sourceOf } from './loopback.js';

const bench = new Bench();

describe('a file that is downloaded', () => {
  it('is whole, alone under its name, and has been followed', async () => {
    const { origin, requests } = await bench.server(right);
    const events: DownloadEvent[] = [];
    const source = sourceOf(`${origin}/file`, bytes);
    const content = await bench.fetched([source], { onEvent: (event) => events.push(event) });
    expect(content.equals(bytes)).toBe(true);
    expect(bench.files()).toEqual(['file.gz']);
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined]);
    expect(events[0]).toEqual({ type: 'asked', source, received: 0 });
    expect(events.at(-1)).toEqual({ type: 'received', source, received: bytes.length });
  });

  it('goes on where the server broke off, if it is still the same file there', async () => {
    const { origin, requests } = await bench.server((request, response) =>
      requests.length === 1 ? breakOff(response, bytes, half) : giveRest(request, response, bytes),
    );
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    const [, second] = requests;
    expect(second.headers['if-range']).toBe('"1"');
    expect(rangeStart(second)).toBeGreaterThan(0);
    expect(rangeStart(second)).toBeLessThanOrEqual(half);
    expect(requests).toHaveLength(2);
  });

  it('does not take a weak tag for a promise of the same bytes', async () => {
    const { origin, requests } = await bench.server((request, response) =>
      requests.length === 1
        ? breakOff(response, bytes, half, { etag: 'W/"1"' })
        : giveRest(request, response, bytes),
    );
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    expect(requests[1].headers['if-range']).toBeUndefined();
  });

  it('is fetched whole when it has changed since the server broke off', async () => {
    const other = bytes.map((byte) => byte ^ 1);
    const { origin, requests } = await bench.server((request, response) =>
      requests.length === 1
        ? breakOff(response, other, half, { etag: '"0"' })
        : giveRest(request, response, bytes),
    );
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  it('is fetched whole when its pieces do not fit together', async () => {
    const other = bytes.map((byte) => byte ^ 1);
    const { origin, requests } = await bench.server((request, response) =>
      requests.length === 1 ? breakOff(response, other, half, {}) : giveRest(request, response, bytes),
    );
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    expect(requests.map(({ headers }) => headers.range !== undefined)).toEqual([false, true, false]);
  });

  it('goes on at another address', async () => {
    const first = await bench.server((_, response) => breakOff(response, bytes, half));
    const second = await bench.server(right);
    // The first one breaks off whatever it is asked: its second answer brings nothing new.
    const sources = [first, second].map(({ origin }) => sourceOf(`${origin}/file`, bytes));
    expect((await bench.fetched(sources)).equals(bytes)).toBe(true);
    expect(bench.files()).toEqual(['file.gz']);
  });

  const rangeless: [string, RequestListener][] = [
    ['sends the whole', (_, response) => response.end(bytes)],
    [
      'sends another piece',
      (request, response) => {
        if (rangeStart(request) === 0) return response.end(bytes);
        response.writeHead(206, { 'content-range': `bytes 7-${bytes.length - 1}/${bytes.length}` });
        return response.end(bytes.subarray(7));
      },
    ],
    [
      'sends a piece of a file of another length',
      (request, response) => {
        const start = rangeStart(request);
        if (start === 0) return response.end(bytes);
        response.writeHead(206, { 'content-range': `bytes ${start}-${bytes.length}/${bytes.length + 1}` });
        return response.end(bytes.subarray(start - 1));
      },
    ],
    [
      'does not say which piece it sends',
      (request, response) => {
        if (rangeStart(request) === 0) return response.end(bytes);
        response.writeHead(206);
        return response.end(bytes.subarray(0, 10));
      },
    ],
    [
      'refuses pieces',
      (request, response) => {
        if (rangeStart(request) === 0) return response.end(bytes);
        response.writeHead(416, { 'content-range': `bytes */${bytes.length}` });
        return response.end();
      },
    ],
  ];
  it.each(rangeless)('is fetched whole from a server that %s when asked for the rest', async (_, answer) => {
    const { origin, requests } = await bench.server((request, response) =>
      requests.length === 1 ? breakOff(response, bytes, half) : answer(request, response),
    );
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
  });

  it('is accepted in chunks of unannounced length, and after redirections', async () => {
    const { origin, requests } = await bench.server((request, response) => {
      if (request.url === '/file') {
        response.write(bytes.subarray(0, half));
        return response.end(bytes.subarray(half));
      }
      response.writeHead(request.url === '/a' ? 301 : 307, {
        location: request.url === '/a' ? 'b' : '/file',
      });
      return response.end('moved');
    });
    expect((await bench.fetched([sourceOf(`${origin}/a`, bytes)])).equals(bytes)).toBe(true);
    expect(requests.map(({ url }) => url)).toEqual(['/a', '/b', '/file']);
  });

  it('keeps its range on a redirection to another server', async () => {
    const target = await bench.server(right);
    const { origin, requests } = await bench.server((_, response) => {
      if (requests.length === 1) return breakOff(response, bytes, half);
      response.writeHead(302, { location: `${target.origin}/moved` });
      return response.end();
    });
    expect((await bench.fetched([sourceOf(`${origin}/file`, bytes)])).equals(bytes)).toBe(true);
    expect(rangeStart(target.requests[0])).toBeGreaterThan(0);
  });
});

describe('an interrupted download', () => {
  it('leaves its part, from which the next one goes on', async () => {
    const { origin, requests } = await bench.server((request, response) => {
      if (requests.length > 1) return giveRest(request, response, bytes);
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, half));
    });
    const source = sourceOf(`${origin}/file`, bytes);
    const controller = new AbortController();
    const interrupted = bench.fetched([source], {
      signal: controller.signal,
      onEvent: (event) => event.type === 'received' && event.received === half && controller.abort(),
    });
    await expect(interrupted).rejects.toMatchObject({ name: 'AbortError' });
    expect(bench.files()).toHaveLength(1);
    expect(bench.files()).toEqual(bench.files());
    const asked: number[] = [];
    await bench.fetched([source], {
      onEvent: (event) => event.type === 'asked' && asked.push(event.received),
    });
    expect(asked).toEqual([half]);
    expect(rangeStart(requests[1])).toBe(half);
    expect(bench.files()).toEqual(['file.gz']);
    expect(readFileSync(join(bench.folder, 'file.gz')).equals(bytes)).toBe(true);
  });

  it.each<[string, RequestListener]>([
    ['a defect', (_, response) => response.writeHead(503).end()],
    ['a lost file', (_, response) => response.writeHead(404).end()],
    [
      'a page to log in',
      (_, response) => {
        response.setHeader('content-type', 'text/html');
        response.end('<html>');
      },
    ],
    ['a file of another length', (_, response) => response.end(bytes.subarray(1))],
    ['silence', () => {}],
  ])('loses nothing of its part to %s', async (_, answer) => {
    const first = await bench.server((__, response) => breakOff(response, bytes, half));
    const second = await bench.server(answer);
    const third = await bench.server(right);
    const sources = [first, second, third].map(({ origin }) => sourceOf(`${origin}/file`, bytes));
    expect((await bench.fetched(sources, { answerMs: 1000 })).equals(bytes)).toBe(true);
    expect(rangeStart(third.requests[0])).toBe(half);
  });

  it('leaves nothing when nothing had arrived', async () => {
    const controller = new AbortController();
    const { origin } = await bench.server(() => controller.abort());
    const source = sourceOf(`${origin}/file`, bytes);
    await expect(bench.fetched([source], { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(bench.files()).toEqual([]);
  });

  it('ends a pause at once', async () => {
    const { origin } = await bench.server((_, response) => response.writeHead(503).end());
    const controller = new AbortController();
    const waiting = bench.fetched([sourceOf(`${origin}/file`, bytes)], {
      pausesMs: [3_600_000],
      signal: controller.signal,
      onEvent: (event) => event.type === 'waits' && setImmediate(() => controller.abort()),
    });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
