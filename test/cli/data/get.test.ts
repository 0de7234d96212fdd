import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { receivedLine } from '#heavytail/cli/data/progress';
import { Rate } from '#heavytail/cli/data/rate';
import { size } from '#heavytail/cli/data/words';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { giveRest, rangeStart, serve, type Loopback } from '../../store/dataset/download/loopback.js';
import { smallCifar, smallMnist } from '../../store/dataset/smallOriginals.js';
import { heavytail, run, type RunOptions } from '../command.js';
import { folders, isPlain } from './ownFolder.js';

const newFolder = folders('get');
let folder: string;
beforeEach(() => {
  folder = newFolder();
});

describe('heavytail data get', () => {
  const script = fileURLToPath(new URL('./example/get.mjs', import.meta.url));
  let server: Loopback;
  let served: Record<string, Uint8Array>;
  /** Paths that are answered up to the middle only. */
  let halting: Set<string>;
  let catalogue: string;

  beforeEach(async () => {
    halting = new Set();
    server = await serve((request, response) => {
      const bytes = served[request.url!];
      if (bytes === undefined) response.writeHead(404).end();
      else if (halting.has(request.url!)) {
        response.writeHead(200, { 'content-length': bytes.length });
        response.write(bytes.subarray(0, bytes.length / 2));
      } else giveRest(request, response, bytes);
    });
    const both = [smallMnist(server.origin), await smallCifar(server.origin)];
    served = Object.assign({}, ...both.map((small) => small.served)) as Record<string, Uint8Array>;
    catalogue = join(folder, 'catalogue.json');
    writeFileSync(catalogue, JSON.stringify(both.map(({ entry }) => entry)));
  });
  afterEach(() => server.close());

  const get = (names: readonly string[], options: RunOptions = {}) =>
    run(script, [catalogue, join(folder, 'data'), ...names], options);

  it('downloads what is named, says where it is, and does nothing the second time', async () => {
    const first = await get(['mnist', 'cifar10']);
    expect(first.code).toBe(0);
    expect(first.out).toBe(
      `MNIST is there, 4 files as in the original: ${join(folder, 'data', 'mnist')}\n` +
        `CIFAR-10 is there, 3 files as in the original: ${join(folder, 'data', 'cifar10')}\n`,
    );
    expect(isPlain(first.err)).toBe(true);
    expect(first.err).toContain('Unpacking cifar-10-binary.tar.gz.');
    const { length } = server.requests;
    const second = await get(['mnist']);
    expect([second.code, second.err]).toEqual([0, '']);
    expect(second.out).toContain('MNIST is already there');
    expect(server.requests).toHaveLength(length);
  });

  it('goes on with the next one when one cannot be had, and ends with 1', async () => {
    delete served['/t10k-labels-idx1-ubyte.gz'];
    const { code, out, err } = await get(['mnist', 'cifar10']);
    expect(code).toBe(1);
    expect(out).toContain('CIFAR-10 is there');
    expect(err).toContain('MNIST could not be downloaded.\n');
    expect(err).toContain('t10k-labels-idx1-ubyte.gz\n    answers 404\n');
  });

  it('tries no other one without a network', async () => {
    await server.close();
    const { code, out, err } = await get(['mnist', 'cifar10']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('MNIST could not be downloaded: no address can be reached.\n');
    expect(err).not.toContain('CIFAR-10');
    expect(err).not.toMatch(/^ +at /m);
  });

  it('keeps what has arrived when it is interrupted, ends with 130, and goes on from there', async () => {
    halting.add('/archive');
    const parts = join(folder, 'data', 'cifar10');
    mkdirSync(parts, { recursive: true });
    let child: ChildProcess | undefined;
    const interrupt = () => {
      const [part] = readdirSync(parts);
      if (child?.killed === false && part !== undefined && statSync(join(parts, part)).size > 0) {
        child.kill('SIGINT');
      }
    };
    const watcher = watch(parts, interrupt);
    const first = await get(['cifar10'], {
      onErr: (_, process) => {
        child = process;
        interrupt();
      },
    });
    watcher.close();
    expect(first.code).toBe(130);
    expect(first.err).toMatch(
      /Interrupted\. What has arrived is kept; this goes on where it ended:\n {2}node /,
    );
    halting.clear();
    const second = await get(['cifar10']);
    expect(second.code).toBe(0);
    expect(rangeStart(server.requests.at(-1)!)).toBeGreaterThan(0);
  });

  it('may run twice at once', async () => {
    const both = await Promise.all([get(['mnist']), get(['mnist'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(join(folder, 'data', 'mnist'))).toHaveLength(4);
  });

  it.each([
    [
      ['procedural-digits'],
      'procedural-digits are drawn by heavytail itself: there is no file to get or check.',
    ],
    [['npy:mine'], 'npy:mine is a data set of your own: there is no original to get or check.'],
    [['mnist', 'letters'], 'There is no data set "letters".'],
    [[], 'No data set is named.'],
  ])('refuses %j before any work', async (names, sentence) => {
    const { code, err } = await heavytail(['data', 'get', ...names, '--data', join(folder, 'new')]);
    expect(code).toBe(1);
    expect(err.split('\n')[0]).toBe(sentence);
    expect(readdirSync(folder)).toEqual(['catalogue.json']);
  });

  it('says when the folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, err } = await heavytail(['data', 'get', 'mnist', '--data', join(folder, 'file')]);
    expect(code).toBe(1);
    expect(err).toMatch(/file cannot be written: a part of this path is a file, not a folder\.\n/);
  });

  it.each(['list', 'get', 'check', ''])('%s has help that fits 80 columns', async (name) => {
    const { code, out } = await heavytail(['data', ...(name === '' ? [] : [name]), '--help']);
    expect(code).toBe(0);
    expect(out).toContain('Examples:\n  heavytail data');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('the words of a download', () => {
  it('are bytes in decimal units', () => {
    expect([0, 999, 1000, 57_523, 999_949, 999_951, 170_052_171, 12e9].map(size)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '57.5 kB',
      '999.9 kB',
      '1.0 MB',
      '170.1 MB',
      '12.0 GB',
    ]);
  });

  it('are a rate over the last seconds', () => {
    const rate = new Rate();
    expect(rate.at(0, 0)).toBeUndefined();
    expect(rate.at(400, 100)).toBeUndefined();
    expect(rate.at(1000, 500)).toBe(500);
    expect(rate.at(2000, 500)).toBe(250);
    // Silence: what was received long ago is forgotten.
    for (const ms of [5000, 7000, 9000, 13_000]) rate.at(ms, 500);
    expect(rate.at(14_000, 500)).toBe(0);
    // A download that begins anew.
    expect(rate.at(15_000, 100)).toBeUndefined();
    expect(rate.at(16_000, 1100)).toBe(1000);
  });

  it('fit the width', () => {
    const line = (width: number, rate?: number) =>
      receivedLine('file.gz', 2_500_000, 10_000_000, rate, width);
    expect(line(79, 2e6)).toBe('file.gz:  25 %, 2.5 MB of 10.0 MB, 2.0 MB/s, 4 s left');
    expect(line(79, 50_000)).toBe('file.gz:  25 %, 2.5 MB of 10.0 MB, 50.0 kB/s, 2 min 30 s left');
    expect(line(79, 0)).toBe('file.gz:  25 %, 2.5 MB of 10.0 MB, 0 bytes/s');
    expect(line(79)).toBe('file.gz:  25 %, 2.5 MB of 10.0 MB');
    expect(line(40, 2e6)).toBe('file.gz:  25 %, 2.5 MB of 10.0 MB');
    expect(line(20, 2e6)).toBe('file.gz:  25 %');
    expect(line(9, 2e6)).toBe('file.gz: ');
  });
});
