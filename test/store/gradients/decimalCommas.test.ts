import { describe, expect, it } from 'vitest';
import { readAll, temporaryFolder } from './folder.js';

describe('numbers with a decimal comma', () => {
  const folder = temporaryFolder();
  const warned = async (text: string) => {
    const { tensors, remarks } = await readAll([folder.write('a.csv', text)]);
    return [
      tensors[0]!.columns,
      remarks
        .filter(({ warning }) => warning)
        .map(({ sentence }) => sentence)
        .join(' '),
    ];
  };

  it.each([
    [
      'in one column',
      '0,126\n-1,5\n0,33\n',
      /Every row is two whole numbers, as in 0,126, read as 2 columns/,
    ],
    ['in one column of positive ones', '1,126\n1,5\n3,33\n', /two whole numbers/],
    ['with exponents', '1,26e-05\n-3,1E-4\n2,5e-3\n', /two whole numbers/],
    ['below a header', '"a","b"\n0,126\n-1,5\n0,33\n', /two whole numbers/],
    ['in two columns', '0,126,-1,5\n-0,5,0,25\n0,05,0,33\n', /Every row is 4 whole numbers/],
  ])('are warned of: %s', async (_, text, sentence) => {
    expect((await warned(text))[1]).toMatch(sentence);
  });

  it.each([
    ['a point', '0,126\n1.5,2\n'],
    ['a sign in the second column', '0,126\n1,-5\n'],
    ['an odd number of columns', '1,2,3\n4,5,7\n'],
    ['four columns of counts', '3,5,12,7\n4,15,9,8\n'],
  ])('are not suspected with %s', async (_, text) => {
    expect((await warned(text))[1]).toBe('');
  });
});
