import { ColumnChoice, largestTie } from '#heavytail/tail/diagnosis/sample/columnChoice';
import { describe, expect, it } from 'vitest';

describe('ColumnChoice', () => {
  /** Offers columns of two rows, `index` and -`index`, with these priorities; says which were asked for. */
  function offered(most: number, priorities: readonly (number | 'refused')[]) {
    const choice = new ColumnChoice(most, 2);
    const asked: number[] = [];
    priorities.forEach((priority, index) => {
      choice.offer(index, priority === 'refused' ? 0 : priority, () => {
        asked.push(index);
        return priority === 'refused' ? undefined : Float64Array.of(index, -index);
      });
    });
    return { asked, ...choice.result() };
  }

  it('keeps the lowest priorities, in the order of the columns', () => {
    const { indices, values, rows, columns } = offered(3, [0.9, 0.4, 0.8, 0.1, 0.7, 0.2]);
    expect({ rows, columns }).toEqual({ rows: 2, columns: 3 });
    expect(Array.from(indices)).toEqual([1, 3, 5]);
    expect(Array.from(values)).toEqual([1, 3, 5, -1, -3, -5]);
  });

  it('keeps the earlier of equal priorities', () => {
    expect(Array.from(offered(2, [0.5, 0.5, 0.5]).indices)).toEqual([0, 1]);
    expect(Array.from(offered(2, [0.5, 0.5, 0.1]).indices)).toEqual([0, 2]);
  });

  it('makes no column that it would not keep', () => {
    expect(offered(2, [0.3, 0.2, 0.3, 0.4, 0.1]).asked).toEqual([0, 1, 4]);
  });

  it('keeps fewer where fewer are offered, and none that is refused', () => {
    expect(Array.from(offered(9, [0.9, 0.1, 'refused', 0.5]).indices)).toEqual([0, 1, 3]);
    expect(offered(9, ['refused'])).toMatchObject({ columns: 0, values: new Float64Array() });
  });
});

it.each([
  [1, [3, 1, 2]],
  [2, [1, 3, 1, 2]],
  [3, [2, 2, 5, 2, 5, 1]],
  [3, [5, 2, 5, 1, 5, 1]],
  [4, [7, 7, 7, 7]],
])('the most frequent value comes %i times', (times, column) => {
  const given = Float64Array.from(column);
  expect(largestTie(given)).toBe(times);
  expect(given).toEqual(Float64Array.from(column));
});
