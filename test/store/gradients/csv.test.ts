import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readAll, refusal, temporaryFolder } from './folder.js';

describe('a table of numbers as text', () => {
  const folder = temporaryFolder();
  const values = async (name: string, text: string | Uint8Array) => {
    const [tensor] = (await readAll([folder.write(name, text)])).tensors;
    return [tensor!.rows, tensor!.columns, ...tensor!.values];
  };

  it.each([
    ['commas', 'a.csv', '1,2.5\n-3e-2,+4.\n'],
    ['tabs', 'a.tsv', '1\t2.5\n-3e-2\t+4.'],
    ['semicolons', 'a.csv', '1;2.5\n-3e-2;+4.\n'],
    ['a header', 'a.csv', 'w[0;0],w[0;1]\n1,2.5\n-3e-2,+4.\n'],
    ['a quoted header with commas', 'a.csv', '"w[0,0]","w[0,1]"\n1,2.5\n-3e-2,+4.\n'],
    ['spaces, empty lines and Windows ends', 'a.csv', '\r\n 1 , 2.5\r\n\r\n-3e-2,+4. \r\n'],
    ['a byte order mark', 'a.csv', '\ufeff1,2.5\n-3e-2,+4.\n'],
  ])('is read: %s', async (_, name, text) => {
    expect(await values(name, text)).toEqual([2, 2, 1, 2.5, -0.03, 4]);
  });

  it('reads one column, and NaN and infinity as words', async () => {
    expect(await values('a.csv', 'w\n1\nNaN\n-inf\nInfinity\n')).toEqual([4, 1, 1, NaN, -Infinity, Infinity]);
  });

  it('reads doubles exactly, in a table of many pieces', async () => {
    const rows = Array.from({ length: 300 }, (_, i) =>
      Array.from({ length: 200 }, (_, j) => Math.sqrt(i * 200 + j) * 10 ** ((j % 60) - 30)),
    );
    const text = rows.map((row) => row.join(',')).join('\n');
    expect(await values('a.csv', text)).toEqual([300, 200, ...rows.flat()]);
  });

  it.each([
    ['a ragged line', '1,2\n3\n', /Line 2 of .* has 1 fields; the lines before have 2/],
    ['a longer line', '1,2\n3,4\n5,6,7\n', /Line 3/],
    ['a word', 'a,b\n1,2\n3,x\n', /Field 2 in line 3 of .* is "x"/],
    ['an empty field', '1,2\n3,\n', /Field 2 in line 2 of .* is empty/],
    ['a decimal comma', 'a;b\n1,5;2\n', /"1,5"/],
    ['hexadecimal', '1,2\n0x10,2\n', /"0x10"/],
    ['a header alone', 'a,b\n', /holds no numbers/],
    ['white space alone', '  \n\n', /holds no numbers/],
    ['an index of pandas', ',a,b\n0,1,2\n1,3,4\n', /index of pandas/],
    ['a column of steps', 'step,a,b\n0,1,2\n', /column step/],
    ['quotes that do not close', 'a,b\n1,"2\n3,4\n', /not a table of numbers/],
    ['zero bytes', '1,2\n\0\0\0\n', /zero byte/],
  ])('is refused with the line: %s', async (_, text, message) => {
    const file = folder.write('a.csv', text);
    const error = await refusal([file]);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(file);
  });
});

describe('standard input', () => {
  const script = `
    import { openGradients } from '#heavytail/store/index';
    const { tensors, close } = await openGradients(['-']);
    const [{ matrix }] = tensors;
    const into = new Float64Array(matrix.rows * matrix.columns);
    await matrix.readRows(0, matrix.rows, into);
    await close();
    process.stdout.write([matrix.rows, matrix.columns, ...into].join());`;

  it('is read as a file would be', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      input: '1,2\n3,4\n5,6\n',
      encoding: 'utf8',
      cwd: new URL('../../..', import.meta.url),
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('3,2,1,2,3,4,5,6');
  });
});
