import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { UserError } from '#heavytail/error';
import { Part } from '#heavytail/store/dataset/download/part';
import { describe, expect, it } from 'vitest';
import { Bench, bytes, half, right } from './bench.js';
import { rangeStart, serve, sha256, sourceOf } from './loopback.js';

const bench = new Bench();

const host = hostname().replaceAll(/[^\w.]/g, '_');
/** The number of a process that has ended. */
const ended = spawnSync(process.execPath, ['-e', '']).pid;

/** What an owner has left, or is writing. */
function leave(owner: string, content: Uint8Array): string {
  const path = join(bench.folder, `file.gz.${sha256(bytes).slice(0, 8)}.${owner}.part`);
  writeFileSync(path, content);
  return path;
}

/** Where a download begins that finds what is there. */
async function beginning(): Promise<number> {
  const { origin, requests, close } = await serve(right);
  await bench.fetched([sourceOf(`${origin}/file`, bytes)]);
  await close();
  return rangeStart(requests[0]);
}

describe('what earlier downloads left', () => {
  it('is taken over from a process that has ended, the longest first, and the rest is removed', async () => {
    leave(`${host}-${ended}-0`, bytes.subarray(0, 1000));
    leave(`${host}-${ended}-1`, bytes.subarray(0, half));
    leave(`${host}-${ended}-2`, bytes.subarray(0, 10));
    expect(await beginning()).toBe(half);
    expect(bench.files()).toEqual(['file.gz']);
  });

  it('is taken over from an earlier process of the same number', async () => {
    leave(`${host}-${process.pid}-99`, bytes.subarray(0, half));
    expect(await beginning()).toBe(half);
  });

  it('is not touched while its process runs', async () => {
    const path = leave(`${host}-${process.ppid}-0`, bytes.subarray(0, half));
    expect(await beginning()).toBe(0);
    expect(readFileSync(path)).toHaveLength(half);
  });

  it('is taken over from another machine after a quarter of an hour of silence', async () => {
    const path = leave('elsewhere-1-0', bytes.subarray(0, half));
    expect(await beginning()).toBe(0);
    const before = Date.now() / 1000 - 16 * 60;
    utimesSync(path, before, before);
    expect(await beginning()).toBe(half);
  });

  it('is not taken over from a file with another checksum', async () => {
    writeFileSync(join(bench.folder, `file.gz.00000000.${host}-${ended}-0.part`), bytes.subarray(0, half));
    expect(await beginning()).toBe(0);
  });

  it('is only compared when it is whole, and begun anew when it is too long', async () => {
    leave(`${host}-${ended}-0`, bytes);
    const { origin, requests, close } = await serve(right);
    await bench.fetched([sourceOf(`${origin}/file`, bytes)]);
    expect(requests).toHaveLength(0);
    leave(`${host}-${ended}-0`, Buffer.concat([bytes, bytes]));
    const content = await bench.fetched([sourceOf(`${origin}/file`, bytes)]);
    expect(content.equals(bytes)).toBe(true);
    expect(requests).toHaveLength(1);
    await close();
  });

  it('is fetched anew when it is whole and wrong', async () => {
    leave(`${host}-${ended}-0`, bytes.toReversed());
    const { origin, requests, close } = await serve(right);
    const content = await bench.fetched([sourceOf(`${origin}/file`, bytes)]);
    expect(content.equals(bytes)).toBe(true);
    expect(requests).toHaveLength(1);
    await close();
  });
});

describe('two downloads of a file into one folder', () => {
  it('do not disturb each other', async () => {
    const { origin, requests } = await bench.server(right);
    const source = sourceOf(`${origin}/file`, bytes);
    const contents = await Promise.all([bench.fetched([source]), bench.fetched([source])]);
    for (const content of contents) expect(content.equals(bytes)).toBe(true);
    expect(requests.map(rangeStart)).toEqual([0, 0]);
    expect(bench.files()).toEqual(['file.gz']);
  });

  it('share no part', () => {
    const parts = [0, 1].map(() => new Part(bench.folder, 'file', sha256(bytes)));
    parts.forEach((part, i) => part.append(bytes.subarray(0, 10 * (i + 1))));
    expect(parts.map(({ size }) => size)).toEqual([10, 20]);
    for (const part of parts) part.leave();
    const next = new Part(bench.folder, 'file', sha256(bytes));
    expect(next.size).toBe(20);
    next.remove();
    expect(bench.files()).toEqual([]);
  });
});

describe('a folder that cannot be written', () => {
  const refused = async (): Promise<UserError> => {
    const { origin } = await bench.server(right);
    return bench.fetched([sourceOf(`${origin}/file`, bytes)]).then(
      () => expect.unreachable(),
      (error: UserError) => error,
    );
  };

  it.skipIf(!existsSync('/dev/full'))(
    'because the disk is full is named, whatever the addresses do',
    async () => {
      symlinkSync(
        '/dev/full',
        join(bench.folder, `file.gz.${sha256(bytes).slice(0, 8)}.${host}-${ended}-0.part`),
      );
      const error = await refused();
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toMatch(
        /file\.gz.*\.part cannot be written: there is no space left on the disk\./,
      );
      expect(error.hint).toBe('Make space, or name another folder with --data.');
    },
  );

  it('because there is a folder of the name is named', async () => {
    mkdirSync(join(bench.folder, 'file.gz'));
    const error = await refused();
    expect(error.message).toMatch(/file\.gz cannot be written: it is a folder\.$/);
    // What has arrived is not lost.
    expect(bench.files()).toHaveLength(2);
  });
});
