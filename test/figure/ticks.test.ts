import { ticksOf } from '#heavytail/figure/ticks';
import { describe, expect, test } from 'vitest';

const linear = { label: '', scale: 'linear' as const };
const log = { label: '', scale: 'log' as const };

describe('linear axes', () => {
  test('have round ticks without binary digits', () => {
    expect(ticksOf(linear, [0, 1], 10, []).texts).toEqual([
      '0',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
      '0.5',
      '0.6',
      '0.7',
      '0.8',
      '0.9',
      '1',
    ]);
  });

  test('group thousands on all ticks or on none', () => {
    expect(ticksOf(linear, [0, 12000], 3, []).texts).toEqual(['0', '5,000', '10,000']);
    expect(ticksOf(linear, [0, 2000], 2, []).texts).toEqual(['0', '1000', '2000']);
  });

  test('use a minus sign, units for large numbers and powers for small ones', () => {
    expect(ticksOf(linear, [-1, 1], 2, []).texts).toEqual(['−1', '0', '1']);
    expect(ticksOf(linear, [0, 3e6], 3, []).texts).toEqual(['0', '1M', '2M', '3M']);
    expect(ticksOf(linear, [0, 4e-6], 2, []).texts).toEqual(['0', '2·10⁻⁶', '4·10⁻⁶']);
  });
});

describe('log axes', () => {
  test('have plain numbers over few decades and powers of ten over many', () => {
    expect(ticksOf(log, [0.1, 1000], 6, []).texts).toEqual(['0.1', '1', '10', '100', '1000']);
    expect(ticksOf(log, [1e-6, 1e6], 4, []).texts).toEqual(['10⁻⁴', '1', '10⁴']);
  });

  test('have 1, 2, 5 within a decade or two, and linear ticks within less than half a decade', () => {
    expect(ticksOf(log, [1, 60], 6, []).texts).toEqual(['1', '2', '5', '10', '20', '50']);
    expect(ticksOf(log, [1, 2.1], 6, []).texts).toEqual(['1', '1.2', '1.4', '1.6', '1.8', '2']);
  });

  test('show batch sizes as such', () => {
    const batches = [8, 16, 32, 64, 128, 256];
    expect(ticksOf(log, [7, 300], 8, batches).texts).toEqual(['8', '16', '32', '64', '128', '256']);
    expect(ticksOf(log, [7, 300], 3, batches).values).toEqual([16, 64, 256]);
    const apart = batches.flatMap((size) => [size / 1.06, size, size * 1.06]);
    expect(ticksOf(log, [7, 300], 8, apart).texts).toEqual(['8', '16', '32', '64', '128', '256']);
    expect(ticksOf(log, [7, 300], 8, [...batches, 100]).texts).toEqual(['10', '20', '50', '100', '200']);
  });

  test('always have at least two ticks and never one out of the domain', () => {
    for (let decades = -8; decades < 8; decades += 0.37) {
      for (const span of [0.01, 0.2, 0.6, 1, 1.7, 3, 9]) {
        const domain = [10 ** decades, 10 ** (decades + span)] as const;
        const { values, texts } = ticksOf(log, domain, 5, []);
        expect(values.length, String(domain)).toBeGreaterThanOrEqual(2);
        expect(values.length, String(domain)).toBeLessThanOrEqual(9);
        expect(values.every((value) => value >= domain[0] * 0.999 && value <= domain[1] * 1.001)).toBe(true);
        expect(new Set(texts).size).toBe(values.length);
      }
    }
  });
});
