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
    ['a ragged line', '1,2\n3\n', /Line 2 of .* has 1 field; the lines before have 2/],
    ['a longer line', '1,2\n3,4\n5,6,7\n', /Line 3/],
    ['a word', 'a,b\n1,2\n3,x\n', /Field 2 \(b\) in line 3 of .* is "x"/],
    ['an empty field', '1,2\n3,\n', /Field 2 in line 2 of .* is empty/],
    ['a decimal comma', 'a;b\n1,5;2\n', /"1,5"/],
    ['hexadecimal', '1,2\n0x10,2\n', /"0x10"/],
    ['a header alone', 'a,b\n', /holds no rows/],
    ['white space alone', '  \n\n', /holds no numbers/],
    ['nothing but steps and times', 'step,time\n0,1\n1,2\n', /no coordinate .* step, time/],
    ['a column of layers', 'layer,a\nfc1,1\nfc2,2\n', /column layer/],
    ['many gradients a row by row', 'sample,value\n0,0.5\n0,0.25\n', /column sample/],
    ['a number 2^53 + 1', 'a,b\n1,9007199254740993\n', /9007199254740993.* rounded/],
    ['a large negative one', '1,2\n-18446744073709551615,2\n', /-18446744073709551615.* rounded/],
    ['NA in the first line', '0.5,NA\n1.5,2.5\n', /Field 2 in line 1 .* "NA"/],
    ['NA alone in the first line', 'NA,NA\n1.5,2.5\n', /Field 1 in line 1 .* "NA"/],
    ['a blank in the first line', '0.5,,1\n1.5,2.5,3.5\n', /Field 2 in line 1 .* empty/],
    ['Unicode minus signs', '\u22120.5,\u22121\n1.5,2.5\n', /Field 1 in line 1 .*, not a number/],
    ['one Unicode minus sign', '0.5,\u22121\n1.5,2.5\n', /Field 2 in line 1/],
    ['a broken first number', '1.2.3,5\n1.5,2.5\n', /Field 1 in line 1 .* "1.2.3"/],
    ['a word among the first numbers', 'fc1,0.5,0.25\nfc1,0.5,1\n', /Field 1 in line 1 .* "fc1"/],
    ['spaces between numbers', '0.1 -0.2 0.3\n0.1 0.2 0.3\n', /Field 1 in line 1/],
    ['decimal commas and semicolons', '0,126;1,25\n-0,5;2,5\n', /Field 1 in line 1 .* "0,126"/],
    ['decimal commas and tabs below a header', 'a\tb\n0,126\t1,25\n-0,5\t2\n', /line 2 .* "0,126"/],
    ['decimal commas of which one is missing', '0,126\n1\n', /Line 2 .* 1 field; .* 2/],
    ['a quote in the middle', '1,2\n3,"4"5\n', /quote stands where none belongs in line 2/],
    ['signs that steer a terminal', 'a\u001b[2J,b\n1,\u001b[31mx\n', /Field 2 \(b\) in line 2 .* "\?\[31mx"/],
    ['UTF-16', '\ufeff1\0,\x002\0', /zero byte/],
    ['quotes that do not close', 'a,b\n1,"2\n3,4\n', /not a table of numbers/],
    ['zero bytes', '1,2\n\0\0\0\n', /zero byte/],
  ])('is refused with the line: %s', async (_, text, message) => {
    const file = folder.write('a.csv', text);
    const error = await refusal([file]);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(file);
    expect(error.hint).toMatch(/\.$/);
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
