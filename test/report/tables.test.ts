import { csvOf, figureNumbers, texOf } from '#heavytail/report/tables';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** Reads CSV after RFC 4180, the plain slow way. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, field, quoted] = [[] as string[], '', false];
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') [field, i] = [`${field}"`, i + 1];
      else if (c === '"') quoted = false;
      else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') [row, field] = [[...row, field], ''];
    else if (c === '\r' && text[i + 1] === '\n') {
      rows.push([...row, field]);
      [row, field, i] = [[], '', i + 1];
    } else field += c;
  }
  return rows;
}

test('CSV gives back every text and every number to the last bit', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.double({ noNaN: true }),
    fc.constantFrom('"', ',', '\r\n', ' a '),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
      const parsed = parseCsv(csvOf({ name: 't', caption: '', columns: ['a', 'b,"c"'], rows }));
      expect(parsed[0]).toEqual(['a', 'b,"c"']);
      expect(parsed.slice(1)).toEqual(rows.map((row) => row.map(String)));
      rows.flat().forEach((value, i) => {
        if (typeof value === 'number')
          expect(Number(parsed[1 + Math.floor(i / 2)][i % 2])).toBe(value === 0 ? 0 : value);
      });
    }),
  );
});

test('LaTeX tables use booktabs, align numbers right and escape text', () => {
  const tex = texOf({
    name: 'exit times',
    caption: '50 % of α_1 & more',
    columns: ['noise #1', 'time_{s}'],
    rows: [
      ['a\\b~c^d', 0.1 + 0.2],
      ['{x} $y$', 1.5e-8],
    ],
  });
  expect(tex).toContain('\\begin{tabular}{lr}');
  expect(tex).toContain('\\caption{50 \\% of $\\alpha$\\_1 \\& more}');
  expect(tex).toContain('noise \\#1 & time\\_\\{s\\} \\\\');
  expect(tex).toContain('a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d & $0.3$ \\\\');
  expect(tex).toContain('\\{x\\} \\$y\\$ & $1.500 \\cdot 10^{-8}$ \\\\');
  for (const rule of ['\\toprule', '\\midrule', '\\bottomrule']) expect(tex).toContain(rule);
});

test('braces of LaTeX tables are balanced for any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (caption, text) => {
      const tex = texOf({ name: 't', caption, columns: [text], rows: [[text]] });
      const bare = tex.replace(/\\[\\{}]/g, '');
      expect([...bare].filter((c) => c === '{').length).toBe([...bare].filter((c) => c === '}').length);
    }),
  );
});

test('the numbers of a figure are all there, empty where a layer has none', () => {
  const axis = { label: '', scale: 'linear' as const };
  const layers = [
    { mark: 'points' as const, label: 'p', role: 'levy' as const, x: [1, 2], y: [3, Infinity], low: [2, 1] },
    { mark: 'rule' as const, label: 'r', role: 'theory' as const, x: [5] },
  ];
  const figure = { name: 'f', title: '', caption: '', panels: [{ title: 'left', x: axis, y: axis, layers }] };
  expect(figureNumbers(figure).rows).toEqual([
    ['left', 'p', 'points', 1, 3, 2, ''],
    ['left', 'p', 'points', 2, Infinity, 1, ''],
    ['left', 'r', 'rule', 5, '', '', ''],
  ]);
});
