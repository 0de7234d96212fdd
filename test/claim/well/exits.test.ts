import {
  byAlpha,
  byDriver,
  exactClimb,
  exitCells,
  exitPoints,
  runExitCell,
  logTimeSlope,
  type World,
} from '#heavytail/claim/well/exits';
import { describe, expect, it } from 'vitest';
import { normalLimit } from '../../falseAlarm.js';
import { knownExits } from '../exitWorlds.js';

const brownian: World = {
  well: 'double',
  height: 1,
  width: 1,
  driver: 'brownian',
  alpha: 2,
  noiseScale: 1,
};
const levy = (alpha: number, width: number): World => ({
  well: 'quadratic',
  height: 1,
  width,
  driver: 'levy',
  alpha,
  noiseScale: 0.1,
});

describe('exits from wells', () => {
  it('are spread over cells without losing or repeating a path', () => {
    const cells = exitCells([brownian, levy(1.5, 1)], 10, 3);
    expect(cells.map(({ firstPath, paths }) => [firstPath, paths])).toEqual([
      [0, 3],
      [3, 3],
      [6, 4],
      [0, 3],
      [3, 3],
      [6, 4],
    ]);
  });

  it('come to one point for each world, grouped by noise and index', () => {
    const worlds = [levy(1.2, 1), levy(1.2, 2), levy(1.2, 3), levy(1.5, 1), brownian];
    const points = exitPoints(knownExits(exitCells(worlds, 100, 2), ({ width }) => 3 * width ** 1.2));
    expect(points.map(({ world }) => world)).toEqual(worlds);
    const { climbs, jumps } = byDriver(points);
    expect(climbs).toEqual(points.slice(4));
    expect(byAlpha(jumps).map(({ alpha, members }) => [alpha, members.length])).toEqual([
      [1.2, 3],
      [1.5, 1],
    ]);
    expect(logTimeSlope(jumps.slice(0, 3), ({ width }) => Math.log(width)).value).toBeCloseTo(1.2, 12);
  });

  it('take as long as the exact integral says, whatever cells they are spread over', () => {
    const run = (parts: number) =>
      exitPoints(exitCells([brownian], 1000, parts).map((cell) => runExitCell('test', cell, 1)))[0]!;
    const point = run(1);
    expect(Math.abs(point.mean - exactClimb(brownian))).toBeLessThan(normalLimit * point.standardError);
    expect(run(4).mean).toBeCloseTo(point.mean, 10);
  });
});
