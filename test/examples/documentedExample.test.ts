import { describe, expect, it } from 'vitest';
import { examplesOf, failures } from './documentedExample.js';

const source = (...code: string[]) =>
  [
    '/**',
    ' * Text.',
    ' *',
    ' * @example',
    ...code.map((line) => ` * ${line}`),
    ' */',
    'export const x = 1;',
  ].join('\n');
const failuresOf = async (...code: string[]) => {
  const [example] = examplesOf('a.ts', source(...code));
  return failures(example!);
};

describe('an example in a doc comment', () => {
  it('begins below its tag and ends at the next tag or the end of the comment', () => {
    const text = `${source('one();', '', 'two();')}\n/**\n * @example\n * three();\n * @returns x\n */`;
    expect(examplesOf('a.ts', text)).toEqual([
      { file: 'a.ts', line: 5, code: 'one();\n\ntwo();' },
      { file: 'a.ts', line: 12, code: 'three();' },
    ]);
  });

  it('holds when every value is as shown', async () => {
    const found = await failuresOf(
      "import { normal, quantile } from 'heavytail/law';",
      '',
      'const quartiles: Float64Array = quantile(normal(), [0.25, 0.75]);',
      'quartiles; // → [-0.6745, 0.674]',
      'quartiles[1] * 1e-6; // → 6.7e-7',
      "`${quartiles.length} values`; // → '2 values'",
      '[quartiles.length, undefined, Infinity]; // → [2, undefined, Infinity]',
      '({ a: [true], "b c": null }); // → { a: [true], "b c": null }',
      'await Promise.resolve(-3); // → -3',
    );
    expect(found).toEqual([]);
  });

  it('shows a value as it is when its line runs', async () => {
    expect(await failuresOf('const x = [1];', 'x; // → [1]', 'x.push(2);', 'x; // → [1, 2]')).toEqual([]);
  });

  it.each([
    ['1.2349; // → 1.236', '1.2349 is 1.2349, not 1.236.'],
    ['[1, 2]; // → [1, 2, 3]', '[1, 2] is [1,2], not [1, 2, 3].'],
    ["'a'; // → 'b'", "'a' is \"a\", not 'b'."],
    ["'1'; // → 1", '\'1\' is "1", not 1.'],
    ["'true'; // → true", '\'true\' is "true", not true.'],
    ['({ a: 1, b: 2 }); // → { a: 1 }', '({ a: 1, b: 2 }) is {"a":1,"b":2}, not { a: 1 }.'],
    ['Number.NaN; // → 0', 'Number.NaN is NaN, not 0.'],
    ['2; // → about two', '2 is said to be about two, which is no value.'],
    ['const x = 1; // → 1', '"// → value" has to end a line that ends an expression.'],
    ['2;', 'the example shows no value ("expression; // → value").'],
    ['missing(); // → 1', 'the example fails: ReferenceError: missing is not defined'],
  ])('%s does not hold', async (code, sentence) => {
    expect(await failuresOf(code)).toEqual([`a.ts:5: ${sentence}`]);
  });

  it('names the line that does not hold', async () => {
    expect(await failuresOf('const x = 2;', '', 'x + 1; // → 4')).toEqual(['a.ts:7: x + 1 is 3, not 4.']);
  });
});
