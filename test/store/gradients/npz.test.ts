import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { openGradients } from '#heavytail/store/index';
import { describe, expect, it, vi } from 'vitest';
import { fileBytes, npyFile, reference } from '../../format/gradientArrays.js';
import { npy, readAll, refusal, temporaryFolder } from './folder.js';

const { archives } = reference;

interface Member {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflated?: boolean;
  /** What the archive states, where it lies. */
  readonly size?: number;
  readonly crc?: number;
  readonly method?: number;
  readonly flags?: number;
}

/** A zip archive, written by the published description of the format (PKWARE APPNOTE, sections 4.3 and 4.4). */
function zip(members: readonly Member[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflated = false, size = data.length, crc = crc32(data), ...member } of members) {
    const content = deflated ? deflateRawSync(data) : Buffer.from(data);
    const { method = deflated ? 8 : 0, flags = 0 } = member;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, rest, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

describe('an npz archive', () => {
  const folder = temporaryFolder();

  it.each(['stored', 'deflated'] as const)('written by NumPy is read: %s', async (kind) => {
    const file = folder.write('a.npz', fileBytes(archives.files[kind]));
    const { tensors } = await readAll([file]);
    expect(tensors.map(({ name, step, rows, columns }) => [name, step, rows, columns])).toEqual([
      ['fc.0.weight', 1200, 3, 8],
      ['fc.2.bias', 30, 5, 7],
    ]);
    expect([...tensors[0]!.values]).toEqual(archives.cube);
    expect([...tensors[1]!.values]).toEqual(archives.matrix);
  });

  it('leaves no temporary file behind', async () => {
    const temporary = join(folder.path, 'temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    const large = npy(
      [2, 50_000],
      Array.from({ length: 100_000 }, (_, i) => i),
    );
    const file = folder.write('a.npz', zip([{ name: 'a.npy', data: large, deflated: true }]));
    const { tensors, close } = await openGradients([file]);
    await tensors[0]!.matrix.readRows(0, 2, new Float64Array(100_000));
    expect(readdirSync(temporary)).toHaveLength(1);
    await close();
    expect(readdirSync(temporary)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('says where temporary files cannot be made', async () => {
    vi.stubEnv('TMPDIR', join(folder.path, 'none'));
    const large = npy([2, 50_000], new Array<number>(100_000).fill(1));
    const file = folder.write('a.npz', zip([{ name: 'a.npy', data: large, deflated: true }]));
    expect((await refusal([file])).message).toMatch(/No temporary files can be made in .*none/);
    vi.unstubAllEnvs();
  });

  it('is refused when a deflated member is larger than may be unpacked', async () => {
    const bomb = npyFile("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 50000000), }", 100_000_000);
    const file = folder.write('a.npz', zip([{ name: 'a.npy', data: bomb, deflated: true }]));
    const { message } = await refusal([file], { spoolLimit: 50_000_000 });
    expect(message).toMatch(/needs 1000000\d\d bytes of temporary space; 50000000 may be used/);
  });

  const good = npy([1, 3], [1, 2, 3]);
  const large = npy(
    [2, 50_000],
    Array.from({ length: 100_000 }, (_, i) => i),
  );
  it.each<[string, Member, RegExp]>([
    [
      'unpacks to more than it states',
      { name: 'a.npy', data: good, deflated: true, size: 50 },
      /to the 50 bytes that it states/,
    ],
    [
      'unpacks to less than it states',
      { name: 'a.npy', data: good, deflated: true, size: 1000 },
      /to the 1000 bytes that it states/,
    ],
    ['states 4 GB', { name: 'a.npy', data: good, deflated: true, size: 0xfffffffe }, /damaged|truncated/],
    ['has another check sum', { name: 'a.npy', data: good, deflated: true, crc: 1 }, /check sum/],
    [
      'is large and has another check sum',
      { name: 'a.npy', data: large, deflated: true, crc: 1 },
      /check sum/,
    ],
    ['is encrypted', { name: 'a.npy', data: good, size: good.length - 12, flags: 1 }, /encrypted/],
    ['is of another method', { name: 'a.npy', data: good, method: 12 }, /method 12/],
    ['is no npy file', { name: 'a.txt', data: good }, /not an npy file/],
    ['is a pickle of PyTorch', { name: 'archive/data.pkl', data: good }, /a pickle, which/],
    ['is not deflated at all', { name: 'a.npy', data: good, method: 8 }, /damaged/],
  ])('is refused when its member %s', async (_, member, message) => {
    const file = folder.write('a.npz', zip([member]));
    expect((await refusal([file])).message).toMatch(message);
  });

  it('is refused when empty, when of folders alone and when cut', async () => {
    const empty = /holds no tensors: it is an empty archive/;
    expect((await refusal([folder.write('a.npz', zip([]))])).message).toMatch(empty);
    const folders = zip([{ name: 'a/', data: new Uint8Array() }]);
    expect((await refusal([folder.write('a.npz', folders)])).message).toMatch(empty);
    const whole = zip([{ name: 'a.npy', data: good }]);
    for (const length of [10, 60, whole.length - 1]) {
      expect((await refusal([folder.write('a.npz', whole.subarray(0, length))])).message).toMatch(/damaged/);
    }
  });

  it('is read where names are like paths, under harmless names', async () => {
    const names = {
      '/params/kernel.npy': 'params/kernel',
      '//server/a.npy': 'server/a',
      'C:\\run\\b.npy': 'run/b',
      'C:/run/c.npy': 'run/c',
      '../../d.npy': 'd',
      'x/../e.npy': 'x/e',
      './f.npy': 'f',
      'g\u001b[31m.npy': 'g?[31m',
      '/h.npy': 'h',
      'h.npy': 'h.npy',
      'plain/i.npy': 'plain/i',
    };
    const members = Object.keys(names).map((name, i) => ({ name, data: npy([1, 1], [i]), flags: 0x800 }));
    const { tensors, skipped, remarks } = await readAll([folder.write('a.npz', zip(members))]);
    expect(skipped).toEqual([]);
    expect(tensors.map(({ name, values: [value] }) => [value, name])).toEqual(
      Object.values(names).map((name, i) => [i, name]),
    );
    expect(remarks[0]!.sentence).toMatch(
      /harmless names: \/params\/kernel\.npy as params\/kernel, .* and \d more\.$/,
    );
  });

  it('is read where two members have one name: the last, as NumPy does', async () => {
    const members = [1, 2, 3].map((value) => ({
      name: value === 2 ? 'b.npy' : 'a.npy',
      data: npy([1, 1], [value]),
    }));
    const file = folder.write('a.npz', zip(members));
    const { tensors, skipped } = await readAll([file]);
    expect(tensors.map(({ name, values }) => [name, ...values])).toEqual([
      ['b', 2],
      ['a', 3],
    ]);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      `a.npy in ${file} comes more than once; the last one is read, as NumPy does.`,
    ]);
  });

  it('is read without the numbers of the run that are beside the gradients', async () => {
    const numbers = {
      step: npy([], [1200]),
      lr: npy([], [0.1]),
      loss: npy([2], [0.5, 0.25]),
      batch_size: npy([2], [32, 32]),
    };
    const all = { ...numbers, 'fc.weight': npy([2, 3], [1, 2, 3, 4, 5, 6]) };
    const members = Object.entries(all).map(([name, data]) => ({ name: `${name}.npy`, data }));
    const { tensors, skipped, remarks } = await readAll([folder.write('a.npz', zip(members))]);
    expect(tensors).toMatchObject([
      { name: 'fc.weight', step: 1200, batchSize: 32, stepsAsSamples: false, rows: 2 },
    ]);
    expect(skipped).toEqual([]);
    expect(remarks[0]!.sentence).toBe('Left out as no coordinate: step (1200); lr; loss; batch_size (32).');
  });
});
