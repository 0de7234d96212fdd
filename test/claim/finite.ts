import type { Evidence } from 'heavytail/claim';
import { expect } from 'vitest';

/** Every number that the report shows of a claim is a number. */
export function expectFinite({ statistics, figures, tables }: Evidence): void {
  for (const { name, value, low, high } of statistics) {
    expect([value, low, high].every(Number.isFinite), name).toBe(true);
    expect(low <= value && value <= high, name).toBe(true);
  }
  for (const { name, rows } of tables) {
    expect(rows.length, name).toBeGreaterThan(0);
    for (const cell of rows.flat()) expect(cell, name).not.toBeOneOf([NaN, Infinity, -Infinity]);
  }
  for (const layer of figures.flatMap(({ panels }) => panels.flatMap(({ layers }) => layers))) {
    for (const numbers of Object.values(layer).filter(Array.isArray)) {
      expect(numbers.every(Number.isFinite), layer.label).toBe(true);
    }
  }
}
