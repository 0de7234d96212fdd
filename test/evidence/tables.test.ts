import { table } from '#heavytail/evidence/index';
import { expect, it } from 'vitest';

it('a table has one cell a column for every row, empty where there is no number', () => {
  const rows = [
    { name: 'first', slope: 0.5 },
    { name: 'second', slope: null },
  ];
  expect(
    table('slopes', 'Slopes of all.', rows, [
      ['place', (_row, i) => i + 1],
      ['name', ({ name }) => name],
      ['slope', ({ slope }) => slope],
    ]),
  ).toEqual({
    name: 'slopes',
    caption: 'Slopes of all.',
    columns: ['place', 'name', 'slope'],
    rows: [
      [1, 'first', 0.5],
      [2, 'second', ''],
    ],
  });
});
