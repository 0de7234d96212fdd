import {
  band,
  line,
  linearAxis,
  logAxis,
  marks,
  means,
  points,
  rule,
  seriesRoles,
} from '#heavytail/evidence/index';
import { expect, it } from 'vitest';

it('a layer has the numbers that its mark shows', () => {
  const edges = { low: [0, 1], high: [2, 3] };
  expect(line('theory', 'theory', [1, 2], [3, 4])).toEqual({
    mark: 'line',
    label: 'theory',
    role: 'theory',
    x: [1, 2],
    y: [3, 4],
  });
  expect(points('seen', 'measured', [1], [3])).not.toHaveProperty('low');
  expect(points('seen', 'measured', [1, 2], [1, 2], edges)).toMatchObject({ mark: 'points', ...edges });
  expect(band('between', 'theory', [1, 2], edges)).toEqual({
    mark: 'band',
    label: 'between',
    role: 'theory',
    x: [1, 2],
    ...edges,
  });
  expect(rule('saddle', 'control', { x: [1] })).toEqual({
    mark: 'rule',
    label: 'saddle',
    role: 'control',
    x: [1],
  });
});

it('marks have a place for each row, and bars where they are asked for', () => {
  const rows = [
    { at: 1, seen: 2 },
    { at: 3, seen: 4 },
  ];
  const shown = marks(
    'seen',
    'measured',
    rows,
    ({ at }) => at,
    ({ seen }) => seen,
  );
  expect(shown).toEqual(points('seen', 'measured', [1, 3], [2, 4]));
  const barred = marks(
    'seen',
    'measured',
    rows,
    ({ at }) => at,
    ({ seen }) => seen,
    ({ seen }) => ({ low: seen - 1, high: seen + 1 }),
  );
  expect(barred).toEqual(points('seen', 'measured', [1, 3], [2, 4], { low: [1, 3], high: [3, 5] }));
});

it('means have bars of two standard errors that stay above 0', () => {
  const all = [
    { mean: 10, standardError: 1, at: 1 },
    { mean: 10, standardError: 6, at: 2 },
  ];
  expect(means('exit time', 'levy', all, ({ at }) => at)).toEqual({
    mark: 'points',
    label: 'exit time',
    role: 'levy',
    x: [1, 2],
    y: [10, 10],
    low: [8, 0.1],
    high: [12, 22],
  });
});

it('an axis has a domain where one is given', () => {
  expect(linearAxis('time')).toStrictEqual({ label: 'time', scale: 'linear' });
  expect(linearAxis('time', [0, 5])).toEqual({ label: 'time', scale: 'linear', domain: [0, 5] });
  expect(logAxis('width')).toStrictEqual({ label: 'width', scale: 'log' });
  expect(logAxis('width', [1, 10])).toEqual({ label: 'width', scale: 'log', domain: [1, 10] });
});

it('four series that are alike can be told apart', () => {
  expect(new Set(seriesRoles).size).toBe(4);
});
