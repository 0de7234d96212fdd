import { expect, test } from 'vitest';
import { compared, floorsOf, sharesByFolder } from '../../scripts/coverage-table.mjs';

const file = (sourcePath: string, lines: [number, number], branches: [number, number]) => {
  const count = ([covered, total]: [number, number]) => ({ covered, total });
  return { sourcePath, summary: { lines: count(lines), branches: count(branches) } };
};
const shares = sharesByFolder([
  file('src/tail/order/hill.ts', [9, 10], [1, 4]),
  file('src/law/index.ts', [0, 0], [0, 0]),
  file('src/tail/index.ts', [10, 20], [0, 0]),
  file('src/error.ts', [0, 100], [0, 100]),
]);

test('the files of a folder count together', () => {
  expect(shares).toEqual({
    law: { lines: 100, branches: 100 },
    tail: { lines: (100 * 19) / 30, branches: 25 },
  });
});

test('a share keeps its own floor', () => {
  expect(floorsOf(shares).tail).toEqual({ lines: 63, branches: 25 });
  expect(compared(shares, floorsOf(shares)).below).toBe(0);
});

test('a share below its floor, and a folder without floors, are counted and marked', () => {
  const { lines, below } = compared(shares, { tail: { lines: 63, branches: 26 } });
  expect(below).toBe(3);
  expect(lines).toEqual([
    'folder         lines                   branches',
    'law           100.0 % (no floor) !    100.0 % (no floor) !',
    'tail           63.3 % (floor 63)       25.0 % (floor 26) !',
  ]);
});
